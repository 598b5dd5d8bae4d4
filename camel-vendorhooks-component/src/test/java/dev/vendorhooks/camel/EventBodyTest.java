package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.vendor.glossi.GlossiEvent;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventBodyTest {

    /** Spaces, escapes and a number that any serialiser would write another way. */
    private static final byte[] RECEIVED =
            """
            { "event" : "model.processed", "timestamp":"2025-01-15T10:30:00.000Z", "future": 1.50e2,
              "data":{"modelId":"m\\u002d1", "name":"Stühle \\/", "status":"READY"} }
            """
                    .getBytes(UTF_8);

    private WebhookServer server;
    private Exchange exchange;
    private Message message;

    @BeforeAll
    void receive() throws Exception {
        server = new WebhookServer().start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:glossi?secret=" + SECRET)
                        .process(e -> exchange = e.copy())
                        .setProperty("status", simple("${body.data.status}"))
                        .setProperty("cast", bodyAs(GlossiEvent.class))
                        .process()
                        .body(GlossiEvent.class, (event, headers) -> headers.put("asked", event.eventType()))
                        .filter(body().isInstanceOf(GlossiEvent.ModelProcessed.class))
                        .filter(simple("${body.data.modelId} == 'm-1'"))
                        .filter(simple("${body} is '" + GlossiEvent.class.getName() + "'"))
                        .to("mock:simple")
                        .to("seda:queue?exchangePattern=InOnly");
                from("seda:queue")
                        .convertBodyTo(byte[].class)
                        .unmarshal()
                        .json(JsonLibrary.Jackson, GlossiEvent.class)
                        .to("mock:unmarshalled");
            }
        });
        assertThat(server.post("/webhooks/glossi", RECEIVED, "X-Glossi-Signature", Signer.hex(SECRET, "", RECEIVED))
                        .statusCode())
                .isEqualTo(200);
        message = exchange.getMessage();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void isReadBySimple() throws Exception {
        MockEndpoint mock = server.context().getEndpoint("mock:simple", MockEndpoint.class);
        mock.expectedPropertyReceived("status", "READY");
        mock.assertIsSatisfied();
        Exchange routed = mock.getExchanges().get(0);
        assertThat(routed.getProperty("cast")).isSameAs(routed.getMessage().getBody());
        assertThat(routed.getMessage().getHeader("asked")).isEqualTo("model.processed");
    }

    @Test
    void isTheRecordOfItsType() {
        assertThat(message.getBody(GlossiEvent.class))
                .isInstanceOfSatisfying(
                        GlossiEvent.ModelProcessed.class,
                        event -> assertThat(event.data().modelId()).isEqualTo("m-1"));
    }

    @Test
    void becomesTheBytesReceived() throws Exception {
        assertThat(message.getBody(byte[].class)).isEqualTo(RECEIVED);
        assertThat(message.getBody(InputStream.class).readAllBytes()).isEqualTo(RECEIVED);
        assertThat(message.getBody(String.class)).isEqualTo(new String(RECEIVED, UTF_8));
    }

    @Test
    void becomesATreeAndAMapOfAllThatWasReceived() {
        assertThat(message.getBody(JsonNode.class).path("future").decimalValue())
                .isEqualByComparingTo("150");
        Map<?, ?> map = message.getBody(Map.class);
        assertThat(map.keySet().toString()).isEqualTo("[event, timestamp, future, data]");
        assertThat(((Map<?, ?>) map.get("data")).get("name")).isEqualTo("Stühle /");
    }

    @Test
    void isUnmarshalledFromTheSameJsonAfterAQueue() throws Exception {
        MockEndpoint mock = server.context().getEndpoint("mock:unmarshalled", MockEndpoint.class);
        mock.expectedMessageCount(1);
        mock.assertIsSatisfied();
        assertThat(mock.getExchanges().get(0).getMessage().getBody())
                .isEqualTo(message.getBody(GlossiEvent.ModelProcessed.class));
    }

    @Test
    void isWrittenAnewOnceTheBodyIsAnotherEvent() {
        Exchange changed = exchange.copy();
        changed.getMessage()
                .setBody(new GlossiEvent.ModelProcessed(
                        "model.processed",
                        "now",
                        new GlossiEvent.ModelProcessed.Data("m-2", "Table", null, null, null)));
        assertThat(changed.getMessage().getBody(String.class)).contains("\"modelId\":\"m-2\"");
        assertThat(changed.getMessage().getBody(Map.class).get("timestamp")).isEqualTo("now");
    }

    @Test
    void isWrittenWithoutAnyExchange() {
        String json = server.context().getTypeConverter().convertTo(String.class, message.getBody());
        assertThat(json).startsWith("{\"event\":\"model.processed\"").doesNotContain("future");
    }

    @Test
    void doesNotLetARouteChangeTheBytesReceived() {
        message.getBody(byte[].class)[0] = 'x';
        assertThat(message.getBody(byte[].class)).isEqualTo(RECEIVED);
    }
}
