package dev.vendorhooks.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder with the files of the example, and what all that runs them must do. */
final class Example {

    /** The option that adds this build's component. */
    static final String COMPONENT =
            "--dep=mvn:dev.vendorhooks:camel-vendorhooks-component:" + System.getProperty("cli.version");

    private Example() {}

    /** A folder under {@code target} that has {@code files}. */
    static Path folder(String name, String... files) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/cli", name)).toAbsolutePath();
        for (String file : files) {
            Files.copy(Path.of(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return folder;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until {@code running} listens, and posts to it as the vendor and as somebody else. */
    static void assertReceives(Running running, int port, String printed) throws IOException, InterruptedException {
        running.awaitOutput(" started in ");

        assertThat(Glossi.post(port, "forged", "guessed")).isEqualTo(401);
        assertThat(Glossi.post(port, "m-1", Glossi.SECRET)).isEqualTo(200);

        running.awaitOutput(printed);
        // logged after the answer, on a thread of its own
        running.awaitOutput("vendorhook:glossi refused a request (401 MISMATCH)");
        assertThat(running.output()).doesNotContain("forged").doesNotContain(Glossi.SECRET);
    }
}
