package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.VendorSignature;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spans as camel-opentelemetry2 makes them, of an event that is received and sent with one retry. */
class SpansTest {

    private static final String STRANGE_TRACE = "0af7651916cd43dd8448eb211c80319c";

    @RegisterExtension
    private final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();

    @AfterEach
    void stopTracing() {
        provider.close();
    }

    @Test
    void showsADeliveryAndEachAttemptInOneTrace() throws Exception {
        receiver.stubFor(post(WireMock.anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs(STARTED)
                .willReturn(status(503))
                .willSetStateTo("free"));
        receiver.stubFor(post(WireMock.anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs("free")
                .willReturn(ok()));
        byte[] body = Samples.glossi("model.processed").getBytes(UTF_8);

        try (WebhookServer server = new WebhookServer()) {
            trace(server.context());
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:glossi?secret=" + SECRET)
                            .errorHandler(
                                    defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                            .to("vendorhook:generic?secret=" + SECRET + "&url=" + receiver.baseUrl()
                                    + "/hook?token=hidden");
                }
            });
            assertThat(server.post("/webhooks/glossi", body, signed(body)).statusCode())
                    .isEqualTo(200);
            await().until(() -> spans.getFinishedSpanItems().size() == 3);
            assertAreOneTrace(spans.getFinishedSpanItems());
        }
    }

    private void assertAreOneTrace(List<SpanData> ended) {
        SpanData failed = ended.get(0);
        SpanData delivered = ended.get(1);
        SpanData received = ended.get(2);
        assertThat(received.getName()).isEqualTo("vendorhook:glossi");
        assertThat(text(received, "cloudevents.event_type")).isEqualTo("glossi.model.processed");
        assertThat(text(received, "cloudevents.event_source")).isEqualTo("urn:vendorhook:glossi");
        assertThat(text(received, "cloudevents.event_id")).isNotBlank();
        assertThat(text(received, "cloudevents.event_spec_version")).isEqualTo("1.0");
        assertThat(text(received, "cloudevents.event_subject")).isNotBlank();
        assertThat(text(received, "http.response.status_code")).isNull();
        assertThat(received.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);

        assertThat(List.of(failed, delivered)).allSatisfy(attempt -> {
            assertThat(attempt.getName()).isEqualTo("vendorhook:generic");
            assertThat(attempt.getTraceId()).isEqualTo(received.getTraceId());
            assertThat(attempt.getParentSpanId()).isEqualTo(received.getSpanId());
            assertThat(text(attempt, "server.address")).isEqualTo("localhost");
            assertThat(text(attempt, "cloudevents.event_id")).isNull();
        });
        assertThat(text(failed, "http.response.status_code")).isEqualTo("503");
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(delivered, "http.response.status_code")).isEqualTo("200");
        assertThat(delivered.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);

        assertThat(ended.toString()).doesNotContain(SECRET, "hidden", "token=");
        assertThat(received.getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(received.getTraceId()).isNotEqualTo(STRANGE_TRACE);
        assertThat(receiver.getAllServeEvents())
                .allSatisfy(event ->
                        assertThat(event.getRequest().getHeader("traceparent")).isNull());
    }

    private void trace(CamelContext context) {
        context.getRegistry().bind("tracer", provider.get("camel"));
        context.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        tracer.setCamelContext(context);
        tracer.init(context);
    }

    private static String[] signed(byte[] body) {
        List<String> headers = new ArrayList<>(List.of("traceparent", "00-" + STRANGE_TRACE + "-b7ad6b7169203331-01"));
        VendorSignature.GLOSSI.headers(SECRET, body, Instant.now()).forEach((name, value) -> {
            headers.add(name);
            headers.add(value);
        });
        return headers.toArray(String[]::new);
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }
}
