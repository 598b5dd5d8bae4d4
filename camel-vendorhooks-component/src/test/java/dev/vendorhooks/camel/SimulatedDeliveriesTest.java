package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.SimulatedDeliveries;
import dev.vendorhooks.test.SimulatedDelivery;
import dev.vendorhooks.test.SimulatedDelivery.Attempt;
import dev.vendorhooks.test.VendorSignature;
import dev.vendorhooks.test.VirtualClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedDeliveriesTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private final VirtualClock clock = new VirtualClock(START);
    private final AtomicInteger failuresToCome = new AtomicInteger();

    // ---- deliveries without fault

    @ParameterizedTest
    @EnumSource
    void deliversAtOnce(VendorSignature vendor) throws Exception {
        try (WebhookServer server = receiving(vendor)) {
            SimulatedDelivery delivery = deliveries(vendor, server).deliver(sample(vendor));

            assertThat(delivery.attempts()).containsExactly(answered(0, 200));
            assertThat(delivery.status()).isEqualTo(200);
            assertThat(delivery.isDelivered()).isTrue();
            assertThat(delivery.isGivenUp()).isFalse();
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void sendsTheBytesAsTheyAreOverHttp11() {
        byte[] body = "{\"name\":\"\u00e9\"}\n".getBytes(ISO_8859_1);
        try (Recorder recorder = new Recorder(200)) {
            recorder.deliveries(VendorSignature.GLOSSI, clock).deliver(body);

            Request request = recorder.requests().get(0);
            assertThat(request.getBody()).isEqualTo(body);
            assertThat(request.getMethod().getName()).isEqualTo("POST");
            assertThat(request.getProtocol()).isEqualTo("HTTP/1.1");
            assertThat(request.containsHeader("Upgrade")).as("asks for HTTP/2").isFalse();
            assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
            assertThat(request.getHeader("X-Glossi-Signature")).isEqualTo(Signer.hex(SECRET, "", body));
        }
    }

    // ---- retries

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of(VendorSignature.GLOSSI, List.of(0, 60, 360, 2160)),
                Arguments.of(
                        VendorSignature.MAKINI,
                        List.of(0, 30, 90, 210, 450, 930, 1890, 3810, 7650, 15330, 30690, 61410)),
                Arguments.of(VendorSignature.GENERIC, List.of(0, 30, 330, 2130, 9330)),
                Arguments.of(VendorSignature.VNTANA, List.of(0, 60, 360, 2160)),
                Arguments.of(VendorSignature.KAEDIM, List.of(0)));
    }

    /** All reach the route: those that sign a time sign that of the attempt. */
    @ParameterizedTest
    @MethodSource("schedules")
    void retriesAfterTheVendorsScheduleAndThenGivesUp(VendorSignature vendor, List<Integer> seconds) throws Exception {
        failuresToCome.set(Integer.MAX_VALUE);
        try (WebhookServer server = receiving(vendor)) {
            SimulatedDelivery delivery = deliveries(vendor, server).deliver(sample(vendor));
            assertThat(delivery.attempts()).hasSize(1);
            assertThat(delivery.isGivenUp()).isEqualTo(seconds.size() == 1);

            clock.advance(MONTH);

            assertThat(delivery.attempts())
                    .isEqualTo(seconds.stream()
                            .map(second -> answered(second, 500))
                            .toList());
            assertThat(delivery.isDelivered()).isFalse();
            assertThat(delivery.isGivenUp()).isTrue();
        }
    }

    @Test
    void stopsRetryingOnceDelivered() throws Exception {
        failuresToCome.set(2);
        try (WebhookServer server = receiving(VendorSignature.VNTANA)) {
            SimulatedDelivery delivery =
                    deliveries(VendorSignature.VNTANA, server).deliver(sample(VendorSignature.VNTANA));
            assertThat(delivery.isGivenUp()).isFalse();

            clock.advance(MONTH);

            assertThat(delivery.attempts()).containsExactly(answered(0, 500), answered(60, 500), answered(360, 200));
            assertThat(delivery.isDelivered()).isTrue();
            assertThat(delivery.isGivenUp()).isFalse();
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void retriesWhatASuspendedRouteDidNotTake() throws Exception {
        try (WebhookServer server = receiving(VendorSignature.GENERIC)) {
            server.context().getRouteController().suspendRoute("receiving");
            SimulatedDelivery delivery =
                    deliveries(VendorSignature.GENERIC, server).deliver(sample(VendorSignature.GENERIC));
            assertThat(delivery.status()).isEqualTo(503);
            server.context().getRouteController().resumeRoute("receiving");

            clock.advance(Duration.ofSeconds(30));

            assertThat(delivery.attempts()).containsExactly(answered(0, 503), answered(30, 200));
        }
    }

    @Test
    void retriesUnderTheSecretAndUrlOfThen() throws Exception {
        AtomicReference<String> secret = new AtomicReference<>("before-the-rotation");
        AtomicReference<String> path = new AtomicReference<>("/nowhere");
        try (WebhookServer server = receiving(VendorSignature.GLOSSI)) {
            SimulatedDeliveries deliveries = new SimulatedDeliveries(
                    VendorSignature.GLOSSI, clock, () -> server.uri(path.get()).toString(), secret::get);
            SimulatedDelivery delivery = deliveries.deliver(sample(VendorSignature.GLOSSI));
            path.set("/webhooks/glossi");
            clock.advance(Duration.ofMinutes(1));
            secret.set(SECRET);
            clock.advance(Duration.ofMinutes(5));

            assertThat(delivery.attempts()).containsExactly(answered(0, 404), answered(60, 401), answered(360, 200));
        }
    }

    @Test
    void retriesTheBytesOfTheFirstAttempt() {
        byte[] body = "{\"event\":\"first\"}".getBytes(UTF_8);
        try (Recorder recorder = new Recorder(500)) {
            recorder.deliveries(VendorSignature.GLOSSI, clock).deliver(body);
            body[10] = 'F';
            clock.advance(Duration.ofMinutes(1));

            assertThat(recorder.requests()).hasSize(2).allSatisfy(request -> assertThat(request.getBodyAsString())
                    .isEqualTo("{\"event\":\"first\"}"));
        }
    }

    @Test
    void takesARedirectForAFailure() {
        try (Recorder recorder = new Recorder(301)) {
            SimulatedDelivery delivery =
                    recorder.deliveries(VendorSignature.KAEDIM, clock).deliver("{}");

            assertThat(delivery.isDelivered()).isFalse();
            assertThat(delivery.isGivenUp()).isTrue();
            assertThat(recorder.requests()).hasSize(1);
        }
    }

    @Test
    void retriesWhenNobodyAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SimulatedDelivery delivery = deliveries(VendorSignature.GLOSSI, "http://127.0.0.1:" + silent.getLocalPort())
                    .answeredWithin(Duration.ofMillis(100))
                    .deliver("{}");
            clock.advance(Duration.ofMinutes(1));

            assertThat(delivery.attempts())
                    .extracting(Attempt::status, attempt -> attempt.failure().orElseThrow())
                    .containsOnly(tuple(0, "no answer within PT0.1S"))
                    .hasSize(2);
            assertThat(delivery.status()).isZero();
            assertThat(delivery.isDelivered()).isFalse();
        }
    }

    @Test
    void retriesWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        SimulatedDelivery delivery =
                deliveries(VendorSignature.GLOSSI, "http://127.0.0.1:" + port).deliver("{}");
        clock.advance(Duration.ofMinutes(1));

        assertThat(delivery.attempts()).hasSize(2).allSatisfy(attempt -> assertThat(
                        attempt.failure().orElseThrow())
                .contains("ConnectException"));
    }

    // ---- faults

    @ParameterizedTest
    @EnumSource
    void isRefusedUnderAWrongKey(VendorSignature vendor) throws Exception {
        try (WebhookServer server = receiving(vendor)) {
            SimulatedDelivery delivery =
                    deliveries(vendor, server).signedWith("another").deliver(sample(vendor));

            assertThat(delivery.attempts()).containsExactly(answered(0, 401));
            assertThat(consumer(server).refusedRequests("MISMATCH")).isEqualTo(1);
            assertThat(delivery.toString()).doesNotContain("another");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "KAEDIM, PT10M, 401", "KAEDIM, PT-10M, 401", "KAEDIM, PT4M, 200", "KAEDIM, PT-4M, 200",
        "VNTANA, PT10M, 401", "VNTANA, PT-10M, 401", "VNTANA, PT4M, 200", "VNTANA, PT-4M, 200",
        "MAKINI, PT10M, 200", "GLOSSI, PT10M, 200", "GENERIC, PT10M, 200"
    })
    void isRefusedUnderASignedTimeOutsideTheWindow(VendorSignature vendor, Duration skew, int status) throws Exception {
        try (WebhookServer server = receiving(vendor)) {
            SimulatedDelivery delivery = deliveries(vendor, server).skewed(skew).deliver(sample(vendor));

            assertThat(delivery.attempts()).containsExactly(answered(0, status));
            assertThat(consumer(server).refusedRequests("STALE")).isEqualTo(status == 401 ? 1 : 0);
        }
    }

    @Test
    void combinesFaults() throws Exception {
        try (WebhookServer server = receiving(VendorSignature.KAEDIM)) {
            SimulatedDelivery delivery = deliveries(VendorSignature.KAEDIM, server)
                    .skewed(Duration.ofMinutes(10))
                    .signedWith(SECRET)
                    .slowly(2, Duration.ZERO)
                    .answeredWithin(Duration.ofSeconds(10))
                    .deliver(sample(VendorSignature.KAEDIM));

            assertThat(delivery.status()).isEqualTo(401);
            assertThat(consumer(server).refusedRequests("STALE")).isEqualTo(1);
        }
    }

    /** Nothing in Makini's published body tells a duplicate from a second change, so both are routed. */
    @ParameterizedTest
    @CsvSource({"KAEDIM, 1", "VNTANA, 1", "MAKINI, 2", "GLOSSI, 1", "GENERIC, 1"})
    void answersADuplicateAndRoutesItOnce(VendorSignature vendor, int routed) throws Exception {
        try (WebhookServer server = receiving(vendor)) {
            List<SimulatedDelivery> both = deliveries(vendor, server).twice(sample(vendor));

            assertThat(both).extracting(SimulatedDelivery::status).containsExactly(200, 200);
            assertThat(server.received()).hasSize(routed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsADuplicateWithIdenticalBytesAndHeaders(VendorSignature vendor) {
        try (Recorder recorder = new Recorder(200)) {
            recorder.deliveries(vendor, clock).twice(sample(vendor));

            recorder.assertTwoEqualRequests();
        }
    }

    @ParameterizedTest
    @EnumSource
    void replaysTheBytesAndHeadersOfAnEarlierTime(VendorSignature vendor) {
        try (Recorder recorder = new Recorder(200)) {
            SimulatedDeliveries deliveries = recorder.deliveries(vendor, clock);
            SimulatedDelivery earlier = deliveries.deliver(sample(vendor));
            clock.advance(Duration.ofMinutes(10));
            SimulatedDelivery replay = deliveries.replay(earlier);

            recorder.assertTwoEqualRequests();
            assertThat(replay.attempts()).containsExactly(answered(600, 200));
            assertThat(earlier.attempts()).containsExactly(answered(0, 200));
        }
    }

    @ParameterizedTest
    @CsvSource({"KAEDIM, 401, 1", "VNTANA, 401, 1", "MAKINI, 200, 2", "GLOSSI, 200, 1", "GENERIC, 200, 1"})
    void isRefusedOrRecognisedWhenReplayed(VendorSignature vendor, int status, int routed) throws Exception {
        try (WebhookServer server = receiving(vendor)) {
            SimulatedDeliveries deliveries = deliveries(vendor, server);
            SimulatedDelivery earlier = deliveries.deliver(sample(vendor));
            clock.advance(Duration.ofMinutes(10));
            SimulatedDelivery replay = deliveries.replay(earlier);
            clock.advance(MONTH);

            assertThat(replay.attempts()).containsExactly(answered(600, status));
            assertThat(replay.isGivenUp()).isEqualTo(status == 401);
            assertThat(consumer(server).refusedRequests("STALE")).isEqualTo(status == 401 ? 1 : 0);
            assertThat(server.received()).hasSize(routed);
        }
    }

    @Test
    void deliversTheLastEventFirstInDisorder() throws Exception {
        List<String> events = List.of(user("evt_1"), user("evt_2"), user("evt_3"));
        try (WebhookServer server = receiving(VendorSignature.GENERIC)) {
            List<SimulatedDelivery> deliveries =
                    deliveries(VendorSignature.GENERIC, server).inDisorder(events);

            assertThat(deliveries).hasSize(3).allMatch(SimulatedDelivery::isDelivered);
            assertThat(routedIds(server)).containsExactly("evt_3", "evt_2", "evt_1");
        }
    }

    @Test
    void isAcceptedWhenTheBodyComesSlowly() throws Exception {
        try (WebhookServer server = receiving(VendorSignature.VNTANA)) {
            SimulatedDelivery delivery = deliveries(VendorSignature.VNTANA, server)
                    .slowly(7, Duration.ofMillis(5))
                    .deliver(sample(VendorSignature.VNTANA));

            assertThat(delivery.status()).isEqualTo(200);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void sendsASlowBodyInPiecesWithPauses() throws Exception {
        String body = sample(VendorSignature.VNTANA);
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> pieces =
                    CompletableFuture.supplyAsync(() -> pieces(listening, body.length()));
            long started = System.nanoTime();
            SimulatedDelivery delivery = deliveries(
                            VendorSignature.VNTANA, "http://127.0.0.1:" + listening.getLocalPort())
                    .slowly(4, Duration.ofMillis(50))
                    .deliver(body);
            Duration took = Duration.ofNanos(System.nanoTime() - started);

            assertThat(delivery.status()).isEqualTo(204);
            assertThat(String.join("", pieces.join())).isEqualTo(body);
            assertThat(pieces.join()).hasSizeGreaterThan(1);
            assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }
    }

    @Test
    void refusesToSendABodyInNoPiece() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        deliveries(VendorSignature.GLOSSI, "http://127.0.0.1").slowly(0, Duration.ZERO))
                .withMessage("A body is sent in 1 piece or more, not in 0");
    }

    // ---- load

    @Test
    void deliversSeveralAtATime() throws Exception {
        CyclicBarrier eight = new CyclicBarrier(8);
        Iterator<String> events =
                IntStream.range(0, 64).mapToObj(number -> user("evt_" + number)).iterator();
        try (WebhookServer server = receiving(VendorSignature.GENERIC, exchange -> eight.await(20, TimeUnit.SECONDS))) {
            List<SimulatedDelivery> deliveries =
                    deliveries(VendorSignature.GENERIC, server).concurrently(64, events::next);

            assertThat(deliveries).hasSize(64).allMatch(SimulatedDelivery::isDelivered);
            assertThat(routedIds(server)).hasSize(64).doesNotHaveDuplicates();
        }
    }

    @Test
    void returnsConcurrentDeliveriesInTheOrderOfTheEvents() throws Exception {
        Iterator<String> events = Stream.of(user("evt_1"), "[]", user("evt_2"), "[]", user("evt_3"))
                .iterator();
        try (WebhookServer server = receiving(VendorSignature.GENERIC)) {
            assertThat(deliveries(VendorSignature.GENERIC, server).concurrently(5, events::next))
                    .extracting(SimulatedDelivery::status)
                    .containsExactly(200, 400, 200, 400, 200);
        }
    }

    @Test
    void retriesADuplicateThatCameWhileTheFirstWasRouted() throws Exception {
        AtomicReference<WebhookServer> started = new AtomicReference<>();
        Processor untilADuplicateCame =
                exchange -> await().until(() -> consumer(started.get()).getInFlightEvents() == 1);
        try (WebhookServer server = receiving(VendorSignature.GLOSSI, untilADuplicateCame)) {
            started.set(server);
            String event = sample(VendorSignature.GLOSSI);
            List<SimulatedDelivery> both =
                    deliveries(VendorSignature.GLOSSI, server).concurrently(2, () -> event);
            assertThat(both).extracting(SimulatedDelivery::status).containsExactlyInAnyOrder(200, 503);

            clock.advance(Duration.ofMinutes(1));

            assertThat(both).extracting(SimulatedDelivery::status).containsExactly(200, 200);
            assertThat(server.received()).hasSize(1);
        }
    }

    // ---- what the tests share

    private WebhookServer receiving(VendorSignature vendor) throws Exception {
        return receiving(vendor, exchange -> {
            if (failuresToCome.getAndDecrement() > 0) {
                throw new IllegalStateException("The route fails");
            }
        });
    }

    /** A receiver on the virtual clock, whose route keeps an event after {@code step} succeeded. */
    private WebhookServer receiving(VendorSignature vendor, Processor step) throws Exception {
        WebhookServer server = new WebhookServer();
        server.context().getComponent("vendorhook", VendorhookComponent.class).setClock(clock);
        return server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:" + name(vendor) + "?secret=" + SECRET)
                        .routeId("receiving")
                        .process(step)
                        .process(server::keep);
            }
        });
    }

    private SimulatedDeliveries deliveries(VendorSignature vendor, WebhookServer server) {
        return deliveries(vendor, server.uri("/webhooks/" + name(vendor)).toString());
    }

    private SimulatedDeliveries deliveries(VendorSignature vendor, String url) {
        return new SimulatedDeliveries(vendor, clock, () -> url, () -> SECRET);
    }

    private static VendorhookConsumer consumer(WebhookServer server) {
        return (VendorhookConsumer) server.context().getRoute("receiving").getConsumer();
    }

    private static String name(VendorSignature vendor) {
        return vendor.name().toLowerCase(Locale.ROOT);
    }

    private static String sample(VendorSignature vendor) {
        return switch (vendor) {
            case KAEDIM -> Samples.kaedim("generation.completed");
            case VNTANA -> Samples.vntana("product.added");
            case MAKINI -> Samples.makini("assets.updated");
            case GLOSSI -> Samples.glossi("model.processed");
            case GENERIC -> Samples.generic("user.created");
        };
    }

    private static String user(String id) {
        return new String(Bodies.userCreated(id), UTF_8);
    }

    private static List<String> routedIds(WebhookServer server) {
        return server.received().stream()
                .map(Exchange::getMessage)
                .map(message -> message.getHeader(VendorhookConstants.EVENT_ID, String.class))
                .toList();
    }

    private static Attempt answered(long second, int status) {
        return new Attempt(START.plusSeconds(second), status, Optional.empty());
    }

    /** Answers one request, and tells its body as it came in. */
    private static List<String> pieces(ServerSocket listening, int length) {
        try (Socket connection = listening.accept()) {
            InputStream in = connection.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            List<String> pieces = new ArrayList<>();
            byte[] buffer = new byte[length];
            for (int left = length; left > 0; ) {
                int read = in.read(buffer, 0, left);
                pieces.add(new String(buffer, 0, read, UTF_8));
                left -= read;
            }
            connection.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1));
            return pieces;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that keeps the requests and answers all with one status. */
    private static final class Recorder implements AutoCloseable {

        private final WireMockServer server =
                new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

        Recorder(int status) {
            server.start();
            server.stubFor(
                    any(anyUrl()).willReturn(aResponse().withStatus(status).withHeader("Location", "/elsewhere")));
        }

        SimulatedDeliveries deliveries(VendorSignature vendor, VirtualClock clock) {
            return new SimulatedDeliveries(vendor, clock, () -> server.baseUrl() + "/webhook", () -> SECRET);
        }

        List<? extends Request> requests() {
            return server.getAllServeEvents().stream()
                    .map(ServeEvent::getRequest)
                    .toList();
        }

        void assertTwoEqualRequests() {
            assertThat(requests()).hasSize(2);
            Request one = requests().get(0);
            Request other = requests().get(1);
            assertThat(one.getBody()).isEqualTo(other.getBody());
            assertThat(one.getHeaders()).isEqualTo(other.getHeaders());
            assertThat(one.getAbsoluteUrl()).isEqualTo(other.getAbsoluteUrl());
        }

        @Override
        public void close() {
            server.stop();
        }
    }
}
