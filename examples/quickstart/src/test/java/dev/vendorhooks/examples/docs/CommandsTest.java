package dev.vendorhooks.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vendorhooks.examples.docs.Documents.Block;
import dev.vendorhooks.examples.quickstart.QuickstartProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pastes the commands of the README into a shell, and compares what they print with what the README says. */
class CommandsTest {

    private static final Path README = Documents.ROOT.resolve("README.md");
    private static final String TEST_COMMAND = "mvn verify";

    @Test
    void commandsPrintWhatTheReadmeSays() throws Exception {
        assumeTrue(isThere("bash") && isThere("curl") && isThere("openssl"), "bash, curl and openssl are needed");
        List<Block> blocks = Documents.blocks(README);
        int requests = 0;
        try (QuickstartProcess quickstart = QuickstartProcess.start(Map.of())) {
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                if (block.language().equals("bash") && block.text().contains("curl")) {
                    requests++;
                    assertThat(run(block.text(), quickstart.port()))
                            .as(block.toString())
                            .isEqualTo(blocks.get(i + 1).text() + "\n");
                    for (String line : blocks.get(i + 2).text().lines().toList()) {
                        String meaning = line.substring("10:30:00 ".length());
                        if (meaning.startsWith("WARN")) {
                            quickstart.awaitError(meaning);
                        } else {
                            quickstart.awaitOutput(untilTime(meaning));
                        }
                    }
                }
            }
            assertThat(requests).isEqualTo(6);
            assertThat(quickstart.output()).hasSize(5);
        }
    }

    @Test
    void commandsOfTroubleshootingPrintWhatItSays() throws Exception {
        assumeTrue(isThere("bash") && isThere("curl") && isThere("openssl"), "bash, curl and openssl are needed");
        List<Block> blocks = Documents.blocks(TroubleshootingTest.PAGE);
        int requests = 0;
        try (QuickstartProcess quickstart = QuickstartProcess.start(Map.of())) {
            for (int i = 0; i < blocks.size(); i++) {
                if (blocks.get(i).text().contains("curl ")) {
                    requests++;
                    assertThat(run(blocks.get(i).text(), quickstart.port()))
                            .as(blocks.get(i).toString())
                            .isEqualTo(blocks.get(i + 1).text() + "\n");
                }
            }
            assertThat(requests).isEqualTo(5);
            assertThat(quickstart.output()).isEmpty();
        }
    }

    @Test
    void continuousIntegrationRunsTheTestCommandOfTheReadme() {
        assertThat(Documents.blocks(README)).extracting(Block::text).contains(TEST_COMMAND);
        assertThat(Documents.read(Documents.ROOT.resolve(".ci/run"))).contains("\n" + TEST_COMMAND + "\n");
    }

    /** The part of a line before the current time, which the README cannot know. */
    private static String untilTime(String line) {
        return line.replaceFirst("/20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ.*", "/");
    }

    private static String run(String script, int port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-s");
        builder.environment().put("PORT", String.valueOf(port));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
