package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static dev.vendorhooks.camel.Failures.ID;
import static dev.vendorhooks.camel.Failures.JSON;
import static dev.vendorhooks.camel.Failures.PATH;
import static dev.vendorhooks.camel.Failures.SIGNATURE;
import static dev.vendorhooks.camel.Failures.assertPermanent;
import static dev.vendorhooks.camel.Failures.assertRetryable;
import static dev.vendorhooks.camel.Failures.onlyAttempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.RetryableDeliveryException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS, HTTP/2, proxies, and how many connections and threads deliveries take. */
@Timeout(30)
class ConnectionsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    @TempDir
    private static Path folder;

    private static WireMockServer receiver;
    private static WireMockServer elsewhere;

    @BeforeAll
    static void start() throws Exception {
        Certificate certificate = Certificate.of("ip:127.0.0.1", folder);
        Certificate other = Certificate.of("dns:other.example", folder);
        receiver = serve(certificate);
        elsewhere = serve(other);
        CONTEXT.getRegistry().bind("trusting", certificate.trusted());
        CONTEXT.getRegistry().bind("trustingOther", other.trusted());
        CONTEXT.start();
    }

    private static WireMockServer serve(Certificate certificate) {
        WireMockServer server = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(certificate.keystore().toString())
                .keystoreType("PKCS12")
                .keystorePassword(Certificate.PASSWORD)
                .keyManagerPassword(Certificate.PASSWORD));
        server.start();
        server.stubFor(post(anyUrl()).willReturn(ok()));
        return server;
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
        receiver.stop();
        elsewhere.stop();
    }

    @Test
    void speaksHttp2WhereItIsOffered() {
        receiver.resetRequests();

        Exchange exchange = send("https://127.0.0.1:" + receiver.httpsPort(), "&sslContextParameters=#trusting");

        assertThat(exchange.getException()).isNull();
        LoggedRequest request = receiver.findAll(postRequestedFor(anyUrl())).get(0);
        assertThat(request.getProtocol()).isEqualTo("HTTP/2.0");
        assertThat(request.getUrl()).isEqualTo(PATH);
        assertThat(request.getBodyAsString()).isEqualTo(JSON);
        assertThat(request.getHeader("X-Webhook-Signature")).isEqualTo(SIGNATURE);
    }

    @Test
    void retriesWhereTheCertificateIsNotTrusted() {
        String host = "127.0.0.1:" + receiver.httpsPort();

        assertRetryable(send("https://" + host, ""), ErrorKind.TLS, null, host);
    }

    @Test
    void retriesWhereTheCertificateIsThatOfAnotherHost() {
        String host = "127.0.0.1:" + elsewhere.httpsPort();
        elsewhere.resetRequests();

        assertRetryable(send("https://" + host, "&sslContextParameters=#trustingOther"), ErrorKind.TLS, null, host);
        elsewhere.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void retriesWhereNoTlsIsSpoken() throws Exception {
        try (RawReceiver plain = new RawReceiver(connection -> {
            connection.getInputStream().read();
            RawReceiver.write(connection, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            RawReceiver.drip(connection, "");
        })) {
            String host = "127.0.0.1:" + plain.port();

            assertRetryable(send("https://" + host, ""), ErrorKind.TLS, null, host);
            plain.awaitEnd();
        }
    }

    @Test
    void retriesWhereTheConnectionEndsWithinTheHandshake() throws Exception {
        try (RawReceiver closing =
                new RawReceiver(connection -> connection.getInputStream().read())) {
            String host = "127.0.0.1:" + closing.port();

            assertThat(send("https://" + host, "").getException()).isInstanceOf(RetryableDeliveryException.class);
        }
    }

    @Test
    void waitsNoLongerThanConnectTimeoutForAHandshakeThatStalls() throws Exception {
        try (RawReceiver stalling = new RawReceiver(connection -> RawReceiver.drip(connection, ""))) {
            assertGivesUpTheHandshake(stalling);
        }
    }

    @Test
    void waitsNoLongerThanConnectTimeoutForAHandshakeThatDrips() throws Exception {
        try (RawReceiver dripping = new RawReceiver(connection -> {
            // the head of a TLS record of 16 KiB
            RawReceiver.write(connection, "\26\3\3\100\0");
            connection.setSoTimeout(20);
            while (true) {
                RawReceiver.write(connection, "\0");
                try {
                    connection.getInputStream().read();
                } catch (SocketTimeoutException e) {
                    // a while is over
                }
            }
        })) {
            assertGivesUpTheHandshake(dripping);
        }
    }

    private static void assertGivesUpTheHandshake(RawReceiver receiver) {
        String host = "127.0.0.1:" + receiver.port();

        Exchange exchange = send("https://" + host, "&connectTimeout=300");

        assertRetryable(exchange, ErrorKind.TIMEOUT, null, host);
        assertThat(onlyAttempt(exchange).duration()).isLessThan(Duration.ofSeconds(4));
        receiver.awaitEnd();
    }

    @Test
    void keepsConnections() throws Exception {
        try (RawReceiver keeping = new RawReceiver(ConnectionsTest::serveForEver)) {
            // with room for one connection only, each waits until the one before has given it back
            for (int i = 0; i < 10; i++) {
                assertThat(send("http://127.0.0.1:" + keeping.port(), "&maxConnectionsPerHost=1")
                                .getException())
                        .isNull();
            }
            assertThat(keeping.connections()).isEqualTo(1);
        }
    }

    @Test
    void sendsThroughAProxy() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RawReceiver proxy = new RawReceiver(connection -> {
            seen.complete(RawReceiver.readHead(connection));
            RawReceiver.write(connection, OK);
            RawReceiver.drip(connection, "");
        })) {
            Exchange exchange = send("http://hooks.example:8080", "&proxy=127.0.0.1:" + proxy.port());

            assertThat(exchange.getException()).isNull();
            assertThat(seen.get(10, TimeUnit.SECONDS))
                    .startsWith("POST http://hooks.example:8080" + PATH + " HTTP/1.1\r\n")
                    .contains("\r\nX-Webhook-Signature: " + SIGNATURE + "\r\n");
        }
    }

    @Test
    void tunnelsTlsThroughAProxy() throws Exception {
        receiver.resetRequests();
        try (RawReceiver proxy = new RawReceiver(connection -> {
            RawReceiver.readHead(connection);
            try (Socket tunnel = new Socket("127.0.0.1", receiver.httpsPort())) {
                RawReceiver.write(connection, "HTTP/1.1 200 Connected\r\n\r\n");
                CompletableFuture<Void> back = CompletableFuture.runAsync(() -> pipe(tunnel, connection));
                pipe(connection, tunnel);
                back.join();
            }
        })) {
            Exchange exchange = send(
                    "https://127.0.0.1:" + receiver.httpsPort(),
                    "&sslContextParameters=#trusting&proxy=127.0.0.1:" + proxy.port());

            assertThat(exchange.getException()).isNull();
            assertThat(proxy.connections()).isEqualTo(1);
            LoggedRequest request = receiver.findAll(postRequestedFor(anyUrl())).get(0);
            assertThat(request.getBodyAsString()).isEqualTo(JSON);
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of the two ends hung up
        }
    }

    @Test
    void showsAProxyNothingOfWhatGoesThroughItsTunnel() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RawReceiver refusing = new RawReceiver(connection -> {
            seen.complete(RawReceiver.readHead(connection));
            RawReceiver.write(connection, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            RawReceiver.drip(connection, "");
        })) {
            Exchange exchange = send("https://hooks.example", "&proxy=127.0.0.1:" + refusing.port());

            assertPermanent(exchange, ErrorKind.STATUS, 403, "hooks.example");
            assertThat(seen.get(10, TimeUnit.SECONDS))
                    .startsWith("CONNECT hooks.example:443 HTTP/1.1\r\n")
                    .doesNotContain(SIGNATURE)
                    .doesNotContain("acme-4711");
        }
    }

    @Test
    void retriesWhereTheProxyNeverAnswers() throws Exception {
        try (RawReceiver proxy = new RawReceiver(connection -> RawReceiver.drip(connection, ""))) {
            Exchange exchange = send("https://hooks.example", "&responseTimeout=300&proxy=127.0.0.1:" + proxy.port());

            assertRetryable(exchange, ErrorKind.TIMEOUT, null, "hooks.example");
            proxy.awaitEnd();
        }
    }

    @Test
    void opensNoMoreConnectionsToAHostThanAllowed() throws Exception {
        int allowed = 4;
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        try (RawReceiver slow = new RawReceiver(connection -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            try {
                awaitUninterrupted(go);
                serveForEver(connection);
            } finally {
                open.decrementAndGet();
            }
        })) {
            List<CompletableFuture<Exchange>> deliveries = sendAsync(slow, 3 * allowed, allowed);
            await().until(() -> open.get() == allowed);
            go.countDown();

            for (CompletableFuture<Exchange> delivery : deliveries) {
                assertThat(delivery.get(20, TimeUnit.SECONDS).getException()).isNull();
            }
            assertThat(most).hasValue(allowed);
            assertThat(slow.connections()).isEqualTo(allowed);
        }
    }

    @Test
    void holdsNoThreadWhileItWaits() throws Exception {
        int messages = 200;
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch received = new CountDownLatch(messages);
        AtomicInteger serving = new AtomicInteger();
        try (RawReceiver slow = new RawReceiver(connection -> {
            serving.incrementAndGet();
            RawReceiver.readRequest(connection);
            received.countDown();
            awaitUninterrupted(go);
            RawReceiver.write(connection, OK);
            RawReceiver.drip(connection, "");
        })) {
            int before = ManagementFactory.getThreadMXBean().getThreadCount();
            List<CompletableFuture<Exchange>> deliveries = sendAsync(slow, messages, messages);
            assertThat(received.await(20, TimeUnit.SECONDS)).isTrue();

            int more = ManagementFactory.getThreadMXBean().getThreadCount() - before;
            // the receiver has a thread for each connection, and the one that accepts
            assertThat(more - serving.get()).isLessThan(20);
            go.countDown();
            for (CompletableFuture<Exchange> delivery : deliveries) {
                assertThat(delivery.get(20, TimeUnit.SECONDS).getException()).isNull();
            }
        }
    }

    @Test
    void readsAnswersHoweverManyRoutesAreHeldUp() throws Exception {
        int messages = 1_500; // Camel's own pools take 1,020
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(messages);
        try (RawReceiver receiver = new RawReceiver(connection -> {
                    while (true) {
                        RawReceiver.answering(OK).on(connection);
                        answered.incrementAndGet();
                    }
                });
                AsyncProducer producer = CONTEXT.getEndpoint(uri("http://127.0.0.1:" + receiver.port(), ""))
                        .createAsyncProducer()) {
            producer.start();
            for (int i = 0; i < messages; i++) {
                Exchange exchange = new DefaultExchange(CONTEXT);
                exchange.getMessage().setBody(JSON);
                producer.process(exchange, doneSync -> {
                    awaitUninterrupted(go);
                    done.countDown();
                });
            }

            await().untilAsserted(() -> assertThat(answered).hasValue(messages));
            go.countDown();
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            go.countDown();
        }
    }

    private static void serveForEver(Socket connection) throws IOException {
        while (true) {
            RawReceiver.answering(OK).on(connection);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<CompletableFuture<Exchange>> sendAsync(RawReceiver receiver, int messages, int connections) {
        ProducerTemplate template = CONTEXT.createProducerTemplate();
        String uri = uri("http://127.0.0.1:" + receiver.port(), "&maxConnectionsPerHost=" + connections);
        return new ArrayList<>(IntStream.range(0, messages)
                .mapToObj(i -> template.asyncSend(
                        uri, exchange -> exchange.getMessage().setBody(JSON)))
                .toList());
    }

    private static Exchange send(String origin, String options) {
        return CONTEXT.createProducerTemplate().send(uri(origin, options), exchange -> {
            exchange.getMessage().setBody(JSON);
            exchange.getMessage().setHeader(VendorhookConstants.DELIVERY_ID, ID);
        });
    }

    private static String uri(String origin, String options) {
        return "vendorhook:generic?secret=" + WebhookServer.SECRET + "&url=RAW(" + origin + PATH + ")" + options;
    }
}
