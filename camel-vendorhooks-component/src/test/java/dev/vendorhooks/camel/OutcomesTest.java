package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static dev.vendorhooks.camel.Failures.ID;
import static dev.vendorhooks.camel.Failures.JSON;
import static dev.vendorhooks.camel.Failures.PATH;
import static dev.vendorhooks.camel.Failures.SIGNATURE;
import static dev.vendorhooks.camel.Failures.assertPermanent;
import static dev.vendorhooks.camel.Failures.assertRetryable;
import static dev.vendorhooks.camel.Failures.onlyAttempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of outcomes, a row a test: which failures are worth another attempt, and what the exceptions tell. */
@Timeout(30)
class OutcomesTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    @RegisterExtension
    private static final WireMockExtension RECEIVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @BeforeAll
    static void startContext() {
        CONTEXT.start();
    }

    @AfterAll
    static void stopContext() {
        CONTEXT.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void delivers(int status) {
        RECEIVER.stubFor(post(anyUrl()).willReturn(status(status)));

        Exchange exchange = send(url(), "");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(VendorhookConstants.RESPONSE_STATUS))
                .isEqualTo(status);
        assertThat(onlyAttempt(exchange).outcome()).isEqualTo(Outcome.DELIVERED);
        RECEIVER.verify(1, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 451})
    void givesUpOn(int status) {
        RECEIVER.stubFor(post(anyUrl()).willReturn(status(status)));

        Exchange exchange = send(url(), "");

        assertPermanent(exchange, ErrorKind.STATUS, status, host());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void retriesOn(int status) {
        RECEIVER.stubFor(post(anyUrl()).willReturn(status(status)));

        Exchange exchange = send(url(), "");

        assertRetryable(exchange, ErrorKind.STATUS, status, host());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void neverFollowsARedirect(int status) throws Exception {
        try (RawReceiver other = new RawReceiver(RawReceiver.answering(OK + "Content-Length: 0\r\n\r\n"))) {
            RECEIVER.stubFor(post(anyUrl())
                    .willReturn(aResponse()
                            .withStatus(status)
                            .withHeader("Location", "http://127.0.0.1:" + other.port() + "/latest/meta-data/")));

            Exchange exchange = send(url(), "");

            assertPermanent(exchange, ErrorKind.STATUS, status, host());
            assertThat(other.connections()).isZero();
            RECEIVER.verify(1, postRequestedFor(anyUrl()));
        }
    }

    @Test
    void tellsNothingOfARedirectToTheMetadataAddress() {
        RECEIVER.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(307).withHeader("Location", "http://169.254.169.254/latest/")));

        Exchange exchange = send(url(), "");

        assertPermanent(exchange, ErrorKind.STATUS, 307, host());
        assertThat(exchange.getException().toString()).doesNotContain("169.254");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "408,425,429,500-599 | 404 | false",
                "404,410 | 410 | true",
                "404,410 | 503 | false",
                "300-399 | 302 | true",
                "400-499 | 400 | true",
                "400-499 | 499 | true",
                "500, 502-504 | 501 | false",
                "500, 502-504 | 503 | true"
            })
    void movesStatusesBothWays(String retryable, int status, boolean again) {
        RECEIVER.stubFor(post(anyUrl()).willReturn(status(status)));

        Exchange exchange = send(url(), "&retryableStatus=" + retryable.replace(" ", "%20"));

        if (again) {
            assertRetryable(exchange, ErrorKind.STATUS, status, host());
        } else {
            assertPermanent(exchange, ErrorKind.STATUS, status, host());
        }
    }

    @Test
    void retriesWhenThePortIsRefused() throws Exception {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = listener.getLocalPort();
        }

        Exchange exchange = send("http://127.0.0.1:" + port + PATH, "");

        assertRetryable(exchange, ErrorKind.CONNECT, null, "127.0.0.1:" + port);
    }

    @Test
    void retriesWhenTheHostHasNoAddress() {
        Exchange exchange = send("http://no-such-host.invalid" + PATH, "");

        assertRetryable(exchange, ErrorKind.DNS, null, "no-such-host.invalid");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenConnections")
    void retriesWhenTheConnectionBreaks(String name, ErrorKind kind, RawReceiver.Behaviour behaviour) throws Exception {
        try (RawReceiver receiver = new RawReceiver(behaviour)) {
            Exchange exchange = send("http://127.0.0.1:" + receiver.port() + PATH, "&responseTimeout=400");

            assertRetryable(exchange, kind, null, "127.0.0.1:" + receiver.port());
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(onlyAttempt(exchange).duration()).isLessThan(Duration.ofSeconds(5));
            receiver.awaitEnd();
        }
    }

    static Stream<Arguments> brokenConnections() {
        return Stream.of(
                broken("closed unread", ErrorKind.RESET, connection -> {}),
                broken("closed before the head", ErrorKind.RESET, RawReceiver::readRequest),
                broken("closed within the status line", ErrorKind.PROTOCOL, RawReceiver.answering("HTTP/1.1 20")),
                broken("closed within a header's name", ErrorKind.PROTOCOL, RawReceiver.answering(OK + "Content-Le")),
                broken("reset", ErrorKind.RESET, connection -> {
                    RawReceiver.readRequest(connection);
                    connection.setSoLinger(true, 0);
                }),
                broken("not HTTP", ErrorKind.PROTOCOL, RawReceiver.answering("SSH-2.0-OpenSSH_9.6\r\n\r\n")),
                broken("no status", ErrorKind.PROTOCOL, RawReceiver.answering("HTTP/1.1 OK\r\n\r\n")),
                broken(
                        "echoes the request",
                        ErrorKind.PROTOCOL,
                        RawReceiver.answering("POST " + PATH + " X-Webhook-Signature: " + SIGNATURE + "\r\n\r\n")),
                broken(
                        "echoes the signature in a bad header",
                        ErrorKind.PROTOCOL,
                        RawReceiver.answering(OK + "X-Webhook-Signature " + SIGNATURE + "\r\n\r\n")),
                broken(
                        "lengths that are none",
                        ErrorKind.PROTOCOL,
                        RawReceiver.answering(OK + "Content-Length: " + SIGNATURE + "\r\n\r\n")),
                broken("headers without end", ErrorKind.PROTOCOL, RawReceiver.pouringAfter(OK, "X-More: 1\r\n")),
                broken("a header line without end", ErrorKind.PROTOCOL, RawReceiver.pouringAfter(OK + "X: ", "12345")),
                broken("a status line without end", ErrorKind.PROTOCOL, RawReceiver.pouringAfter("", "HTTP/1.1")),
                broken("never answered", ErrorKind.TIMEOUT, RawReceiver.stallingAfter("")),
                broken("never read", ErrorKind.TIMEOUT, connection -> RawReceiver.drip(connection, "")),
                broken("stalls within the head", ErrorKind.TIMEOUT, RawReceiver.stallingAfter(OK)),
                broken("drips a header", ErrorKind.TIMEOUT, RawReceiver.drippingAfter(OK + "X: ", "1")),
                broken(
                        "informs without end",
                        ErrorKind.TIMEOUT,
                        RawReceiver.drippingAfter("", "HTTP/1.1 103 Early Hints\r\n\r\n")));
    }

    private static Arguments broken(String name, ErrorKind kind, RawReceiver.Behaviour behaviour) {
        return arguments(name, kind, behaviour);
    }

    private static String host() {
        return "127.0.0.1:" + RECEIVER.getPort();
    }

    private static String url() {
        return "http://" + host() + PATH;
    }

    private static Exchange send(String url, String options) {
        String uri = "vendorhook:generic?secret=" + WebhookServer.SECRET + "&url=RAW(" + url + ")" + options;
        return CONTEXT.createProducerTemplate().send(uri, exchange -> {
            exchange.getMessage().setBody(JSON);
            exchange.getMessage().setHeader(VendorhookConstants.DELIVERY_ID, ID);
        });
    }
}
