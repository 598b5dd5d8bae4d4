package dev.vendorhooks.springboot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.springboot.WebhookApplication.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Multipart must not reach the disk. The uploads here are never finished, so that the container cannot tidy up. */
@CamelSpringBootTest
@DirtiesContext
@SpringBootTest(classes = WebhookApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class UploadTest {

    @TempDir
    static Path directory;

    @LocalServerPort
    int port;

    @Autowired
    Routes routes;

    @DynamicPropertySource
    static void directories(DynamicPropertyRegistry properties) {
        properties.add("server.tomcat.basedir", directory::toString);
        properties.add("spring.servlet.multipart.max-file-size", () -> "100MB");
    }

    @Test
    void refusesAnUploadToAWebhookBeforeAnythingIsStored() throws Exception {
        try (Socket upload = startUpload("/webhooks/glossi?a=b")) {
            String answer = new String(upload.getInputStream().readNBytes(12), ISO_8859_1);

            assertThat(answer).isEqualTo("HTTP/1.1 415");
            assertThat(files()).isEmpty();
            assertThat(routes.routed()).isEmpty();
        }
    }

    /** Shows that a stored upload would be seen. */
    @Test
    void storesAnUploadToAnyOtherPath() throws Exception {
        try (Socket upload = startUpload("/uploads")) {
            await().until(() -> !files().isEmpty());
            assertThat(upload.getInputStream().available()).isZero();
        }
        await().until(() -> files().isEmpty());
    }

    private Socket startUpload(String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        String head = String.join(
                "\r\n",
                "POST " + path + " HTTP/1.1",
                "Host: localhost",
                "Content-Type: multipart/form-data; boundary=b",
                "Content-Length: 1000000",
                "",
                "--b",
                "Content-Disposition: form-data; name=\"file\"; filename=\"upload.bin\"",
                "",
                "x".repeat(100_000));
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return files();
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
