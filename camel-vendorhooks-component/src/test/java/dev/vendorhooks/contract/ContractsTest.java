package dev.vendorhooks.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractsTest {

    private static final Path FOLDER = Path.of("../docs/contracts");
    private static final String COMMAND =
            "mvn -pl camel-vendorhooks-component test -Dtest=ContractsTest -DupdateContracts";

    @Test
    void contractsSayWhatTheRecordsSay() throws IOException {
        Map<String, String> generated = Contracts.generate();
        if (System.getProperty("updateContracts") != null) {
            write(generated);
        }

        for (Map.Entry<String, String> contract : generated.entrySet()) {
            assertThat(FOLDER.resolve(contract.getKey()))
                    .as("docs/contracts is generated; write it anew with: " + COMMAND)
                    .hasContent(contract.getValue());
        }
        assertThat(files()).as("files that no event has any more").containsOnlyKeys(generated.keySet());
    }

    private static void write(Map<String, String> contracts) throws IOException {
        for (Path file : files().values()) {
            Files.delete(file);
        }
        for (Map.Entry<String, String> contract : contracts.entrySet()) {
            Path file = FOLDER.resolve(contract.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, contract.getValue());
        }
    }

    private static Map<String, Path> files() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(FOLDER)) {
            try (Stream<Path> paths = Files.walk(FOLDER)) {
                paths.filter(Files::isRegularFile)
                        .forEach(file ->
                                files.put(FOLDER.relativize(file).toString().replace('\\', '/'), file));
            }
        }
        return files;
    }
}
