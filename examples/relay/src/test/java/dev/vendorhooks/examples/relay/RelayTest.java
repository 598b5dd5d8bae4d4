package dev.vendorhooks.examples.relay;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Glossi on one side, a receiver of the generic vendor on the other, both over HTTP. */
class RelayTest {

    /** Written as no serialiser would write it again. */
    private static final String EVENT = "{ \"event\":\"model.processed\", \"timestamp\":\"2026-01-15T10:30:00.000Z\","
            + "\"data\":{\"modelId\":\"m-1\",\"name\":\"Stuhl Zo\\u00eb, blau/grün\",\"size\":1.50,\"new\":12345678901234567890}}\n";

    @RegisterExtension
    private final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final WaitingRoom waitingRoom = new WaitingRoom();
    private Main relay;

    @TempDir
    private Path deadLetters;

    @AfterEach
    void stop() {
        relay.stop();
        waitingRoom.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void sendsTheBytesReceivedOnSignedAsTheGenericVendor(String routes) throws Exception {
        receiver.stubFor(post("/hook").willReturn(ok()));
        start(routes);

        assertThat(deliver(sign("of-glossi", EVENT))).isEqualTo(200);

        await().untilAsserted(() -> assertThat(requests()).hasSize(1));
        LoggedRequest request = requests().get(0);
        assertThat(request.getBody()).isEqualTo(EVENT.getBytes(UTF_8));
        assertThat(request.getHeader("X-Webhook-Signature")).isEqualTo(sign("of-target", EVENT));
        assertThat(request.getHeader("X-Delivery-Id")).isNotBlank();
        assertThat(request.containsHeader("X-Glossi-Signature")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void answersGlossiAtOnceAndDeliversAgainAfterA503(String routes) throws Exception {
        receiver.stubFor(post("/hook")
                .inScenario("recovery")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("recovered")
                .willReturn(status(503)));
        receiver.stubFor(post("/hook")
                .inScenario("recovery")
                .whenScenarioStateIs("recovered")
                .willReturn(ok()));
        start(routes);

        assertThat(deliver(sign("of-glossi", EVENT))).isEqualTo(200);
        await().untilAsserted(() -> assertThat(waitingRoom.delays()).containsExactly(Duration.ofSeconds(30)));
        assertThat(requests()).hasSize(1);

        waitingRoom.letTimePass();
        await().untilAsserted(() -> assertThat(requests()).hasSize(2));
        assertThat(requests()).allSatisfy(request -> {
            assertThat(request.getBodyAsString()).isEqualTo(EVENT);
            assertThat(request.getHeader("X-Webhook-Signature")).isEqualTo(sign("of-target", EVENT));
        });
        assertThat(requests().stream()
                        .map(request -> request.getHeader("X-Delivery-Id"))
                        .distinct())
                .hasSize(1);
        relay.stop();
        assertThat(deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void keepsWhatTheReceiverDoesNotWantAtOnce(String routes) throws Exception {
        receiver.stubFor(post("/hook").willReturn(status(410)));
        start(routes);

        assertThat(deliver(sign("of-glossi", EVENT))).isEqualTo(200);

        await().untilAsserted(() -> assertThat(deadLetters()).hasSize(1));
        relay.stop();
        String id = requests().get(0).getHeader("X-Delivery-Id");
        assertThat(deadLetters.resolve(id + ".json")).hasBinaryContent(EVENT.getBytes(UTF_8));
        assertThat(waitingRoom.delays()).isEmpty();
        assertThat(requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void sendsNothingOnThatGlossiDidNotSign(String routes) throws Exception {
        receiver.stubFor(post("/hook").willReturn(ok()));
        start(routes);

        assertThat(deliver(sign("guessed", EVENT))).isEqualTo(401);

        relay.stop();
        assertThat(requests()).isEmpty();
    }

    private void start(String routes) throws Exception {
        relay = Relay.with(routes);
        relay.addOverrideProperty("camel.server.port", "0");
        relay.addOverrideProperty("glossi.secret", "of-glossi");
        relay.addOverrideProperty("target.url", receiver.url("/hook"));
        relay.addOverrideProperty("target.secret", "of-target");
        relay.addOverrideProperty("dead.letters", deadLetters.toString());
        relay.bind("vendorhook-redelivery", waitingRoom);
        relay.start();
    }

    private int deliver(String signature) throws Exception {
        int port = relay.getCamelContext()
                .hasService(VertxPlatformHttpServer.class)
                .getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/glossi"))
                .header("Content-Type", "application/json")
                .header("X-Glossi-Signature", signature)
                .POST(BodyPublishers.ofString(EVENT))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private List<LoggedRequest> requests() {
        return receiver.findAll(postRequestedFor(urlEqualTo("/hook")));
    }

    private List<Path> deadLetters() throws IOException {
        try (Stream<Path> files = Files.list(deadLetters)) {
            return files.toList();
        }
    }

    private static String sign(String secret, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    }
}
