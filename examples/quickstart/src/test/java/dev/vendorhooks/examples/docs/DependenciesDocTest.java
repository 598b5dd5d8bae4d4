package dev.vendorhooks.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Generates docs/dependencies.md from the SBOMs of what is released, and judges the licences in them. */
class DependenciesDocTest {

    private static final Path DEPENDENCIES = Documents.ROOT.resolve("docs/dependencies.md");
    private static final String COMMAND =
            "mvn -pl examples/quickstart -am test -Dtest=DependenciesDocTest -DupdateDocs";

    private static final String COMPONENT = "camel-vendorhooks-component";
    private static final String PLUGIN = COMPONENT + "/camel-jbang-plugin-vendorhook";
    private static final String STARTER = "camel-vendorhooks-starter";

    /** Those that ask nothing of an application but notices, by the identifiers of SPDX. */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-1.0", "EPL-2.0", "MIT");

    @Test
    void documentListsWhatApplicationsGet() throws IOException {
        // another Camel brings other libraries
        assumeThat(System.getProperty("camel.version")).isNull();

        String generated = document();
        if (System.getProperty("updateDocs") != null) {
            Files.writeString(DEPENDENCIES, generated);
        }
        assertThat(Documents.read(DEPENDENCIES))
                .as("docs/dependencies.md is generated; write it anew with: " + COMMAND)
                .isEqualTo(generated);
    }

    @Test
    void everyLibraryHasALicenceThatIsAllowed() throws IOException {
        for (String module : List.of(COMPONENT, PLUGIN, STARTER)) {
            assertThat(libraries(module, Set.of("required", "optional")))
                    .allSatisfy((library, licences) -> assertThat(licences)
                            .as("licences of %s, which %s brings", library, module)
                            .containsAnyElementsOf(ALLOWED));
        }
    }

    @Test
    void everyLibraryIsNamedByVersionAndHash() throws IOException {
        for (String module : List.of(COMPONENT, PLUGIN, STARTER)) {
            assertThat(components(module))
                    .filteredOn(component -> !component.get("group").asText().equals("dev.vendorhooks"))
                    .isNotEmpty()
                    .allSatisfy(component -> {
                        assertThat(component.get("purl").asText())
                                .startsWith("pkg:maven/")
                                .contains("@" + component.get("version").asText());
                        assertThat(component.path("hashes").findValuesAsText("alg"))
                                .contains("SHA-256");
                    });
        }
    }

    @Test
    void whatOnlyTestsNeedIsNotListed() throws IOException {
        assertThat(libraries(COMPONENT, Set.of("required")))
                .containsKey("org.apache.httpcomponents.client5:httpclient5")
                .doesNotContainKeys("ch.qos.logback:logback-classic", "io.micrometer:micrometer-core");
        for (String module : List.of(COMPONENT, PLUGIN, STARTER)) {
            assertThat(libraries(module, Set.of("required", "optional")).keySet())
                    .noneMatch(library -> library.matches(".*(junit|assertj|wiremock|camel-test|camel-jbang).*"));
        }
    }

    private static String document() throws IOException {
        Map<String, List<String>> component = libraries(COMPONENT, Set.of("required"));
        Map<String, List<String>> optional = libraries(COMPONENT, Set.of("optional"));
        Map<String, List<String>> plugin = libraries(PLUGIN, Set.of("required"));
        Map<String, List<String>> starter = libraries(STARTER, Set.of("required"));
        plugin.keySet().removeAll(component.keySet());
        starter.keySet().removeAll(component.keySet());
        return """
                # Dependencies

                What an application gets at run time, and under which licence. Where there are several, any one of them may
                be chosen. Versions and hashes stand in the CycloneDX SBOM that is published beside each jar, with the
                classifier `cyclonedx` and the type `json`.

                Generated from these. To write it anew: `%s`.

                ## The component

                | library | licence |
                |---|---|
                %s

                Used where the application has them:

                | library | licence |
                |---|---|
                %s

                ## The plugin of the Camel CLI

                What the component has, and:

                | library | licence |
                |---|---|
                %s

                ## The starter of Spring Boot

                What the component has, and:

                | library | licence |
                |---|---|
                %s
                """
                .formatted(COMMAND, rows(component), rows(optional), rows(plugin), rows(starter));
    }

    private static String rows(Map<String, List<String>> libraries) {
        return libraries.entrySet().stream()
                .map(library -> "| `%s` | %s |".formatted(library.getKey(), String.join(", ", library.getValue())))
                .collect(Collectors.joining("\n"));
    }

    /** The licences of each library that {@code module} brings in one of {@code scopes}. */
    private static Map<String, List<String>> libraries(String module, Set<String> scopes) throws IOException {
        Map<String, List<String>> libraries = new TreeMap<>();
        for (JsonNode component : components(module)) {
            if (scopes.contains(component.get("scope").asText())) {
                List<String> licences = new ArrayList<>();
                for (JsonNode licence : component.path("licenses").findValues("license")) {
                    licences.add(licence.path("id").asText(licence.path("name").asText()));
                }
                libraries.put(
                        component.get("group").asText() + ":"
                                + component.get("name").asText(),
                        licences);
            }
        }
        return libraries;
    }

    private static JsonNode components(String module) throws IOException {
        Path sbom = Documents.ROOT.resolve(module).resolve("target/bom.json");
        assumeThat(sbom).as("written by Maven unless it is offline").exists();
        return new ObjectMapper().readTree(sbom.toFile()).get("components");
    }
}
