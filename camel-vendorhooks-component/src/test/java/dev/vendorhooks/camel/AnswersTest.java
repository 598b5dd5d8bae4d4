package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.impl.engine.PrototypeExchangeFactory;
import org.apache.camel.spi.ExchangeFactory;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final String URI = "vendorhook:generic?secret=" + SECRET;
    private static final byte[] BODY = Bodies.userCreated("evt_1");

    @Test
    void answersAnAcceptedEventWithNothingButAStatus() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI)) {
            HttpResponse<String> answer = server.postSigned(
                    BODY, "Authorization", "Bearer x", "X-Request-Id", "42", "Cookie", "a=b", "Accept", "text/html");

            assertBare(answer, 200);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void acknowledgesTypesThatAreNotRouted() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI + "&events=payment.*")) {
            assertBare(server.postSigned(BODY), 200);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void refusesAWrongSignatureAndLogsOneLineWithoutSecretSignatureOrBody() throws Exception {
        String signature = Signer.hex("another", "", BODY);
        try (WebhookServer server = WebhookServer.receiving(URI);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            assertBare(server.post(GENERIC, BODY, "X-Webhook-Signature", signature), 401);

            assertThat(server.received()).isEmpty();
            assertThat(log.warnings(1))
                    .singleElement()
                    .asString()
                    .startsWith("vendorhook:generic refused a request (401 MISMATCH)")
                    .doesNotContain(SECRET, signature, "John Doe");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"})
    void refusesOtherMethods(String method) throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI)) {
            HttpResponse<String> answer = WebhookServer.send(HttpRequest.newBuilder(server.uri(GENERIC))
                    .header("X-Webhook-Signature", Signer.hex(SECRET, "", new byte[0]))
                    .method(method, BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().map()).doesNotContainKey("x-webhook-signature");
            assertThat(server.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
                "multipart/form-data; boundary=x",
                "multipart/mixed; boundary=x",
                "image/png"
            })
    void refusesFormsAndMultipart(String contentType) throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI)) {
            assertBare(server.postSigned(BODY, "Content-Type", contentType), 415);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void writesNoUploadToTheDisk() throws Exception {
        byte[] upload =
                """
                --x\r
                Content-Disposition: form-data; name="CamelFileName"; filename="evil.json"\r
                Content-Type: application/json\r
                \r
                {"id":"evt_1"}\r
                --x--\r
                """
                        .getBytes(US_ASCII);
        try (WebhookServer server = new WebhookServer()) {
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(URI).process(server::keep);
                    from("platform-http:/uploads").process(exchange -> {
                        try (Stream<Path> files = Files.list(server.uploads())) {
                            assertThat(files)
                                    .as("the engine does write uploads elsewhere")
                                    .isNotEmpty();
                        }
                        exchange.getMessage().setBody("written");
                    });
                }
            });
            assertBare(server.postSigned(upload, "Content-Type", "multipart/form-data; boundary=x"), 415);
            try (Stream<Path> files = Files.list(server.uploads())) {
                assertThat(files).isEmpty();
            }
            assertThat(server.received()).isEmpty();
            assertThat(server.post("/uploads", upload, "Content-Type", "multipart/form-data; boundary=x")
                            .body())
                    .isEqualTo("written");
        }
    }

    @Test
    void saysHowOldAStaleDeliveryIs() throws Exception {
        byte[] body = "{\"event\":\"product.completed\",\"product\":{\"uuid\":\"p-1\"}}".getBytes(US_ASCII);
        Clock clock = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
        try (WebhookServer server = new WebhookServer();
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            server.context()
                    .getComponent("vendorhook", VendorhookComponent.class)
                    .setClock(clock);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:vntana?secret=" + SECRET).process(server::keep);
                    from("vendorhook:vntana?timestampTolerance=0&path=/any-time&secret=" + SECRET)
                            .to("log:any-time");
                }
            });
            assertBare(postVntana(server, body, "2026-01-15T11:54:59Z"), 401);
            assertBare(postVntana(server, body, "2026-01-15T12:05:01Z"), 401);
            assertThat(server.received()).isEmpty();
            assertBare(postVntana(server, body, "2026-01-15T11:55:00Z"), 200);
            assertBare(postVntana(server, body, "2026-01-15T12:05:00Z"), 200);
            assertThat(server.received()).hasSize(2);
            assertBare(postVntana(server, "/any-time", body, "2020-01-01T00:00:00Z"), 200);
            assertThat(log.warnings(2)).hasSize(2).allMatch(line -> line.contains("(401 STALE)"));
            assertThat(log.warnings().get(0))
                    .endsWith(
                            " It is vntana product.completed product.completed/p-1/2026-01-15T11:54:59Z, signed 301 s ago");
            assertThat(log.warnings().get(1)).endsWith("12:05:01Z, signed 301 s ahead");
        }
    }

    private static HttpResponse<String> postVntana(WebhookServer server, byte[] body, String time) throws Exception {
        return postVntana(server, "/webhooks/vntana", body, time);
    }

    private static HttpResponse<String> postVntana(WebhookServer server, String path, byte[] body, String time)
            throws Exception {
        String signature = Signer.hex(SECRET, time + "#", body);
        return server.post(path, body, "X-TIMESTAMP", time, "X-VNTANA-SIGNATURE", signature);
    }

    @Test
    void refusesAnEncodedBody() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            assertBare(server.postSigned(BODY, "Content-Encoding", "gzip"), 415);
            assertThat(log.warnings()).singleElement().asString().contains("415 UNSUPPORTED_MEDIA_TYPE");
            assertBare(server.postSigned(BODY, "Content-Encoding", "identity"), 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=utf-8", "application/vnd.vendor+json", "text/plain", "text/json"})
    void acceptsWhateverElseTheVendorCallsItsJson(String contentType) throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI)) {
            assertBare(server.postSigned(BODY, "Content-Type", contentType), 200);
        }
    }

    @Test
    void acceptsABodyWithoutContentType() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI)) {
            assertBare(
                    WebhookServer.send(
                            HttpRequest.newBuilder(server.uri(GENERIC)).POST(BodyPublishers.ofByteArray(BODY)),
                            "X-Webhook-Signature",
                            Signer.hex(SECRET, "", BODY)),
                    200);
        }
    }

    @Test
    void refusesABodyOneByteOverTheLimitHoweverItIsSent() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI + "&maxBodySize=" + (BODY.length - 1));
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            assertBare(server.postSigned(BODY), 413);
            assertBare(
                    WebhookServer.send(HttpRequest.newBuilder(server.uri(GENERIC))
                            .header("Content-Type", "application/json")
                            .header("X-Webhook-Signature", Signer.hex(SECRET, "", BODY))
                            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BODY)))),
                    413);

            assertThat(server.received()).isEmpty();
            assertThat(log.warnings()).hasSize(2).allMatch(line -> line.contains("413 TOO_LARGE"));
        }
        try (WebhookServer server = WebhookServer.receiving(URI + "&maxBodySize=" + BODY.length)) {
            assertBare(server.postSigned(BODY), 200);
        }
    }

    @Test
    void releasesTheClaimWhenTheRouteFails() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (WebhookServer server = new WebhookServer().start(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).process(exchange -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new IllegalStateException("the first time");
                    }
                });
            }
        })) {
            assertBare(server.postSigned(BODY), 500);
            assertBare(server.postSigned(BODY), 200);
            assertBare(server.postSigned(BODY), 200);
            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    void asksForAnotherDeliveryWhenTheRouteRollsBack() throws Exception {
        try (WebhookServer server = new WebhookServer().start(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).markRollbackOnly();
            }
        })) {
            assertBare(server.postSigned(BODY), 500);
        }
    }

    @Test
    void asksForAnotherDeliveryWhenOnlyTheRouteRollsBack() throws Exception {
        try (WebhookServer server = new WebhookServer().start(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).markRollbackOnlyLast();
            }
        })) {
            assertBare(server.postSigned(BODY), 500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"processed", "received"})
    void releasesTheClaimWhenTheRouteThrowsAnError(String acknowledge) throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (WebhookServer server = new WebhookServer().start(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI + "&acknowledge=" + acknowledge).process(exchange -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new StackOverflowError();
                    }
                });
            }
        })) {
            assertBare(server.postSigned(BODY), acknowledge.equals("processed") ? 500 : 200);
            await().untilAsserted(() -> {
                assertBare(server.postSigned(BODY), 200);
                assertThat(attempts).hasValue(2);
            });
        }
    }

    @Test
    void handsAFailureThatNoErrorHandlerSawToTheExceptionHandler() throws Exception {
        List<Throwable> handled = new CopyOnWriteArrayList<>();
        WebhookServer server = new WebhookServer();
        try (server) {
            server.context().getRegistry().bind("handler", new LoggingExceptionHandler(server.context(), getClass()) {
                @Override
                public void handleException(String message, Exchange exchange, Throwable exception) {
                    handled.add(exception);
                }
            });
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from(URI + "&exceptionHandler=#handler").throwException(new IllegalStateException("unseen"));
                }
            });
            assertBare(server.postSigned(BODY), 500);
            assertThat(handled).singleElement().isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @Timeout(30)
    void answersAndReleasesTheClaimWhenTheExceptionHandlerFails() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        WebhookServer server = new WebhookServer();
        try (server) {
            server.context().getRegistry().bind("handler", new LoggingExceptionHandler(server.context(), getClass()) {
                @Override
                public void handleException(String message, Exchange exchange, Throwable exception) {
                    throw new IllegalStateException("the handler");
                }
            });
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from(URI + "&exceptionHandler=#handler").process(exchange -> {
                        if (attempts.incrementAndGet() == 1) {
                            throw new IllegalStateException("the route");
                        }
                    });
                }
            });
            try (LogCapture log = new LogCapture(VendorhookConsumer.class.getName())) {
                assertBare(server.postSigned(BODY), 500);
                assertThat(log.warnings()).singleElement().asString().endsWith("could not end what it had routed");
            }
            assertBare(server.postSigned(BODY), 200);
            assertThat(attempts).hasValue(2);
        }
    }

    @Test
    void neverAcknowledgesWhatAStoppedRouteCannotTake() throws Exception {
        CountDownLatch judging = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        WebhookServer server = new WebhookServer();
        try (server) {
            server.context().getRegistry().bind("slow", new MemoryIdempotentRepository() {
                @Override
                public boolean contains(String key) {
                    judging.countDown();
                    awaitQuietly(stopped);
                    return super.contains(key);
                }
            });
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(URI + "&acknowledge=received&idempotentRepository=#slow")
                            .routeId("stopping")
                            .process(server::keep);
                }
            });
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> post(server));
            judging.await();
            server.context().getRouteController().stopRoute("stopping", 500, TimeUnit.MILLISECONDS);
            stopped.countDown();

            assertComeBack(answer.get());
            assertThat(server.received()).isEmpty();
            server.context().getRouteController().startRoute("stopping");
            assertBare(server.postSigned(BODY), 200);
            await().untilAsserted(() -> assertThat(server.received()).hasSize(1));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void acceptsWhatTheRouteHandled() throws Exception {
        try (WebhookServer server = new WebhookServer().start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true);
                from(URI).throwException(new IllegalStateException("handled"));
            }
        })) {
            assertBare(server.postSigned(BODY), 200);
        }
    }

    @Test
    void asksToComeBackForADuplicateInFlight() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (WebhookServer server = new WebhookServer().start(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).process(exchange -> {
                    entered.countDown();
                    leave.await();
                });
            }
        })) {
            CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> post(server));
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

            assertComeBack(server.postSigned(BODY));
            leave.countDown();
            assertBare(first.get(), 200);
            assertBare(server.postSigned(BODY), 200);
        }
    }

    @Test
    void asksToComeBackWhileTheRouteIsSuspendedOrStopped() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI)) {
            server.context().getRouteController().suspendRoute("receiving");
            assertComeBack(server.postSigned(BODY));
            server.context().getRouteController().resumeRoute("receiving");
            assertBare(server.postSigned(BODY), 200);
            server.context().getRouteController().stopRoute("receiving");
            assertComeBack(server.postSigned(Bodies.userCreated("evt_2")));
            server.context().getRouteController().startRoute("receiving");
            assertBare(server.postSigned(Bodies.userCreated("evt_2")), 200);
            assertThat(server.received()).hasSize(2);

            server.context().getRouteController().stopRoute("receiving");
            server.context().removeRoute("receiving");
            assertThat(server.postSigned(BODY).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void asksToComeBackWhoWaitedTooLongForAThread() throws Exception {
        int threadsOfVertx = 20;
        CountDownLatch entered = new CountDownLatch(threadsOfVertx);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        WebhookServer server = new WebhookServer();
        try (server;
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            server.context().getCamelContextExtension().setExchangeFactory(new ReceivedRequests(requests));
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(URI + "&maxWait=0").process(exchange -> {
                        entered.countDown();
                        leave.await();
                    });
                    from(URI + "&path=/impatient&maxWait=1").process(server::keep);
                }
            });
            for (int i = 0; i < threadsOfVertx; i++) {
                server.sendAndReadLater(signed(GENERIC, Bodies.userCreated("evt_" + i)));
            }
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<String> patient =
                    server.sendAndReadLater(signed(GENERIC, Bodies.userCreated("evt_patient")));
            CompletableFuture<String> impatient = server.sendAndReadLater(signed("/impatient", BODY));
            await().until(() -> requests.get() == threadsOfVertx + 2);
            await().pollDelay(Duration.ofMillis(10)).until(() -> true);
            leave.countDown();

            assertThat(impatient.get())
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("\r\nRetry-After: 10\r\n")
                    .containsIgnoringCase("\r\nContent-Length: 0\r\n");
            assertThat(patient.get()).startsWith("HTTP/1.1 200");
            assertThat(server.received()).isEmpty();
            assertThat(log.warnings(1))
                    .singleElement()
                    .asString()
                    .contains("vendorhook:generic", "had waited", "maxWait");
        }
    }

    /** Counts the requests that the HTTP engine has received as a whole. */
    private static final class ReceivedRequests extends PrototypeExchangeFactory {

        private final AtomicInteger count;

        ReceivedRequests(AtomicInteger count) {
            this.count = count;
        }

        private ReceivedRequests(Consumer consumer, AtomicInteger count) {
            super(consumer);
            this.count = count;
        }

        @Override
        public ExchangeFactory newExchangeFactory(Consumer consumer) {
            ReceivedRequests factory = new ReceivedRequests(consumer, count);
            factory.setCamelContext(getCamelContext());
            return factory;
        }

        @Override
        public Exchange create(Endpoint fromEndpoint, boolean autoRelease) {
            if (fromEndpoint instanceof PlatformHttpEndpoint) {
                count.incrementAndGet();
            }
            return super.create(fromEndpoint, autoRelease);
        }
    }

    private static String signed(String path, byte[] body) {
        return "POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "X-Webhook-Signature: " + Signer.hex(SECRET, "", body) + "\r\nContent-Length: " + body.length
                + "\r\n\r\n" + new String(body, US_ASCII);
    }

    @Test
    void answersAtOnceWhenAskedTo() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        WebhookServer server = new WebhookServer();
        try (server) {
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(URI + "&acknowledge=received").routeId("later").process(exchange -> {
                        leave.await();
                        server.keep(exchange);
                    });
                }
            });
            assertBare(server.postSigned(BODY), 200);
            assertComeBack(server.postSigned(BODY));
            assertThat(server.received()).isEmpty();
            leave.countDown();
            await().untilAsserted(() -> assertThat(server.received()).hasSize(1));
            await().untilAsserted(() -> assertBare(server.postSigned(BODY), 200));
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void routesWhatWasAcknowledgedBeforeItStops() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        WebhookServer server = new WebhookServer();
        try (server) {
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(URI + "&acknowledge=received").process(exchange -> {
                        entered.countDown();
                        leave.await();
                        server.keep(exchange);
                    });
                }
            });
            assertBare(server.postSigned(BODY), 200);
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
            leave.countDown();
            stop.get();
            assertThat(server.received()).hasSize(1);
        }
    }

    /** The route alone would not do: a shutdown would not wait for its claim, nor for the answer. */
    @Test
    void hasAShutdownWaitForWhatComesBeforeAndAfterTheRoute() throws Exception {
        List<Integer> pending = new CopyOnWriteArrayList<>();
        WebhookServer server = new WebhookServer();
        try (server) {
            server.context().getRegistry().bind("looking", new MemoryIdempotentRepository() {
                @Override
                public boolean contains(String key) {
                    pending.add(pending(server));
                    return super.contains(key);
                }

                @Override
                public boolean add(String key) {
                    pending.add(pending(server));
                    return super.add(key);
                }
            });
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(URI + "&idempotentRepository=#looking")
                            .routeId("receiving")
                            .process(server::keep);
                }
            });

            assertBare(server.postSigned(BODY), 200);

            assertThat(pending).hasSize(2).allMatch(size -> size > 0);
            await().untilAsserted(() -> assertThat(pending(server)).isZero());
        }
    }

    private static int pending(WebhookServer server) {
        return ((VendorhookConsumer) server.context().getRoute("receiving").getConsumer()).getPendingExchangesSize();
    }

    @Test
    void answersTheSameToEverySignatureFailure() throws Exception {
        String good = Signer.hex(SECRET, "", BODY);
        try (WebhookServer server = WebhookServer.receiving(URI)) {
            Map<String, String[]> failures = Map.of(
                    "MISSING",
                    new String[] {},
                    "REPEATED",
                    new String[] {"X-Webhook-Signature", good, "X-Webhook-Signature", good},
                    "MALFORMED",
                    new String[] {"X-Webhook-Signature", "a".repeat(7_000)},
                    "MISMATCH",
                    new String[] {"X-Webhook-Signature", "0".repeat(64)});
            for (Map.Entry<String, String[]> failure : failures.entrySet()) {
                try (LogCapture log = new LogCapture("dev.vendorhooks")) {
                    assertBare(server.post(GENERIC, BODY, failure.getValue()), 401);
                    assertThat(log.warnings(1))
                            .singleElement()
                            .asString()
                            .startsWith("vendorhook:generic refused a request (401 " + failure.getKey() + "): ");
                }
            }
            assertThat(server.received()).isEmpty();
        }
    }

    private static HttpResponse<String> post(WebhookServer server) {
        try {
            return server.postSigned(BODY);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertBare(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map()).isEqualTo(Map.of("content-length", List.of("0")));
    }

    private static void assertComeBack(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map())
                .isEqualTo(Map.of("content-length", List.of("0"), "retry-after", List.of("10")));
    }
}
