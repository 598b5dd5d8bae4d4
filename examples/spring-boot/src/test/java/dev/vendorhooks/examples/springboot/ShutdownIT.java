package dev.vendorhooks.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.test.VendorSignature;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the packaged application SIGTERM while requests are under way and keep coming. */
class ShutdownIT {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownIT.class);
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final int CALLERS = 8;
    /** In place of a status: nobody listened. */
    private static final int UNREACHED = -1;

    /** In place of a status: the connection ended without an answer. */
    private static final int UNANSWERED = 0;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    @Test
    void answersWhatItRoutesAndRoutesWhatItAnswers() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (PackagedApplication application = PackagedApplication.start(
                Path.of(System.getProperty("java.home")),
                "--camel.main.routes-include-pattern=classpath:camel/*,file:src/test/resources/slow.yaml")) {
            int port = application.port();
            for (int caller = 0; caller < CALLERS; caller++) {
                String prefix = "caller_" + caller + "_";
                callers.execute(() -> deliver(port, prefix));
            }
            await().atMost(LONGEST).until(() -> answers.size() > 5 * CALLERS);

            application.terminate();
            callers.shutdown();

            assertThat(callers.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            String log = application.log();
            LOG.info("Answers: {}", answers);
            assertThat(answers.values()).contains(200).isSubsetOf(200, 503, UNREACHED, UNANSWERED);
            assertThat(answers).allSatisfy((id, status) -> assertThat(log.contains("Routed " + id + "."))
                    .as("%s, answered %d, is routed", id, status)
                    .isEqualTo(status == 200));
        } finally {
            callers.shutdownNow();
        }
    }

    /** One event after the other, each once, until nobody listens. */
    private void deliver(int port, String prefix) {
        int status = UNANSWERED;
        for (int i = 0; status != UNREACHED; i++) {
            status = post(port, prefix + i);
            answers.put(prefix + i, status);
        }
    }

    private int post(int port, String id) {
        byte[] body =
                ("{\"id\":\"" + id + "\",\"type\":\"user.updated\",\"data\":{\"id\":\"user_1\"}}").getBytes(UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/slow"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        VendorSignature.GENERIC.headers("generic-demo", body, Instant.now()).forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (ConnectException e) {
            return UNREACHED;
        } catch (IOException e) {
            return UNANSWERED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNREACHED;
        }
    }
}
