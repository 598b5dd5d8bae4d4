package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.test.Samples;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cloudevents.CloudEvents;
import org.apache.camel.spi.DataType;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as CloudEvents, read back by the SDK of CloudEvents. */
class CloudEventsTest {

    private static final String BINARY = "vendorhook:application-cloudevents";
    private static final String STRUCTURED = "vendorhook:application-cloudevents-json";

    /** Spaces, escapes and numbers that any serialiser would write another way. */
    private static final byte[] RECEIVED =
            """
            { "event" : "model.processed", "timestamp":"2025-01-15T10:30:00.123Z", "future": 1.50e2,
              "source": "forged", "extension": "x", "specversion": "9",
              "data":{"modelId":"m\\u002d1", "name":"Stühle \\/", "size": 12345678901234567890.10} }
            """
                    .getBytes(UTF_8);

    @Test
    void theSdkReadsTheHeadersAndTheJsonAsReceived() throws Exception {
        Message message = received("vendorhook:glossi?secret=" + SECRET, BINARY, RECEIVED);
        CloudEvent event = readBinary(message);

        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertAttributesOfReceived(event);
        assertThat(event.getData().toBytes()).isEqualTo(RECEIVED);
    }

    @Test
    void theSdkReadsTheStructuredDocument() throws Exception {
        Message message = received("vendorhook:glossi?secret=" + SECRET, STRUCTURED, RECEIVED);
        CloudEvent event = new JsonFormat().deserialize(message.getBody(byte[].class));

        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/cloudevents+json");
        assertAttributesOfReceived(event);
        // as text: the SDK's own reader would round the numbers
        assertThat(message.getBody(String.class)).contains("\"data\":" + new String(RECEIVED, UTF_8).strip());
    }

    @Test
    void aByteOrderMarkStaysOutsideTheStructuredDocument() throws Exception {
        byte[] marked = ("\ufeff" + new String(RECEIVED, UTF_8)).getBytes(UTF_8);

        Message message = received("vendorhook:glossi?secret=" + SECRET, STRUCTURED, marked);

        assertThat(message.getBody(String.class)).doesNotContain("\ufeff");
        assertThat(new JsonFormat().deserialize(message.getBody(byte[].class)).getData())
                .isNotNull();
        assertThat(received("vendorhook:glossi?secret=" + SECRET, BINARY, marked)
                        .getBody(byte[].class))
                .isEqualTo(marked);
    }

    @Test
    void theSourceCanBeAnother() throws Exception {
        String uri = "vendorhook:glossi?cloudEventSource=https://example.com/hooks&secret=" + SECRET;

        assertThat(readBinary(received(uri, BINARY, RECEIVED)).getSource())
                .isEqualTo(URI.create("https://example.com/hooks"));
        assertThat(new JsonFormat()
                        .deserialize(received(uri, STRUCTURED, RECEIVED).getBody(byte[].class))
                        .getSource())
                .isEqualTo(URI.create("https://example.com/hooks"));
    }

    @Test
    void aSourceThatIsNoUriStopsTheStart() {
        assertThatThrownBy(() ->
                        WebhookServer.receiving("vendorhook:glossi?cloudEventSource=RAW(no uri)&secret=" + SECRET))
                .hasMessageEndingWith(
                        "vendorhook:glossi: option 'cloudEventSource' cannot be used: Illegal character in"
                                + " path at index 2: no uri.");
    }

    @Test
    void anEmptySourceStopsTheStart() {
        assertThatThrownBy(() -> WebhookServer.receiving("vendorhook:glossi?cloudEventSource=&secret=" + SECRET))
                .rootCause()
                .hasMessage("vendorhook:glossi: option 'cloudEventSource' is empty; set it to a URI, or leave it out.");
    }

    /** Makini numbers nothing, so two equal bodies are two events. */
    @Test
    void anEventWithoutAnIdGetsOneOfItsOwn() throws Exception {
        byte[] body = "{\"event\":\"assets.updated\",\"body\":[\"a-1\"]}".getBytes(UTF_8);
        try (WebhookServer server = receiving("vendorhook:makini?secret=" + SECRET, BINARY)) {
            post(server, "makini", "X-Webhook-Signature", body);
            post(server, "makini", "X-Webhook-Signature", body);

            CloudEvent first = readBinary(server.received().get(0).getMessage());
            CloudEvent second = readBinary(server.received().get(1).getMessage());
            assertThat(first.getId()).isNotEqualTo(second.getId());
            assertThat(first.getSubject()).isEqualTo("a-1");
            assertThat(first.getType()).isEqualTo("makini.assets.updated");
            assertThat(first.getTime()).isNull();
        }
    }

    /** Such a second event is routed, and who drops what has the same source and id must not drop it. */
    @Test
    void anIdThatComesAgainWithAnotherBodyIsAnotherId() throws Exception {
        String other = new String(RECEIVED, UTF_8).replace("forged", "other");
        try (WebhookServer server = receiving("vendorhook:glossi?secret=" + SECRET, BINARY)) {
            post(server, "glossi", "X-Glossi-Signature", RECEIVED);
            post(server, "glossi", "X-Glossi-Signature", other.getBytes(UTF_8));

            assertThat(server.received())
                    .extracting(exchange -> readBinary(exchange.getMessage()).getId())
                    .satisfiesExactly(
                            id -> assertThat(id).isEqualTo("model.processed/m-1/2025-01-15T10:30:00.123Z"),
                            id -> assertThat(id)
                                    .matches("model\\.processed/m-1/2025-01-15T10:30:00\\.123Z/[0-9a-f]{64}"));
        }
    }

    @Test
    void attributesKeepToTheCharactersOfTheSpecification() throws Exception {
        CloudEvent event = readGeneric("e\\u0000\\n\\ud800\\ufffe1", "new\\u0085\\udc00.type", "never", "x");

        assertThat(event.getId()).matches("sha256:[0-9a-f]{64}");
        assertThat(event.getType()).isEqualTo("generic.new  .type");
        assertThat(event.getSubject()).isNull();
        assertThat(event.getTime()).isNull();
    }

    /** Cut to a bearable length, two would look like one. */
    @Test
    void longIdsBecomeTheirDigest() throws Exception {
        CloudEvent event = readGeneric("i".repeat(513), "user.created", "never", "s".repeat(513));

        assertThat(event.getId()).isEqualTo("sha256:" + sha256("i".repeat(513)));
        assertThat(event.getSubject()).isEqualTo("sha256:" + sha256("s".repeat(513)));
        assertThat(readGeneric("i".repeat(512), "user.created", "never", "s").getId())
                .isEqualTo("i".repeat(512));
    }

    @Test
    void aYearOfFiveDigitsIsNoTime() throws Exception {
        assertThat(readGeneric("e1", "user.created", "+10000-01-01T00:00:00Z", "x")
                        .getTime())
                .isNull();
        assertThat(readGeneric("e1", "user.created", "9999-01-01T00:00:00Z", "x")
                        .getTime())
                .isNotNull();
    }

    @Test
    void anEventWithoutATypeIsUnknown() throws Exception {
        byte[] body = "{\"id\":\"e1\"}".getBytes(UTF_8);

        assertThat(readBinary(received("vendorhook:generic?secret=" + SECRET, BINARY, body))
                        .getType())
                .isEqualTo("generic.unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {BINARY, STRUCTURED})
    void whatIsNoReceivedEventIsRefused(String type) throws Exception {
        try (WebhookServer server = new WebhookServer().start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").transformDataType(new DataType(type));
            }
        })) {
            assertThatThrownBy(() -> server.context().createProducerTemplate().requestBody("direct:in", "{}"))
                    .isInstanceOf(CamelExecutionException.class)
                    .cause()
                    .hasMessage(
                            "Only the event that a vendorhook endpoint received becomes a CloudEvent, and the body is"
                                    + " a java.lang.String. Transform it before the body is changed or sent through a queue.");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {byte[].class, String.class})
    void theReceivedJsonBecomesACloudEventAsTheRecordDoes(Class<?> as) throws Exception {
        Message message = received("vendorhook:glossi?secret=" + SECRET, "vendorhook:application-json", RECEIVED);
        message.setBody(as == String.class ? new String(RECEIVED, UTF_8) : RECEIVED.clone());

        new CloudEventTransformer().transform(message, null, null);

        assertThat(readBinary(message).getId()).isEqualTo("model.processed/m-1/2025-01-15T10:30:00.123Z");
        assertThat(message.getBody()).isEqualTo(RECEIVED);
    }

    /** Its attributes would be those of an event that it is no more. */
    @ParameterizedTest
    @MethodSource("otherBodies")
    void aBodyThatWasChangedIsRefused(Object body, String named) throws Exception {
        Message message = received("vendorhook:glossi?secret=" + SECRET, "vendorhook:application-json", RECEIVED);
        message.setBody(body);

        assertThatThrownBy(() -> new CloudEventTransformer().transform(message, null, null))
                .hasMessageContaining("and the body is " + named + ". Transform it before the body is changed");
    }

    static Stream<Arguments> otherBodies() {
        return Stream.of(
                Arguments.of("{}".getBytes(UTF_8), "a [B"),
                Arguments.of("{}", "a java.lang.String"),
                Arguments.of(new HashMap<>(), "a java.util.HashMap"),
                Arguments.of(null, "empty"));
    }

    @Test
    void theDeliveryStaysAsReceivedWhenTheBodyIsChanged() throws Exception {
        Message message = received("vendorhook:glossi?secret=" + SECRET, BINARY, RECEIVED);
        message.getBody(byte[].class)[0] = '[';

        assertThat(message.getExchange()
                        .getProperty(VendorhookConstants.DELIVERY, Delivery.class)
                        .body())
                .isEqualTo(RECEIVED);
    }

    @Test
    void aPipeMakesCloudEvents() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("keep", (org.apache.camel.Processor) server::keep);
            PluginHelper.getRoutesLoader(server.context())
                    .loadRoutes(ResourceHelper.fromString(
                            "pipe.yaml",
                            """
                            apiVersion: camel.apache.org/v1
                            kind: Pipe
                            metadata:
                              name: events
                            spec:
                              source:
                                uri: vendorhook:glossi
                                properties:
                                  secret: "%s"
                                dataTypes:
                                  out:
                                    format: vendorhook:application-cloudevents-json
                              sink:
                                uri: bean:keep
                            """
                                    .formatted(SECRET)));
            server.context().start();
            post(server, "glossi", "X-Glossi-Signature", RECEIVED);

            JsonNode document = new ObjectMapper()
                    .readTree(server.received().get(0).getMessage().getBody(byte[].class));
            assertThat(document.path("type").asText()).isEqualTo("glossi.model.processed");
            assertThat(document.path("data").path("data").path("modelId").asText())
                    .isEqualTo("m-1");
        }
    }

    @Test
    void theJsonDataTypeIsTheJsonAsReceived() throws Exception {
        Message message = received("vendorhook:glossi?secret=" + SECRET, "vendorhook:application-json", RECEIVED);

        assertThat(message.getBody()).isEqualTo(RECEIVED);
        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
    }

    @Test
    void theJsonDataTypeRefusesAMessageWithoutABody() throws Exception {
        Message message = received("vendorhook:glossi?secret=" + SECRET, "vendorhook:application-json", RECEIVED);
        message.setBody(null);

        assertThatThrownBy(() -> new JsonTransformer().transform(message, null, null))
                .isInstanceOf(InvalidPayloadException.class)
                .hasMessageStartingWith("No body available of type: byte[]");
    }

    @Test
    void eachVendorNamesItsSubject() throws Exception {
        assertThat(subject("kaedim", "requestID", Samples.kaedim("rig.completed")))
                .isTrue();
        assertThat(subject("vntana", "uuid", Samples.vntana("product.added"))).isTrue();
        assertThat(subject("glossi", "jobId", Samples.glossi("job.failed"))).isTrue();
        assertThat(subject("generic", "id", Samples.generic("payment.failed"))).isTrue();
    }

    /** Whether the subject stands in the sample under that name. */
    private static boolean subject(String vendor, String name, String sample) throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            String subject = Vendors.find(server.context(), vendor)
                    .read(new WebhookRequest(Headers.of(Map.of()), sample.getBytes(UTF_8)))
                    .orElseThrow()
                    .eventSubject()
                    .orElseThrow();
            return new ObjectMapper().readTree(sample).findValuesAsText(name).contains(subject);
        }
    }

    private static void assertAttributesOfReceived(CloudEvent event) {
        assertThat(event.getSpecVersion()).hasToString("1.0");
        assertThat(event.getId()).isEqualTo("model.processed/m-1/2025-01-15T10:30:00.123Z");
        assertThat(event.getSource()).isEqualTo(URI.create("urn:vendorhook:glossi"));
        assertThat(event.getType()).isEqualTo("glossi.model.processed");
        assertThat(event.getSubject()).isEqualTo("m-1");
        assertThat(event.getTime()).hasToString("2025-01-15T10:30:00.123Z");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getExtensionNames()).isEmpty();
    }

    private static CloudEvent readGeneric(String id, String type, String time, String subject) throws Exception {
        String json = "{\"id\":\"%s\",\"type\":\"%s\",\"created_at\":\"%s\",\"data\":{\"id\":\"%s\"}}"
                .formatted(id, type, time, subject);
        return readBinary(received("vendorhook:generic?secret=" + SECRET, BINARY, json.getBytes(UTF_8)));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static Message received(String uri, String type, byte[] body) throws Exception {
        try (WebhookServer server = receiving(uri, type)) {
            String vendor = uri.substring("vendorhook:".length(), uri.indexOf('?'));
            post(server, vendor, vendor.equals("glossi") ? "X-Glossi-Signature" : "X-Webhook-Signature", body);
            return server.received().get(0).getMessage();
        }
    }

    private static WebhookServer receiving(String uri, String type) throws Exception {
        WebhookServer server = new WebhookServer();
        return server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).transformDataType(new DataType(type)).process(server::keep);
            }
        });
    }

    private static void post(WebhookServer server, String vendor, String header, byte[] body) throws Exception {
        assertThat(server.post("/webhooks/" + vendor, body, header, Signer.hex(SECRET, "", body))
                        .statusCode())
                .isEqualTo(200);
    }

    /** As a binding to HTTP writes it: Camel's headers under the names that Camel's own table gives them there. */
    private static CloudEvent readBinary(Message message) {
        Map<String, String> headers = new HashMap<>();
        CloudEvents.v1_0.attributes().forEach(attribute -> {
            String value = message.getHeader(attribute.id(), String.class);
            if (value != null) {
                headers.put(attribute.http(), value);
            }
        });
        return HttpMessageFactory.createReader(headers, message.getBody(byte[].class))
                .toEvent();
    }
}
