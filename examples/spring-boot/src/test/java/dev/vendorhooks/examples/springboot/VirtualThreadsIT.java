package dev.vendorhooks.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.VendorSignature;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packaged application on a JDK that has virtual threads, where one is installed. */
class VirtualThreadsIT {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final int EVENTS = 100;

    /** More than Tomcat's executor for routes has threads. Each event waits until all of them are in the route. */
    @Test
    void routesManySlowEventsAtOnceOnVirtualThreads() throws Exception {
        Optional<Path> jdk = jdkWithVirtualThreads();
        assumeTrue(jdk.isPresent(), "a JDK of release " + FIRST_WITH_VIRTUAL_THREADS + " or newer is needed");

        try (PackagedApplication application = PackagedApplication.start(
                jdk.get(),
                "--spring.threads.virtual.enabled=true",
                "--camel.main.routes-include-pattern=classpath:camel/*,file:src/test/resources/meeting.yaml")) {
            HttpClient client = HttpClient.newHttpClient();
            List<CompletableFuture<HttpResponse<Void>>> answers = IntStream.range(0, EVENTS)
                    .mapToObj(i -> client.sendAsync(delivery(application.port()), BodyHandlers.discarding()))
                    .toList();

            assertThat(answers)
                    .extracting(answer -> answer.join().statusCode())
                    .containsOnly(200)
                    .hasSize(EVENTS);
            await().untilAsserted(() -> assertThat(application.log().lines().filter(line -> line.contains("Met in ")))
                    .hasSize(EVENTS)
                    .allMatch(line -> line.contains("Met in VirtualThread[")));
        }
    }

    private static HttpRequest delivery(int port) {
        byte[] body = Samples.generic("user.created").getBytes(UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/webhooks/meeting"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        VendorSignature.GENERIC.headers("generic-demo", body, Instant.now()).forEach(request::header);
        return request.build();
    }

    /** This one, one that a variable such as JAVA_HOME_21 names, or one where Linux has them. */
    private static Optional<Path> jdkWithVirtualThreads() throws IOException {
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(variable -> Path.of(variable.getValue()));
        Path folder = Path.of("/usr/lib/jvm");
        List<Path> installed = Files.isDirectory(folder) ? list(folder) : List.of();
        return Stream.of(Stream.of(Path.of(System.getProperty("java.home"))), named, installed.stream())
                .flatMap(homes -> homes)
                .filter(home -> release(home) >= FIRST_WITH_VIRTUAL_THREADS)
                .findFirst();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> homes = Files.list(folder)) {
            return homes.sorted().toList();
        }
    }

    private static int release(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[.-]")[0]);
    }
}
