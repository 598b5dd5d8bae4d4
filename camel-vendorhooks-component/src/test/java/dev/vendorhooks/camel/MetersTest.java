package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.receive.Reception;
import dev.vendorhooks.receive.ReceptionCounts;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.test.VendorSignature;
import dev.vendorhooks.test.VirtualClock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeDistributionSummary;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.junit.jupiter.api.Test;

class MetersTest {

    private static final byte[] BODY = Bodies.userCreated("evt_1");

    private static final Tags RECEIVING = Tags.of("vendor", "generic", "path", GENERIC);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsWhatIsReceivedByOutcomeAndReason() throws Exception {
        try (WebhookServer server = metered("vendorhook:generic?events=user.*&secret=" + SECRET)) {
            server.postSigned(BODY);
            server.postSigned(BODY);
            server.postSigned("{\"id\":\"evt_2\",\"type\":\"payment.failed\"}".getBytes());
            server.post(GENERIC, BODY, "X-Webhook-Signature", Signer.hex("another", "", BODY));
            server.post(GENERIC, BODY);
            server.post(GENERIC, BODY);

            assertThat(received("accepted", "none")).isEqualTo(1);
            assertThat(received("duplicate", "none")).isEqualTo(1);
            assertThat(received("ignored", "none")).isEqualTo(1);
            assertThat(received("refused", "mismatch")).isEqualTo(1);
            assertThat(received("refused", "missing")).isEqualTo(2);
            assertThat(received("refused", "stale")).isZero();
        }
    }

    @Test
    void namesEachOutcomeAndReasonAsItIsCounted() throws Exception {
        try (WebhookServer server = metered("vendorhook:generic?secret=" + SECRET)) {
            ReceptionCounts counts = ((VendorhookConsumer)
                            server.context().getRoute("receiving").getConsumer())
                    .log()
                    .counts();
            count(counts, 1, new Reception.Duplicate(null));
            count(counts, 2, new Reception.InFlight(null));
            count(counts, 3, new Reception.Undecided());
            counts.countUnavailable();
            Stream.of(Refusal.values())
                    .forEach(reason ->
                            count(counts, 4 + reason.ordinal(), new Reception.Refused(reason, Optional.empty())));

            assertNamedAsCounted();
        }
    }

    private void assertNamedAsCounted() {
        assertThat(received("accepted", "none")).isZero();
        assertThat(received("ignored", "none")).isZero();
        assertThat(received("duplicate", "none")).isEqualTo(1);
        assertThat(received("in_flight", "none")).isEqualTo(2);
        assertThat(received("undecided", "none")).isEqualTo(3);
        assertThat(received("unavailable", "none")).isEqualTo(1);
        assertThat(Refusal.values()).allSatisfy(reason -> assertThat(
                        received("refused", reason.name().toLowerCase(Locale.ROOT)))
                .isEqualTo(4 + reason.ordinal()));
    }

    @Test
    void tellsEndpointsOfOneVendorApart() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("meters", registry);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + SECRET).process(server::keep);
                    from("vendorhook:generic?path=/other&secret=" + SECRET).process(server::keep);
                }
            });
            server.postSigned(BODY);

            assertThat(registry.get("vendorhook.received")
                            .tags("path", "/other", "outcome", "accepted")
                            .functionCounter()
                            .count())
                    .isZero();
            assertThat(received("accepted", "none")).isEqualTo(1);
        }
    }

    @Test
    void forgetsAnEndpointThatIsRemovedAndBeginsAnewWithTheNext() throws Exception {
        try (WebhookServer server = metered("vendorhook:generic?secret=" + SECRET)) {
            server.postSigned(BODY);
            server.context().getRouteController().stopRoute("receiving");
            assertThat(received("accepted", "none")).isEqualTo(1);

            server.context().removeRoute("receiving");
            assertThat(registry.find("vendorhook.received").meters()).isEmpty();

            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + SECRET).process(server::keep);
                }
            });
            server.postSigned(Bodies.userCreated("evt_2"));
            server.postSigned(Bodies.userCreated("evt_3"));
            assertThat(received("accepted", "none")).isEqualTo(2);
        }
    }

    @Test
    void keepsTheMetersOfAnEndpointThatTookThePathOver() throws Exception {
        try (WebhookServer server = metered("vendorhook:generic?secret=" + SECRET)) {
            server.context().getRouteController().stopRoute("receiving");
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + SECRET).process(server::keep);
                }
            });
            server.context().removeRoute("receiving");
            server.postSigned(BODY);

            assertThat(received("accepted", "none")).isEqualTo(1);
        }
    }

    @Test
    void countsAttemptsToSendByOutcome() throws Exception {
        try (WebhookServer receiver = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET);
                DefaultCamelContext sender = new DefaultCamelContext()) {
            sender.getRegistry().bind("metricsRegistry", registry);
            sender.getRegistry().bind("another", new SimpleMeterRegistry());
            sender.start();

            send(sender, receiver.uri(GENERIC), SECRET);
            send(sender, receiver.uri(GENERIC), "another");
            receiver.context().getRouteController().suspendRoute("receiving");
            send(sender, receiver.uri(GENERIC), SECRET);
            send(sender, receiver.uri(GENERIC), SECRET);

            assertThat(sent("delivered")).isEqualTo(1);
            assertThat(sent("permanent")).isEqualTo(1);
            assertThat(sent("retryable")).isEqualTo(2);
        }
    }

    @Test
    void tellsHowFarSignedTimesLieFromTheirArrival() throws Exception {
        VirtualClock clock = new VirtualClock();
        try (WebhookServer server = new WebhookServer()) {
            server.context()
                    .getComponent("vendorhook", VendorhookComponent.class)
                    .setClock(clock);
            server.context().getRegistry().bind("meters", registry);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:kaedim?secret=" + SECRET).process(server::keep);
                }
            });
            postKaedim(server, clock.instant().minusSeconds(100));
            postKaedim(server, clock.instant().plusSeconds(200));
            postKaedim(server, clock.instant().minusSeconds(4_000));

            assertThat(server.received()).hasSize(2);
            assertThat(skew("behind").count()).isEqualTo(1);
            // within a second: a request ages while it is judged
            assertThat(skew("behind").totalTime(SECONDS)).isCloseTo(100, within(1.0));
            assertThat(skew("ahead").count()).isEqualTo(1);
            assertThat(skew("ahead").totalTime(SECONDS)).isCloseTo(200, within(1.0));
        }
    }

    private void postKaedim(WebhookServer server, Instant time) throws Exception {
        byte[] body = ("{\"id\":\"" + time + "\"}").getBytes(UTF_8);
        server.post(
                "/webhooks/kaedim",
                body,
                VendorSignature.KAEDIM.headers(SECRET, body, time).entrySet().stream()
                        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                        .toArray(String[]::new));
    }

    private Timer skew(String direction) {
        return registry.get("vendorhook.skew")
                .tags("vendor", "kaedim", "path", "/webhooks/kaedim", "direction", direction)
                .timer();
    }

    @Test
    void measuresBodiesThatWereReadBeTheyAcceptedOrNot() throws Exception {
        try (WebhookServer server = metered("vendorhook:generic?maxBodySize=1000&secret=" + SECRET)) {
            server.postSigned(BODY);
            server.post(GENERIC, new byte[50]);
            server.post(GENERIC, new byte[2000]);

            DistributionSummary sizes =
                    registry.get("vendorhook.body.size").tags(RECEIVING).summary();
            assertThat(sizes.count()).isEqualTo(2);
            assertThat(sizes.totalAmount()).isEqualTo(BODY.length + 50);
            assertThat(sizes.getId().getBaseUnit()).isEqualTo("bytes");
        }
    }

    @Test
    void timesRoutesByHowTheyEnd() throws Exception {
        try (WebhookServer server = routed("vendorhook:generic?secret=" + SECRET, exchange -> {
            if (exchange.getMessage().getHeader(VendorhookConstants.EVENT_ID).equals("evt_2")) {
                throw new IllegalStateException("as the test wants");
            }
        })) {
            server.postSigned(BODY);
            server.postSigned(BODY);
            server.postSigned(Bodies.userCreated("evt_2"));

            assertThat(route("accepted").count()).isEqualTo(1);
            assertThat(route("failed").count()).isEqualTo(1);
        }
    }

    /** One thread, so that the second event waits for the route of the first. */
    @Test
    void timesRoutesWithoutTheWaitBeforeThem() throws Exception {
        CountDownLatch routing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (WebhookServer server = new WebhookServer()) {
            server.context().getExecutorServiceManager().setDefaultThreadPoolProfile(oneThread());
            server.context().getRegistry().bind("meters", registry);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?acknowledge=received&secret=" + SECRET)
                            .process(exchange -> {
                                if (exchange.getMessage()
                                        .getHeader(VendorhookConstants.EVENT_ID)
                                        .equals("evt_1")) {
                                    routing.countDown();
                                    goOn.await();
                                    throw new IllegalStateException("as the test wants");
                                }
                            });
                }
            });
            server.postSigned(BODY);
            routing.await();
            server.postSigned(Bodies.userCreated("evt_2"));
            long start = System.nanoTime();
            assertThat(active()).isEqualTo(1);
            await().pollInterval(50, MILLISECONDS)
                    .until(() ->
                            System.nanoTime() - start > Duration.ofMillis(300).toNanos());
            goOn.countDown();

            await().until(() -> route("accepted").count() == 1);
            assertThat(route("accepted").totalTime(MILLISECONDS)).isLessThan(300);
            assertThat(route("failed").totalTime(MILLISECONDS)).isGreaterThanOrEqualTo(300);
            assertThat(active()).isZero();
        }
    }

    private static ThreadPoolProfile oneThread() {
        ThreadPoolProfile profile = new ThreadPoolProfile("oneThread");
        profile.setDefaultProfile(true);
        profile.setPoolSize(1);
        profile.setMaxPoolSize(1);
        profile.setMaxQueueSize(10);
        return profile;
    }

    private Timer route(String outcome) {
        return registry.get("vendorhook.route")
                .tags(RECEIVING)
                .tags("outcome", outcome)
                .timer();
    }

    private double active() {
        return registry.get("vendorhook.route.active").tags(RECEIVING).gauge().value();
    }

    @Test
    void tellsWhenEachSecretWasUsedLast() throws Exception {
        VirtualClock clock = new VirtualClock();
        try (WebhookServer server = new WebhookServer()) {
            server.context()
                    .getComponent("vendorhook", VendorhookComponent.class)
                    .setClock(clock);
            server.context().getRegistry().bind("meters", registry);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=RAW(another " + SECRET + ")")
                            .process(server::keep);
                }
            });
            server.postSigned(BODY);

            assertThat(lastUse("1")).isNaN();
            assertThat(lastUse("2")).isEqualTo(clock.instant().getEpochSecond());
            assertThat(lastUse("3")).isNaN();
        }
    }

    private double lastUse(String secret) {
        return registry.get("vendorhook.secret.last.use")
                .tags(RECEIVING)
                .tags("secret", secret)
                .timeGauge()
                .value(SECONDS);
    }

    @Test
    void countsWhatTheDoctorFinds() throws Exception {
        try (WebhookServer server = metered("vendorhook:generic?secret=" + SECRET)) {
            byte[] changed = (new String(BODY, UTF_8) + "\n").getBytes(UTF_8);
            server.post(GENERIC, changed, "X-Webhook-Signature", Signer.hex(SECRET, "", BODY));

            await().until(() -> found("body_line_break") == 1);
            assertThat(found("body_rewritten")).isZero();
        }
    }

    private double found(String cause) {
        return registry.get("vendorhook.found")
                .tags(RECEIVING)
                .tags("cause", cause)
                .functionCounter()
                .count();
    }

    @Test
    void removesAllMetersOfAnEndpointThatIsRemoved() throws Exception {
        try (WebhookServer server = metered("vendorhook:generic?secret=" + SECRET)) {
            assertThat(registry.getMeters()).isNotEmpty();

            server.context().getRouteController().stopRoute("receiving");
            server.context().removeRoute("receiving");

            assertThat(registry.getMeters()).isEmpty();
        }
    }

    @Test
    void timesAttemptsAndCountsRetriesAndWaits() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (WebhookServer receiver = new WebhookServer();
                DefaultCamelContext sender = new DefaultCamelContext()) {
            receiver.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("platform-http:/busy").process(exchange -> {
                        boolean first = calls.getAndIncrement() == 0;
                        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, first ? 503 : 200);
                        exchange.getMessage().setHeader("Retry-After", "1");
                    });
                }
            });
            sender.getRegistry().bind("meters", registry);
            sender.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send")
                            .errorHandler(defaultErrorHandler().maximumRedeliveries(2))
                            .to("vendorhook:generic?url=" + receiver.uri("/busy") + "&secret=" + SECRET);
                }
            });
            sender.start();
            sender.createFluentProducerTemplate()
                    .to("direct:send")
                    .withBody(BODY)
                    .send();

            assertThat(calls.get()).isEqualTo(2);
            assertThat(attempts("retryable").count()).isEqualTo(1);
            assertThat(attempts("delivered").count()).isEqualTo(1);
            assertThat(attempts("delivered").totalTime(NANOSECONDS)).isPositive();
            assertThat(registry.get("vendorhook.retries")
                            .tags("vendor", "generic")
                            .counter()
                            .count())
                    .isEqualTo(1);
            Timer waits = registry.get("vendorhook.retry.after")
                    .tags("vendor", "generic")
                    .timer();
            assertThat(waits.count()).isEqualTo(1);
            assertThat(waits.totalTime(SECONDS)).isEqualTo(1);
        }
    }

    private Timer attempts(String outcome) {
        return registry.get("vendorhook.attempt")
                .tags("vendor", "generic", "outcome", outcome)
                .timer();
    }

    @Test
    void routesWhatComesAgainAfterAMeterFailed() throws Exception {
        AtomicInteger sizes = new AtomicInteger();
        MeterRegistry failingOnce = new SimpleMeterRegistry() {
            @Override
            protected DistributionSummary newDistributionSummary(
                    Meter.Id id, DistributionStatisticConfig statistics, double scale) {
                return new CumulativeDistributionSummary(id, clock, statistics, scale, false) {
                    @Override
                    protected void recordNonNegative(double amount) {
                        if (sizes.getAndIncrement() == 0) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                    }
                };
            }
        };
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("meters", failingOnce);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + SECRET).process(server::keep);
                }
            });
            byte[] body = Bodies.userCreated("evt_1");

            assertThat(server.postSigned(body).statusCode()).isEqualTo(500);
            assertThat(server.postSigned(body).statusCode()).isEqualTo(200);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void countsNowhereWhereThereIsNoSingleRegistry() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("one", registry);
            server.context().getRegistry().bind("two", new SimpleMeterRegistry());

            assertThat(Meters.of(server.context())).isSameAs(Meters.NONE);
        }
    }

    private WebhookServer metered(String uri) throws Exception {
        return routed(uri, exchange -> {});
    }

    private WebhookServer routed(String uri, Processor route) throws Exception {
        WebhookServer server = new WebhookServer();
        server.context().getRegistry().bind("meters", registry);
        return server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receiving").process(route);
            }
        });
    }

    private static void count(ReceptionCounts counts, int times, Reception reception) {
        for (int i = 0; i < times; i++) {
            counts.count(reception);
        }
    }

    private double received(String outcome, String reason) {
        return registry.get("vendorhook.received")
                .tags("vendor", "generic", "path", GENERIC, "outcome", outcome, "reason", reason)
                .functionCounter()
                .count();
    }

    private double sent(String outcome) {
        return registry.get("vendorhook.sent")
                .tags("vendor", "generic", "outcome", outcome)
                .counter()
                .count();
    }

    private static void send(DefaultCamelContext sender, URI url, String secret) {
        sender.createFluentProducerTemplate()
                .to("vendorhook:generic?url=" + url + "&secret=" + secret)
                .withBody(BODY)
                .send();
    }
}
