package dev.vendorhooks.examples.kamelets;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.examples.scaleout.KafkaBroker;
import dev.vendorhooks.test.Canary;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.VendorSignature;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs each Pipe: the vendor is played over HTTP, the broker is a real one. */
class PipesTest {

    /** As RAW() is for: each of these means something in a URI. */
    private static final String SECRET = "of+vendor%20/{}&c=" + Canary.WORD;

    /** Written as no serialiser would write it again. */
    private static final String MODEL = "{ \"event\":\"model.processed\", \"timestamp\":\"2026-01-15T10:30:00.000Z\","
            + "\"data\":{\"modelId\":\"m-1\",\"name\":\"Stuhl Zo\\u00eb, grün\",\"size\":1.50,\"new\":12345678901234567890}}\n";

    @TempDir
    private static Path kafkaDirectory;

    private static KafkaBroker kafka;

    @RegisterExtension
    private final WireMockExtension partner = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final LoggedLines logged = new LoggedLines();
    private Main pipe;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = new KafkaBroker(kafkaDirectory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @AfterEach
    void stop() {
        pipe.stop();
        logged.stop();
    }

    @ParameterizedTest
    @EnumSource(VendorSignature.class)
    void logsTheJsonReceived(VendorSignature vendor) throws Exception {
        start(name(vendor) + "-to-log");
        logged.listenTo(name(vendor));
        String event = event(vendor);

        assertThat(deliver(vendor, "guessed", event)).isEqualTo(401);
        assertThat(deliver(vendor, SECRET, event)).isEqualTo(200);

        assertThat(logged.lines()).singleElement().asString().contains("Body: " + inOneLine(event));
    }

    @ParameterizedTest
    @EnumSource(VendorSignature.class)
    void bringsTheBytesOfAnEventToKafkaOnce(VendorSignature vendor) throws Exception {
        start(name(vendor) + "-to-kafka");
        String event = event(vendor);
        String next = event(vendor);
        Instant time = Instant.now();

        assertThat(deliver(vendor, "guessed", event, time)).isEqualTo(401);
        assertThat(deliver(vendor, SECRET, event, time)).isEqualTo(200);
        assertThat(deliver(vendor, SECRET, event, time)).isEqualTo(200);
        assertThat(deliver(vendor, SECRET, next, time)).isEqualTo(200);

        boolean isDeduplicated = vendor != VendorSignature.MAKINI;
        assertThat(kafka.records(name(vendor)))
                .extracting(ConsumerRecord::value)
                .containsExactlyElementsOf(Stream.of(event, event, next)
                        .skip(isDeduplicated ? 1 : 0)
                        .map(text -> text.getBytes(UTF_8))
                        .toList());
    }

    @Test
    void bringsACloudEventToKafka() throws Exception {
        start("glossi-cloudevents-to-kafka");

        assertThat(deliver(VendorSignature.GLOSSI, SECRET, MODEL)).isEqualTo(200);

        ConsumerRecord<byte[], byte[]> message = kafka.records("cloudevents").get(0);
        CloudEvent event = new JsonFormat().deserialize(message.value());
        assertThat(event.getId()).isEqualTo("model.processed/m-1/2026-01-15T10:30:00.000Z");
        assertThat(event.getSource()).hasToString("https://example.com/glossi");
        assertThat(event.getType()).isEqualTo("glossi.model.processed");
        assertThat(event.getSubject()).isEqualTo("m-1");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-01-15T10:30:00Z"));
        assertThat(event.getExtensionNames()).isEmpty();
        assertThat(new String(message.value(), UTF_8)).contains("\"data\":" + MODEL.strip());
        assertThat(message.headers().headers("Content-Type"))
                .singleElement()
                .extracting(header -> new String(header.value(), UTF_8))
                .isEqualTo("application/cloudevents+json");
    }

    @Test
    void logsTheAttributesOfACloudEvent() throws Exception {
        start("glossi-cloudevents-to-log");
        logged.listenTo("glossi");

        assertThat(deliver(VendorSignature.GLOSSI, SECRET, MODEL)).isEqualTo(200);

        assertThat(logged.lines())
                .singleElement()
                .asString()
                .contains(
                        "CamelCloudEventID=model.processed/m-1/2026-01-15T10:30:00.000Z",
                        "CamelCloudEventSource=urn:vendorhook:glossi",
                        "CamelCloudEventType=glossi.model.processed",
                        "CamelCloudEventSubject=m-1",
                        "CamelCloudEventTime=2026-01-15T10:30:00Z",
                        "Body: " + inOneLine(MODEL));
    }

    @Test
    void sendsOnAndAgainWhatThePartnerCouldNotTake() throws Exception {
        partner.stubFor(post("/hook")
                .inScenario("recovery")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("recovered")
                .willReturn(status(503)));
        partner.stubFor(post("/hook")
                .inScenario("recovery")
                .whenScenarioStateIs("recovered")
                .willReturn(ok()));
        start("glossi-to-vendorhook");

        assertThat(deliver(VendorSignature.GLOSSI, SECRET, MODEL)).isEqualTo(200);

        List<LoggedRequest> requests = partner.findAll(postRequestedFor(urlEqualTo("/hook")));
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.getBody()).isEqualTo(MODEL.getBytes(UTF_8));
            assertThat(request.getHeader("X-Webhook-Signature"))
                    .isEqualTo(VendorSignature.GENERIC
                            .headers("of-partner", request.getBody(), Instant.EPOCH)
                            .get("X-Webhook-Signature"));
        });
        assertThat(requests)
                .extracting(request -> request.getHeader("X-Delivery-Id"))
                .doesNotContainNull()
                .containsOnly(requests.get(0).getHeader("X-Delivery-Id"));
    }

    @Test
    void sendsOnTheTypesThatThePipeNamesOnly() throws Exception {
        partner.stubFor(post("/hook").willReturn(ok()));
        start("glossi-to-vendorhook");

        assertThat(deliver(VendorSignature.GLOSSI, SECRET, Samples.glossi("job.complete")))
                .isEqualTo(200);
        assertThat(deliver(VendorSignature.GLOSSI, SECRET, MODEL)).isEqualTo(200);

        assertThat(partner.findAll(postRequestedFor(urlEqualTo("/hook"))))
                .singleElement()
                .extracting(LoggedRequest::getBodyAsString)
                .isEqualTo(MODEL);
    }

    private void start(String name) throws Exception {
        pipe = Pipes.of(name);
        pipe.addOverrideProperty("camel.server.port", "0");
        for (VendorSignature vendor : VendorSignature.values()) {
            pipe.addOverrideProperty("camel.kamelet.vendorhook-" + name(vendor) + "-source.secret", SECRET);
        }
        pipe.addOverrideProperty("camel.kamelet.kafka-sink.bootstrapServers", kafka.address());
        pipe.addOverrideProperty("camel.kamelet.vendorhook-sink.url", partner.url("/hook"));
        pipe.addOverrideProperty("camel.kamelet.vendorhook-sink.secret", "of-partner");
        pipe.start();
    }

    /** An event of the vendor, with members that no record has, and written as no serialiser would. */
    private static String event(VendorSignature vendor) {
        String sample =
                switch (vendor) {
                    case KAEDIM -> Samples.kaedim("generation.completed");
                    case VNTANA -> Samples.vntana("product.added");
                    case MAKINI -> Samples.makini("assets.updated");
                    case GLOSSI -> Samples.glossi("model.processed");
                    case GENERIC -> Samples.generic("user.created");
                };
        return sample.replaceFirst("\\{", "{\"new\" :1.50, \"grün\":12345678901234567890,") + "\n";
    }

    /** As Camel's log component writes bodies. */
    private static String inOneLine(String event) {
        return event.replace("\n", "");
    }

    private int deliver(VendorSignature vendor, String secret, String event) throws Exception {
        return deliver(vendor, secret, event, Instant.now());
    }

    private int deliver(VendorSignature vendor, String secret, String event, Instant time) throws Exception {
        int port =
                pipe.getCamelContext().hasService(VertxPlatformHttpServer.class).getPort();
        byte[] body = event.getBytes(UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/webhooks/" + name(vendor)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        vendor.headers(secret, body, time).forEach(request::header);
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static String name(VendorSignature vendor) {
        return vendor.name().toLowerCase(Locale.ROOT);
    }
}
