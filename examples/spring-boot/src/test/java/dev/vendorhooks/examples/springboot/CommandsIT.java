package dev.vendorhooks.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pastes the commands of the example's README into a shell, and compares what they print with what it says. */
class CommandsIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w+\n(.*?)\n```$");

    @Test
    void commandsPrintWhatTheReadmeSays() throws Exception {
        assumeTrue(
                Stream.of("bash", "curl", "openssl").allMatch(CommandsIT::isThere),
                "bash, curl and openssl are needed");
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(6);
        assertThat(blocks.get(0)).endsWith("java -jar examples/spring-boot/target/spring-boot.jar");

        try (PackagedApplication application = PackagedApplication.start(Path.of(System.getProperty("java.home")))) {
            assertThat(run(blocks.get(1), application.port())).isEqualTo(blocks.get(2) + "\n");
            await().untilAsserted(() -> assertThat(application.log()).contains(blocks.get(3)));
            assertThat(run(blocks.get(4), application.port())).isEqualTo(blocks.get(5) + "\n");
        }
    }

    private static String run(String script, int port) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-s").redirectErrorStream(true);
        builder.environment().put("PORT", String.valueOf(port));
        Process process = builder.start();
        process.getOutputStream().write(script.getBytes(UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
