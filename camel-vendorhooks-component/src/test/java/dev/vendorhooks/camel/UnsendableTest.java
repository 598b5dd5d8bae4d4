package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.Failures.ID;
import static dev.vendorhooks.camel.Failures.JSON;
import static dev.vendorhooks.camel.Failures.PATH;
import static dev.vendorhooks.camel.Failures.assertPermanent;
import static dev.vendorhooks.camel.Failures.assertTellsNothingSecret;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.PermanentDeliveryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and options that cannot be sent with: refused, with the reason, before there is any connection. */
class UnsendableTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private RawReceiver receiver;

    @BeforeAll
    static void startContext() {
        CONTEXT.start();
    }

    @AfterAll
    static void stopContext() {
        CONTEXT.stop();
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = new RawReceiver(RawReceiver.stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource
    void refusesBodiesThatAreNotOneJsonObject(Object body, String type) {
        Exchange exchange = send(url(), message -> message.setBody(body));

        assertRefused(
                exchange,
                ID,
                host(),
                "the body, " + type + ", is not one JSON object; send an event, a Map, a JsonNode, or JSON as text,"
                        + " bytes or a stream");
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getProperty(VendorhookConstants.DELIVERY_ID)).isEqualTo(ID);
    }

    static Stream<Object[]> refusesBodiesThatAreNotOneJsonObject() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("self", endless);
        return Stream.of(
                new Object[] {null, "null"},
                new Object[] {"", "a java.lang.String"},
                new Object[] {"x", "a java.lang.String"},
                new Object[] {"[{}]", "a java.lang.String"},
                new Object[] {"\"{}\"", "a java.lang.String"},
                new Object[] {"{}{}", "a java.lang.String"},
                new Object[] {"{\"id\":", "a java.lang.String"},
                new Object[] {"{\"id\":1},", "a java.lang.String"},
                new Object[] {"{".repeat(5000) + "}".repeat(5000), "a java.lang.String"},
                new Object[] {"{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}", "a java.lang.String"},
                new Object[] {new byte[0], "a [B"},
                new Object[] {new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, "a [B"},
                new Object[] {stream("id=1&type=2"), "a java.io.ByteArrayInputStream"},
                new Object[] {stream(""), "a java.io.ByteArrayInputStream"},
                new Object[] {new Broken(), "a " + Broken.class.getName()},
                new Object[] {new Secretive(), "a " + Secretive.class.getName()},
                new Object[] {List.of(), "a " + List.of().getClass().getName()},
                new Object[] {List.of("{}"), "a " + List.of("{}").getClass().getName()},
                new Object[] {42, "a java.lang.Integer"},
                new Object[] {NullNode.getInstance(), "a " + NullNode.class.getName()},
                new Object[] {IntNode.valueOf(1), "a " + IntNode.class.getName()},
                new Object[] {
                    Map.of("secretive", new Secretive()),
                    "a " + Map.of("a", 1).getClass().getName()
                },
                new Object[] {endless, "a java.util.HashMap"});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a\r\nX-Evil: 1", "a\nb", "a\tb", "a\0b", "a\u007fb", "d\u00e9livery", "\u2028"})
    void refusesIdsThatAreNotVisibleAscii(String id) {
        Exchange exchange = send(url(), message -> message.setHeader(VendorhookConstants.DELIVERY_ID, id));

        assertRefused(
                exchange,
                null,
                host(),
                "the header CamelVendorhookDeliveryId is not 1 to 256 visible ASCII characters");
        String replacement = exchange.getProperty(VendorhookConstants.DELIVERY_ID, String.class);
        assertThat(UUID.fromString(replacement)).hasToString(replacement);
    }

    @Test
    void refusesIdsLongerThan256Characters() {
        Exchange longest = send(url(), message -> message.setHeader(VendorhookConstants.DELIVERY_ID, "x".repeat(256)));
        assertThat(longest.getException()).isNull();

        Exchange longer = send(url(), message -> message.setHeader(VendorhookConstants.DELIVERY_ID, "x".repeat(257)));
        assertThat(longer.getException(PermanentDeliveryException.class).getKind())
                .isEqualTo(ErrorKind.REFUSED);
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @Test
    void refusesTheUrlOfAMessageWithoutAllowedUrls() {
        Exchange exchange = send(url(), message -> message.setHeader(VendorhookConstants.URL, target()));

        assertRefused(
                exchange,
                "delivery-1",
                null,
                "the header CamelVendorhookUrl is refused, as the endpoint has no allowedUrls");
    }

    @Test
    void refusesTheUrlOfAMessageThatIsNotAllowed() {
        Exchange exchange = send(
                "&allowPrivateTargets=true&allowedUrls=RAW(*.example,localhost:*)",
                message -> message.setHeader(VendorhookConstants.URL, target()));

        assertRefused(
                exchange,
                "delivery-1",
                host(),
                "the header CamelVendorhookUrl names a host that is not in allowedUrls");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | cannot be used: The target URL is empty",
                "' ' | cannot be used: The target URL is empty",
                "http://HOST/acme-4711CRLFX: t0ken"
                        + "| cannot be used: The target URL is malformed: Illegal character in path at index INDEX",
                "http://user:t0ken@HOST/ | cannot be used: The target URL has user-info",
                "ftp://HOST/acme-4711 | cannot be used: The target URL is neither http nor https",
                "file:///acme-4711 | cannot be used: The target URL is neither http nor https",
                "/acme-4711 | cannot be used: The target URL is not absolute",
                "HOST/acme-4711 | cannot be used: The target URL"
            })
    void refusesUrlsOfMessagesThatCannotBeUsed(String url, String problem) {
        Exchange exchange = send(
                "&allowPrivateTargets=true&allowedUrls=RAW(*:*)",
                message -> message.setHeader(
                        VendorhookConstants.URL, url.replace("HOST", host()).replace("CRLF", "\r\n")));

        int index = url.indexOf("CRLF") + host().length() - "HOST".length();
        assertRefused(
                exchange,
                "delivery-1",
                null,
                "the header CamelVendorhookUrl " + problem.replace("INDEX", Integer.toString(index)));
    }

    @Test
    void refusesMessagesWithoutUrlWhereTheEndpointHasNone() {
        Exchange exchange = send("&allowPrivateTargets=true&allowedUrls=RAW(*:*)", message -> {});

        assertRefused(
                exchange, "delivery-1", null, "the header CamelVendorhookUrl is missing, and the endpoint has no url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "LOCALHOST"})
    void dialsNoPrivateAddressForTheUrlOfAMessage(String name) {
        String address = name + ":" + receiver.port();
        Exchange exchange = send(
                "&allowedUrls=RAW(localhost:*,127.0.0.1:*,[::ffff:127.0.0.1]:*)",
                message -> message.setHeader(VendorhookConstants.URL, "http://" + address + PATH));

        assertPermanent(exchange, ErrorKind.REFUSED, null, address);
        assertThat(exchange.getException()).hasMessageContaining("has an address that is not public: loopback");
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void dialsNoPrivateAddressForItsOwnUrlEither() {
        Exchange exchange = send(url() + "&allowedUrls=hooks.example", message -> {});

        assertPermanent(exchange, ErrorKind.REFUSED, null, host());
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void dialsPrivateAddressesWhereTheyAreAllowed() {
        Exchange exchange = send(
                "&allowPrivateTargets=true&allowedUrls=RAW(localhost:*)",
                message -> message.setHeader(VendorhookConstants.URL, "http://localhost:" + receiver.port() + PATH));

        assertThat(exchange.getException()).isNull();
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url=http://h.example/ |  has no secret. Set 'secret' on the endpoint, for example"
                        + " secret={{generic.secret}}.",
                "secret=RAW( )&url=http://h.example/ | : option 'secret' is empty; check the property or variable that it"
                        + " takes its value from.",
                "secret=s |  has no url. Set 'url' on the endpoint, or 'allowedUrls' for messages that name theirs in"
                        + " the header CamelVendorhookUrl.",
                "secret=s&url=RAW( ) | : option 'url' cannot be used: The target URL is empty.",
                "secret=s&url=RAW(ftp://h.example/?token=t0ken)"
                        + "| : option 'url' cannot be used: The target URL is neither http nor https.",
                "secret=s&url=RAW(http://u:t0ken@h.example/)"
                        + "| : option 'url' cannot be used: The target URL has user-info.",
                "secret=s&url=RAW(http://h.example/?token=t0ken<)"
                        + "| : option 'url' cannot be used: The target URL is malformed: Illegal character in query at"
                        + " index 29.",
                "secret=s&allowedUrls=RAW(http://*) | : option 'allowedUrls' cannot be used: 'http://*' is no pattern for"
                        + " URLs. Write host, *.domain or *, with :port or :* for other ports..",
                "secret=s&url=http://h.example/&retryableStatus=teapot"
                        + "| : option 'retryableStatus' cannot be used: 'teapot' is neither a status nor a range such"
                        + " as 500-599.",
                "secret=s&url=http://h.example/&retryableStatus=RAW( )"
                        + "| : option 'retryableStatus' cannot be used: '' is neither a status nor a range such as"
                        + " 500-599.",
                "secret=s&url=http://h.example/&retryableStatus=408,,429"
                        + "| : option 'retryableStatus' cannot be used: '' is neither a status nor a range such as"
                        + " 500-599.",
                "secret=s&url=http://h.example/&retryableStatus=200"
                        + "| : option 'retryableStatus' cannot be used: '200' is not within 300 to 599, in ascending"
                        + " order.",
                "secret=s&url=http://h.example/&retryableStatus=500-600"
                        + "| : option 'retryableStatus' cannot be used: '500-600' is not within 300 to 599, in"
                        + " ascending order.",
                "secret=s&url=http://h.example/&retryableStatus=599-500"
                        + "| : option 'retryableStatus' cannot be used: '599-500' is not within 300 to 599, in"
                        + " ascending order.",
                "secret=s&url=http://h.example/&connectTimeout=0"
                        + "| : option 'connectTimeout' and 'responseTimeout' must be at least 1 millisecond.",
                "secret=s&url=http://h.example/&connectTimeout=-1"
                        + "| : option 'connectTimeout' and 'responseTimeout' must be at least 1 millisecond.",
                "secret=s&url=http://h.example/&responseTimeout=0"
                        + "| : option 'connectTimeout' and 'responseTimeout' must be at least 1 millisecond.",
                "secret=s&url=http://h.example/&responseTimeout=-5"
                        + "| : option 'connectTimeout' and 'responseTimeout' must be at least 1 millisecond.",
                "secret=s&url=http://h.example/&maxRetryAfter=-1 | : option 'maxRetryAfter' must not be negative.",
                "secret=s&url=http://h.example/&maxConnections=0"
                        + "| : option 'maxConnections' and 'maxConnectionsPerHost' must be at least 1.",
                "secret=s&url=http://h.example/&maxConnectionsPerHost=-1"
                        + "| : option 'maxConnections' and 'maxConnectionsPerHost' must be at least 1.",
                "secret=s&url=http://h.example/&responseExcerpt=-1"
                        + "| : option 'responseExcerpt' must be 0 to 65536 bytes.",
                "secret=s&url=http://h.example/&responseExcerpt=65537"
                        + "| : option 'responseExcerpt' must be 0 to 65536 bytes.",
                "secret=s&allowedUrls=h.example&proxy=127.0.0.1:3128"
                        + "| : option 'proxy' leaves it to the proxy which addresses are dialled for 'allowedUrls'. Let"
                        + " the proxy refuse private ones and set allowPrivateTargets=true.",
                "secret=s&url=http://h.example/&proxy=RAW(a b:99999)"
                        + "| : option 'proxy' cannot be used: it is not host:port.",
                "secret=s&url=http://h.example/&proxy=RAW(http://p.example:3128)"
                        + "| : option 'proxy' cannot be used: it is not host:port.",
                "secret=s&url=http://h.example/&proxy=RAW(user:t0ken@p.example:3128)"
                        + "| : option 'proxy' cannot be used: it is not host:port.",
                "secret=s&url=http://h.example/&proxy=p.example:0"
                        + "| : option 'proxy' cannot be used: it is not host:port.",
                "secret=s&url=http://h.example/&proxy=p.example"
                        + "| : option 'proxy' cannot be used: it is not host:port.",
                "secret=s&url=http://h.example/&headers=CamelHttpUri"
                        + "| : option 'headers' cannot copy 'CamelHttpUri': a name of letters, digits and - is needed,"
                        + " and not Camel's."
            })
    void refusesToStartAndSaysWhatToChange(String options, String problem) {
        assertThatStarting(options)
                .rootCause()
                .hasMessage("vendorhook:generic" + (problem.startsWith(":") ? "" : " ") + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Webhook-Signature",
                "x-webhook-signature",
                "Content-Type",
                "content-length",
                "Content-Encoding",
                "Host",
                "Transfer-Encoding",
                "Connection",
                "Keep-Alive",
                "Expect",
                "Upgrade",
                "TE",
                "Trailer",
                "User-Agent",
                "Proxy-Authorization",
                "Proxy-Connection",
                "X Y",
                "X:",
                "X_\u00e9"
            })
    void refusesIdHeadersThatAreTakenOrNoNames(String name) {
        assertThatStarting("secret=s&url=http://h.example/&idHeader=RAW(" + name + ")")
                .rootCause()
                .hasMessageStartingWith("vendorhook:generic: option 'idHeader' '" + name
                        + "' must be letters, digits and -, and none of [");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertThatStarting(String options) {
        return assertThatThrownBy(() -> {
                    CamelContext context = new DefaultCamelContext();
                    try {
                        context.addRoutes(new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:send").to("vendorhook:generic?" + options);
                            }
                        });
                        context.start();
                    } finally {
                        context.stop();
                    }
                })
                .satisfies(failure -> {
                    Throwable root = failure;
                    while (root.getCause() != null) {
                        root = root.getCause();
                    }
                    assertThat(root).isExactlyInstanceOf(IllegalArgumentException.class);
                    assertThat(root.getMessage()).doesNotContain("t0ken");
                });
    }

    private void assertRefused(Exchange exchange, String id, String host, String reason) {
        assertThat(exchange.getException()).isExactlyInstanceOf(PermanentDeliveryException.class);
        PermanentDeliveryException refusal = exchange.getException(PermanentDeliveryException.class);
        assertThat(refusal.getKind()).isEqualTo(ErrorKind.REFUSED);
        assertThat(refusal.getStatus()).isNull();
        assertThat(refusal.getHost()).isEqualTo(host);
        assertThat(refusal.getDeliveryId()).isEqualTo(id);
        assertThat(refusal.getVendor()).isEqualTo("generic");
        assertThat(exchange.getProperty(VendorhookConstants.ATTEMPTS)).isEqualTo(List.of());
        assertThat(refusal.getMessage()).contains(" failed (refused): " + reason);
        assertTellsNothingSecret(refusal);
        assertThat(receiver.connections()).isZero();
    }

    private String host() {
        return "127.0.0.1:" + receiver.port();
    }

    private String target() {
        return "http://" + host() + PATH;
    }

    private String url() {
        return "&url=RAW(" + target() + ")";
    }

    private static Exchange send(String options, Consumer<Message> change) {
        return CONTEXT.createProducerTemplate()
                .send("vendorhook:generic?secret=" + WebhookServer.SECRET + options, exchange -> {
                    exchange.getMessage().setBody(JSON);
                    exchange.getMessage().setHeader(VendorhookConstants.DELIVERY_ID, ID);
                    change.accept(exchange.getMessage());
                });
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static final class Broken extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("Broken at t0ken");
        }
    }

    /** Nothing that could be written as JSON, in any way. */
    private static final class Secretive {

        @Override
        public String toString() {
            return "{\"t0ken\":1}";
        }
    }
}
