package dev.vendorhooks.examples.quarkus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.camel.VendorhookConsumer;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.VendorSignature;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plain jar of the component on Quarkus: a route in Java, and a Kamelet in YAML. */
@QuarkusTest
class ReceivingTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<String> logged = new CopyOnWriteArrayList<>();

    @Inject
    CamelContext context;

    @TestHTTPResource
    URI application;

    @BeforeEach
    void listenToTheLog() {
        context.getCamelContextExtension().addLogListener((exchange, logger, message) -> {
            logged.add(message);
            return message;
        });
    }

    @Test
    void routesAnEventOnce() throws Exception {
        byte[] body = Samples.glossi("model.processed").getBytes(UTF_8);

        assertThat(post("glossi", "glossi-demo", body).statusCode()).isEqualTo(200);
        assertThat(post("glossi", "glossi-demo", body).statusCode()).isEqualTo(200);

        assertThat(logged).singleElement().asString().matches("Model \\S+ is ready");
    }

    @Test
    void routesTheJsonAsReceivedBehindAKamelet() throws Exception {
        String body = Samples.generic("user.created") + "\n";

        assertThat(post("generic", "generic-demo", body.getBytes(UTF_8)).statusCode())
                .isEqualTo(200);

        assertThat(logged).containsExactly("user.created: " + body);
    }

    @Test
    void refusesAWrongSignatureAndCountsWhy() throws Exception {
        VendorhookConsumer consumer = (VendorhookConsumer) context.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointBaseUri().equals("vendorhook://glossi"))
                .findFirst()
                .orElseThrow()
                .getConsumer();
        long before = consumer.refusedRequests("MISMATCH");

        HttpResponse<String> answer =
                post("glossi", "another", Samples.glossi("model.processed").getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(consumer.refusedRequests("MISMATCH")).isEqualTo(before + 1);
        assertThat(logged).isEmpty();
    }

    private HttpResponse<String> post(String vendor, String secret, byte[] body) throws Exception {
        List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
        VendorSignature.valueOf(vendor.toUpperCase())
                .headers(secret, body, Instant.now())
                .forEach((name, value) -> headers.addAll(List.of(name, value)));
        return CLIENT.send(
                HttpRequest.newBuilder(application.resolve("/webhooks/" + vendor))
                        .headers(headers.toArray(String[]::new))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
