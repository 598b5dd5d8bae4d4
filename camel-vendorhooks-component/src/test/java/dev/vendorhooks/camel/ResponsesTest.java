package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.Failures.ID;
import static dev.vendorhooks.camel.Failures.JSON;
import static dev.vendorhooks.camel.Failures.PATH;
import static dev.vendorhooks.camel.Failures.assertRetryable;
import static dev.vendorhooks.camel.Failures.onlyAttempt;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.vendorhooks.send.DeliveryException;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a response: the status decides, and the rest is kept in bounds. */
@Timeout(30)
class ResponsesTest {

    private static final int LONGEST_BODY = 65_536;
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNK = "400\r\n" + "x".repeat(0x400) + "\r\n";

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    @BeforeAll
    static void startContext() {
        CONTEXT.start();
    }

    @AfterAll
    static void stopContext() {
        CONTEXT.stop();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void deliversWhateverTheBodyOfASuccessDoes(String name, int length, Function<String, RawReceiver.Behaviour> body)
            throws Exception {
        try (RawReceiver receiver = new RawReceiver(body.apply("HTTP/1.1 200 OK\r\n"))) {
            Exchange exchange = send(receiver, "&responseTimeout=400");

            assertThat(exchange.getException()).isNull();
            assertThat(onlyAttempt(exchange).outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(onlyAttempt(exchange).duration()).isLessThan(Duration.ofSeconds(5));
            assertThat(responseBody(exchange)).hasSizeBetween(length, Math.max(length, 100));
            assertThat(exchange.getMessage().getBody()).isSameAs(JSON);
            assertNotReused(receiver);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void retriesWhateverTheBodyOfAFailureDoes(String name, int length, Function<String, RawReceiver.Behaviour> body)
            throws Exception {
        try (RawReceiver receiver = new RawReceiver(body.apply("HTTP/1.1 503 Unavailable\r\nRetry-After: 7\r\n"))) {
            Exchange exchange = send(receiver, "&responseTimeout=400&responseExcerpt=65536");

            assertRetryable(exchange, ErrorKind.STATUS, 503, "127.0.0.1:" + receiver.port());
            assertThat(onlyAttempt(exchange).duration()).isLessThan(Duration.ofSeconds(5));
            assertThat(responseBody(exchange)).hasSizeBetween(length, Math.max(length, 100));
            assertThat(exchange.getException(DeliveryException.class).getResponseBody())
                    .isEqualTo(responseBody(exchange));
            assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY))
                    .isEqualTo(7000L);
            assertNotReused(receiver);
        }
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                bad("stalls", 3, head -> RawReceiver.stallingAfter(head + "Content-Length: 10\r\n\r\nabc")),
                bad("never starts", 0, head -> RawReceiver.stallingAfter(head + "Content-Length: 10\r\n\r\n")),
                bad("drips", 1, head -> RawReceiver.drippingAfter(head + "Content-Length: 100000\r\n\r\n", "x")),
                bad("breaks off", 3, head -> RawReceiver.answering(head + "Content-Length: 10\r\n\r\nabc")),
                bad("breaks off in a chunk", 3, head -> RawReceiver.answering(head + CHUNKED + "a\r\nabc")),
                bad("is chunked badly", 0, head -> RawReceiver.answering(head + CHUNKED + "3\r\nabc\r\nzz\r\n")),
                bad(
                        "is huge",
                        LONGEST_BODY,
                        head -> RawReceiver.pouringAfter(head + "Content-Length: 104857600\r\n\r\n", "x".repeat(1024))),
                bad("is chunked for ever", LONGEST_BODY, head -> RawReceiver.pouringAfter(head + CHUNKED, CHUNK)),
                bad("has no end", LONGEST_BODY, head -> RawReceiver.pouringAfter(head + "\r\n", "x".repeat(1024))));
    }

    private static Arguments bad(String name, int length, Function<String, RawReceiver.Behaviour> body) {
        return arguments(name, length, body);
    }

    /** The sender hangs up, and its next delivery has a connection of its own. */
    private static void assertNotReused(RawReceiver receiver) {
        receiver.awaitEnd();
        send(receiver, "&responseTimeout=400");
        assertThat(receiver.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"200", "503"})
    void hangsUpOnAStallOverAConnectionThatWasUsedBefore(int status) throws Exception {
        try (RawReceiver receiver = new RawReceiver(connection -> {
            RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                    .on(connection);
            RawReceiver.stallingAfter("HTTP/1.1 " + status + " Said\r\nContent-Length: 10\r\n\r\n")
                    .on(connection);
        })) {
            // with room for one connection only, the second waits until the first has given it back
            send(receiver, "&responseTimeout=400&maxConnectionsPerHost=1");
            Exchange exchange = send(receiver, "&responseTimeout=400&maxConnectionsPerHost=1");

            assertThat(onlyAttempt(exchange).status()).isEqualTo(status);
            assertThat(receiver.connections()).isEqualTo(1);
            receiver.awaitEnd();
        }
    }

    @Test
    void hangsUpOnABodyWithoutEnd() throws Exception {
        AtomicLong written = new AtomicLong();
        byte[] piece = new byte[8192];
        try (RawReceiver receiver = new RawReceiver(connection -> {
            RawReceiver.answering("HTTP/1.1 200 OK\r\n\r\n").on(connection);
            while (true) {
                connection.getOutputStream().write(piece);
                written.addAndGet(piece.length);
            }
        })) {
            send(receiver, "");

            receiver.awaitEnd();
            // what fits into the buffers of two sockets, and not more
            assertThat(written).hasValueLessThan(32 << 20);
        }
    }

    @ParameterizedTest
    @CsvSource({"65535, 65535", "65536, 65536", "65537, 65536"})
    void keepsTheFirst64KibOfABody(int length, int kept) throws Exception {
        String text = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length);
        try (RawReceiver receiver = new RawReceiver(RawReceiver.stallingAfter(text))) {
            Exchange exchange = send(receiver, "");

            assertThat(exchange.getException()).isNull();
            assertThat(responseBody(exchange)).hasSize(kept);
        }
    }

    @ParameterizedTest
    @CsvSource({"200", "503"})
    void takesTheStatusOfAHeadThatBreaksOff(int status) throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.answering("HTTP/1.1 " + status + " Said\r\nX: "))) {
            Exchange exchange = send(receiver, "");

            assertThat(onlyAttempt(exchange).status()).isEqualTo(status);
            assertThat(onlyAttempt(exchange).outcome())
                    .isEqualTo(status == 200 ? Outcome.DELIVERED : Outcome.RETRYABLE);
        }
    }

    @Test
    void waitsForTheFinalStatusBehindInformation() throws Exception {
        String text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                + "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
        try (RawReceiver receiver = new RawReceiver(RawReceiver.stallingAfter(text))) {
            Exchange exchange = send(receiver, "");

            assertThat(exchange.getException()).isNull();
            assertThat(onlyAttempt(exchange).status()).isEqualTo(202);
        }
    }

    @Test
    void copiesListedHeadersOnlyAndOverwritesNone() throws Exception {
        String text = "HTTP/1.1 200 OK\r\nX-Request-Id: one\r\nx-request-id: two\r\nX-Other: 3\r\nCamelFoo: evil\r\n"
                + "CamelVendorhookUrl: http://evil.example/\r\nCamelRedeliveryDelay: 1\r\nContent-Type: text/evil\r\n"
                + "Content-Length: 0\r\n\r\n";
        try (RawReceiver receiver = new RawReceiver(RawReceiver.stallingAfter(text))) {
            Exchange exchange = send(receiver, "&headers=X-Request-Id,content-type,X-Absent");

            assertThat(exchange.getException()).isNull();
            Map<String, Object> headers = exchange.getMessage().getHeaders();
            assertThat(headers)
                    .containsOnlyKeys(
                            VendorhookConstants.DELIVERY_ID,
                            "Content-Type",
                            VendorhookConstants.RESPONSE_STATUS,
                            VendorhookConstants.RESPONSE_BODY,
                            VendorhookConstants.RESPONSE_HEADERS)
                    .containsEntry("Content-Type", "application/own")
                    .containsEntry(
                            VendorhookConstants.RESPONSE_HEADERS,
                            Map.of("X-Request-Id", "one, two", "content-type", "text/evil"));
        }
    }

    @Test
    void copiesNoHeaderUnasked() throws Exception {
        try (RawReceiver receiver = new RawReceiver(
                RawReceiver.stallingAfter("HTTP/1.1 200 OK\r\nX-Request-Id: 1\r\nContent-Length: 0\r\n\r\n"))) {
            Exchange exchange = send(receiver, "");

            assertThat(exchange.getMessage().getHeaders())
                    .doesNotContainKeys(VendorhookConstants.RESPONSE_HEADERS, "X-Request-Id");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "&responseExcerpt=4, Quot", "&responseExcerpt=65536, Quota exceeded"})
    void givesTheExceptionAsMuchOfTheAnswerAsAskedFor(String option, String excerpt) throws Exception {
        try (RawReceiver receiver = new RawReceiver(
                RawReceiver.stallingAfter("HTTP/1.1 402 No\r\nContent-Length: 14\r\n\r\nQuota exceeded"))) {
            Exchange exchange = send(receiver, option);

            DeliveryException failure = exchange.getException(DeliveryException.class);
            assertThat(failure.getResponseBody()).asString(UTF_8).isEqualTo(excerpt);
            assertThat(failure.getMessage()).doesNotContain("Quot");
        }
    }

    @Test
    void leavesACompressedBodyAsItIs() throws Exception {
        byte[] compressed = gzip(new byte[1 << 20]);
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + compressed.length + "\r\n\r\n";
        String text = head + new String(compressed, ISO_8859_1);
        try (RawReceiver receiver = new RawReceiver(RawReceiver.stallingAfter(text))) {
            Exchange exchange = send(receiver, "&headers=Content-Encoding");

            assertThat(responseBody(exchange)).isEqualTo(compressed);
            assertThat(exchange.getMessage().getHeader(VendorhookConstants.RESPONSE_HEADERS))
                    .isEqualTo(Map.of("Content-Encoding", "gzip"));
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }

    private static byte[] responseBody(Exchange exchange) {
        return exchange.getMessage().getHeader(VendorhookConstants.RESPONSE_BODY, byte[].class);
    }

    private static Exchange send(RawReceiver receiver, String options) {
        String uri = "vendorhook:generic?secret=" + WebhookServer.SECRET + "&url=RAW(http://127.0.0.1:"
                + receiver.port() + PATH + ")" + options;
        return CONTEXT.createProducerTemplate().send(uri, exchange -> {
            exchange.getMessage().setBody(JSON);
            exchange.getMessage().setHeader(VendorhookConstants.DELIVERY_ID, ID);
            exchange.getMessage().setHeader("Content-Type", "application/own");
        });
    }
}
