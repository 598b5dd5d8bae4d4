package dev.vendorhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the build generated is what was committed, and it describes everything. */
class GeneratedSourcesTest {

    private static final Path GENERATED = Path.of("src/generated");
    private static final Path COMMITTED = Path.of("target/committed-generated");

    @Test
    void generatingChangesNothing() throws IOException {
        Map<String, String> generated = contents(GENERATED);
        Map<String, String> committed = contents(COMMITTED);
        Set<String> files = new TreeSet<>(generated.keySet());
        files.removeIf(file -> generated.get(file).equals(committed.get(file)));
        assertThat(files)
                .as("Files in src/generated that are not as committed. Run"
                        + " 'mvn -pl camel-vendorhooks-component process-classes' and commit src/generated")
                .isEmpty();
    }

    @Test
    void describesEveryOptionAndHeader() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(GENERATED
                        .resolve("resources/META-INF/dev/vendorhooks/camel/vendorhook.json")
                        .toFile());
        for (String kind : new String[] {"componentProperties", "headers", "properties"}) {
            assertThat(json.path(kind).size()).as(kind).isPositive();
            json.path(kind).properties().forEach(option -> {
                assertThat(option.getValue().path("description").asText())
                        .as(option.getKey())
                        .isNotBlank();
                assertThat(option.getValue().path("group").asText())
                        .as(option.getKey())
                        .isNotBlank();
            });
        }
        assertThat(json.at("/properties/secret/secret").asBoolean()).isTrue();
        assertThat(json.at("/componentProperties/secret/secret").asBoolean()).isTrue();
        assertThat(json.at("/properties/timestampTolerance/defaultValue").asText())
                .isEqualTo("5m");
        assertThat(json.at("/properties/maxBodySize/defaultValue").asText()).isEqualTo("1048576");
        assertThat(json.at("/properties/acknowledge/enum").toString()).isEqualTo("[\"processed\",\"received\"]");
    }

    /** The generator drops asterisks without a word. */
    @Test
    void keepsWhatTheDescriptionOfEventsSaysOfWildcards() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(GENERATED
                        .resolve("resources/META-INF/dev/vendorhooks/camel/vendorhook.json")
                        .toFile());
        assertThat(json.at("/properties/events/description").asText())
                .contains("An asterisk stands for the rest of its segment");
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
