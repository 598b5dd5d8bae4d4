package dev.vendorhooks.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code camel run --dev} says of a file while its user edits it. Without {@code --dev} it says so and ends. */
class BadInputIT {

    private static Path folder;
    private static Running camel;
    /** How much was said before the edit. */
    private int before;

    @BeforeAll
    static void startInDevMode() throws Exception {
        folder = Example.folder("dev", "application.properties");
        Files.copy(Path.of("route.yaml"), folder.resolve("edited.yaml"), StandardCopyOption.REPLACE_EXISTING);
        camel = Running.route(folder, Example.freePort(), "edited.yaml", "application.properties", "--dev");
        camel.awaitOutput(" started in ");
    }

    @AfterAll
    static void stop() {
        camel.close();
    }

    @Test
    void namesAnOptionThatDoesNotExist() throws Exception {
        edit("route.yaml", "parameters:", "parameters:\n        evnts: model.*");

        assertSaid(
                "Failed to create route: ready-models (source: file:edited.yaml)",
                "Failed to resolve endpoint: vendorhook://glossi?evnts=model.*&secret=xxxxxx",
                "Unknown parameters=[{evnts=model.*}]");
    }

    @Test
    void namesVendorsThatExist() throws Exception {
        edit("route.yaml", "vendorhook:glossi", "vendorhook:glosi");

        assertSaid("Failed to start route: ready-models (source: edited.yaml:4) because: "
                + "vendorhook:glosi names a vendor that does not exist. There are ");
    }

    @Test
    void tellsWhereASecretBelongs() throws Exception {
        edit("route.yaml", "secret: \"{{glossi.secret}}\"", "events: model.*");

        assertSaid(
                "Failed to start route: ready-models (source: edited.yaml:4) because: vendorhook:glossi has no secret. "
                        + "Set 'secret' on the endpoint, for example secret={{glossi.secret}}.");
    }

    @Test
    void namesAPropertyThatIsNotSet() throws Exception {
        edit("route.yaml", "{{glossi.secret}}", "{{glosi.secret}}");

        assertSaid(
                "Failed to create route: ready-models (source: file:edited.yaml)",
                "Failed to resolve endpoint: vendorhook:glossi?secret=xxxxxx due to: Property with key [glosi.secret] not found");
    }

    @Test
    void namesAnEnvironmentVariableThatIsNotSet() throws Exception {
        edit("route.yaml", "{{glossi.secret}}", "{{env:GLOSI_SECRET}}");

        assertSaid("vendorhook:glossi?secret=xxxxxx due to: Property with key [env:GLOSI_SECRET] ");
    }

    @Test
    void namesADataTypeThatDoesNotExist() throws Exception {
        edit(
                "route.yaml",
                "steps:\n        - filter:",
                "steps:\n        - transformDataType:\n            toType: vendorhook:cloudevent\n        - filter:");

        assertSaid("Failed to start route: ready-models (source: edited.yaml:4) because: "
                + "No transformer from: null to:vendorhook:cloudevent");
    }

    @Test
    void namesTheKameletsThatExist() throws Exception {
        edit("glossi-to-log.yaml", "vendorhook-glossi-source", "vendorhook-glosi-source");

        assertSaid(
                "Failed to create route: glossi-to-log (source: file:edited.yaml)",
                "Cannot find Kamelet with name: vendorhook-glosi-source. Did you mean: vendorhook-generic-source, ");
    }

    @Test
    void namesThePropertyThatAPipeLacks() throws Exception {
        edit("glossi-to-log.yaml", "secret: RAW({{glossi.secret}})", "path: /glossi");

        assertSaid(
                "Failed to create route: glossi-to-log (source: file:edited.yaml)",
                "vendorhook-glossi-source the following mandatory parameters must be provided: secret");
    }

    @Test
    void namesAPropertyOfAPipeThatIsNotSet() throws Exception {
        edit("glossi-to-log.yaml", "{{glossi.secret}}", "{{glosi.pipe.secret}}");

        assertSaid(
                "Failed to resolve endpoint: kamelet:vendorhook-glossi-source?secret=xxxxxx",
                "Property with key [glosi.pipe.secret] not found");
    }

    @Test
    void namesADataTypeOfAPipeThatDoesNotExist() throws Exception {
        edit(
                "glossi-to-log.yaml",
                "    properties:",
                "    dataTypes:\n      out:\n        format: vendorhook:pipeevent\n    properties:");

        assertSaid("Failed to start route: glossi-to-log (source: edited.yaml:6) because: "
                + "No transformer from: camel:any to:vendorhook:pipeevent");
    }

    @Test
    void endsWithTheMessageWithoutDevMode() throws Exception {
        Path once = Example.folder("once", "application.properties");
        Files.writeString(
                once.resolve("route.yaml"), changed("route.yaml", "secret: \"{{glossi.secret}}\"", "events: model.*"));

        try (Running running = Running.route(once, Example.freePort(), "route.yaml", "application.properties")) {
            assertThat(running.exitCode()).as(running::output).isEqualTo(1);
            assertThat(running.output())
                    .contains(
                            "Failed to start route: ready-models (source: route.yaml:4) because: vendorhook:glossi has"
                                    + " no secret. Set 'secret' on the endpoint, for example secret={{glossi.secret}}.");
        }
    }

    /** Puts {@code file}, changed, in the place of the watched one at once: never does Camel see half of it. */
    private void edit(String file, String text, String replacement) throws IOException {
        Path edited = Files.writeString(folder.resolve("edited.yaml.new"), changed(file, text, replacement));
        before = camel.output().length();
        Files.move(edited, folder.resolve("edited.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String changed(String file, String text, String replacement) throws IOException {
        String original = Files.readString(Path.of(file));
        assertThat(original).contains(text);
        return original.replace(text, replacement);
    }

    private void assertSaid(String... texts) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    // Camel misses an edit now and then that comes while it still reads the one before
                    Files.setLastModifiedTime(folder.resolve("edited.yaml"), FileTime.from(Instant.now()));
                    assertThat(camel.output().substring(before)).contains(texts).doesNotContain(Glossi.SECRET);
                });
    }
}
