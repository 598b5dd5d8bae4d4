package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.journal.Direction;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.JournalFilter;
import dev.vendorhooks.journal.MemoryJournal;
import dev.vendorhooks.journal.Step;
import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.send.RetryableDeliveryException;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.Secrets;
import dev.vendorhooks.test.StandingClock;
import dev.vendorhooks.vendor.Vendor;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal says of requests, and what can be made of it. */
class JournalTest {

    private static final String SIGNATURE = "X-Webhook-Signature";
    private static final byte[] BODY = Bodies.userCreated("evt_1");

    private final MemoryJournal journal = new MemoryJournal();

    JournalTest() {
        journal.setHeaders(true);
        journal.setBodies(true);
    }

    // ---- received

    @Test
    void tellsWhatWasAccepted() throws Exception {
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            server.postSigned(BODY, "X-Trace", "t-1", "Authorization", "Bearer b-1");

            JournalEntry entry = only();
            assertThat(entry.direction()).isEqualTo(Direction.RECEIVED);
            assertThat(entry.endpoint()).isEqualTo("vendorhook:generic");
            assertThat(entry.place()).isEqualTo(GENERIC);
            assertThat(entry.vendor()).isEqualTo("generic");
            assertThat(entry.outcome()).isEqualTo("accepted");
            assertThat(entry.status()).isEqualTo(200);
            assertThat(entry.reason()).isNull();
            assertThat(entry.type()).isEqualTo("user.created");
            assertThat(entry.eventId()).isEqualTo("evt_1");
            assertThat(entry.secret()).isEqualTo("1");
            assertThat(entry.duration()).isPositive();
            assertThat(entry.time()).isBetween(Instant.now().minusSeconds(60), Instant.now());
            assertThat(entry.body()).isEqualTo(BODY);
            assertThat(entry.headers())
                    .containsEntry("X-Trace", List.of("t-1"))
                    .containsKeys(SIGNATURE, "Content-Type")
                    .allSatisfy((name, values) -> assertThat(values).doesNotContain("Bearer b-1"));
            assertThat(entry.story()).allMatch(Step::passed);
            assertThat(entry.story())
                    .extracting(Step::name)
                    .containsExactly("body", "signature", "time", "event", "claim", "route");
            assertThat(entry.story().get(0).text()).startsWith(BODY.length + " bytes, SHA-256 ");
            assertThat(entry.story().get(1).text()).isEqualTo("secret 1 gives it over {body}");
        }
    }

    @Test
    void givesTheRouteNoHeaderOfTheRequest() throws Exception {
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            server.postSigned(BODY, "X-Trace", "t-1", "CamelFileName", "/etc/passwd");

            assertThat(server.received().get(0).getMessage().getHeaders().keySet())
                    .allMatch(name -> name.startsWith("CamelVendorhook"));
            assertThat(only().headers()).doesNotContainKey("CamelFileName");
        }
    }

    @Test
    void keepsNoMoreOfAFormThanOfHeaders() throws Exception {
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            String field = "=" + "x".repeat(8_000);
            byte[] form = IntStream.range(0, 200)
                    .mapToObj(number -> "X-Field-" + number + field)
                    .collect(Collectors.joining("&"))
                    .getBytes(UTF_8);
            server.post(GENERIC, form, "Content-Type", "application/x-www-form-urlencoded");

            JournalEntry entry = only();
            assertThat(entry.reason()).isEqualTo("unsupported_media_type");
            assertThat(entry.headers()).containsKey("Content-Type");
            assertThat(entry.headers().toString()).hasSizeLessThan(20_000);
        }
    }

    @Test
    void tellsEachOutcome() throws Exception {
        try (WebhookServer server =
                receiving("vendorhook:generic?events=user.*&journal=#journal&maxBodySize=500&secret=" + SECRET)) {
            server.postSigned(BODY);
            server.postSigned(BODY);
            server.postSigned("{\"id\":\"evt_2\",\"type\":\"payment.failed\"}".getBytes(UTF_8));
            server.postSigned("[]".getBytes(UTF_8));
            server.post(GENERIC, new byte[501]);
            server.post(GENERIC, BODY, SIGNATURE, Signer.hex("guessed", "", BODY));
            server.context().getRouteController().stopRoute("receiving");
            server.postSigned(BODY);

            await().until(() -> all().size() == 7);
            assertThat(all())
                    .extracting(JournalEntry::outcome, JournalEntry::reason, JournalEntry::status)
                    .containsExactlyInAnyOrder(
                            tuple("accepted", null, 200),
                            tuple("duplicate", null, 200),
                            tuple("ignored", null, 200),
                            tuple("refused", "not_an_event", 400),
                            tuple("refused", "too_large", 413),
                            tuple("refused", "mismatch", 401),
                            tuple("unavailable", "stopped", 503));
            assertThat(all())
                    .filteredOn(entry -> entry.outcome().equals("duplicate"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.story())
                            .last()
                            .isEqualTo(new Step("claim", false, "the event was routed before")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"processed", "received"})
    void tellsOfARouteThatFailed(String acknowledge) throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("journal", journal);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?journal=#journal&acknowledge=" + acknowledge + "&secret=" + SECRET)
                            .throwException(IllegalStateException.class, "out of order");
                }
            });
            int status = server.postSigned(BODY).statusCode();

            JournalEntry entry = only();
            assertThat(entry.outcome()).isEqualTo("failed");
            assertThat(entry.status()).isEqualTo(status).isEqualTo(acknowledge.equals("received") ? 200 : 500);
            assertThat(entry.story()).last().satisfies(step -> {
                assertThat(step.name()).isEqualTo("route");
                assertThat(step.passed()).isFalse();
                assertThat(step.text()).startsWith("failed, took ");
            });
        }
    }

    @Test
    void tellsWhatTheDoctorSays() throws Exception {
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            byte[] longer = (new String(BODY, UTF_8) + "\n").getBytes(UTF_8);
            server.post(GENERIC, longer, SIGNATURE, Signer.hex(SECRET, "", BODY));

            JournalEntry entry = only();
            assertThat(entry.secret()).isNull();
            assertThat(entry.story())
                    .extracting(Step::name, Step::passed)
                    .containsExactly(tuple("body", true), tuple("signature", false), tuple("doctor", false));
            assertThat(entry.story().get(2).text())
                    .startsWith("BODY_LINE_BREAK: the signature fits")
                    .endsWith(Cause.BODY_LINE_BREAK.fix());
        }
    }

    @Test
    void tellsHowLongTheAnswerTookAndNotTheDoctor() throws Exception {
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            CountDownLatch busy = new CountDownLatch(1);
            component(server).doLater(() -> await().until(() -> busy.getCount() == 0));
            long before = System.nanoTime();
            server.post(GENERIC, BODY, SIGNATURE, Signer.hex("guessed", "", BODY));
            Duration seen = Duration.ofNanos(System.nanoTime() - before);
            await().until(() -> System.nanoTime() - before > 3 * seen.toNanos());
            busy.countDown();

            assertThat(only().duration()).isLessThan(seen);
        }
    }

    @Test
    void namesTheSecretThatSigned() throws Exception {
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=new-one former-one")) {
            server.post(GENERIC, BODY, SIGNATURE, Signer.hex("former-one", "", BODY));

            assertThat(only().secret()).isEqualTo("2");
        }
    }

    @Test
    void tellsWhenADeliveryWasStale() throws Exception {
        StandingClock clock = new StandingClock(Instant.parse("2026-01-15T12:00:00Z"));
        MemoryJournal kept = new MemoryJournal(clock);
        try (WebhookServer server = receivingVntana(clock, kept)) {
            postVntana(server, "2026-01-15T11:00:07Z");

            await().until(() -> kept.latest(JournalFilter.ANY, 2).size() == 1);
            JournalEntry entry = kept.latest(JournalFilter.ANY, 1).get(0);
            assertThat(entry.type()).isEqualTo("product.completed");
            assertThat(entry.secret()).isEqualTo("1");
            assertThat(entry.story().get(1).text()).isEqualTo("secret 1 gives it over {timestamp}#{body}");
            assertThat(entry.story().get(2))
                    .isEqualTo(
                            new Step("time", false, "signed 2026-01-15T11:00:07Z; the window is 300 s on either side"));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
    void changesNoAnswerWhenItFails(Class<? extends Throwable> failure) throws Exception {
        try (WebhookServer server = new WebhookServer();
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            server.context().getRegistry().bind("journal", new BrokenJournal(failure));
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?journal=#journal&secret=" + SECRET).process(server::keep);
                }
            });
            assertThat(server.postSigned(BODY).statusCode()).isEqualTo(200);
            assertThat(server.postSigned(BODY).statusCode()).isEqualTo(200);
            assertThat(server.post(GENERIC, BODY).statusCode()).isEqualTo(401);

            assertThat(server.received()).hasSize(1);
            assertThat(log.warnings(4)).contains("vendorhook:generic: the journal failed with " + failure.getName());
            assertThat(log.everything()).doesNotContain("John Doe");
        }
    }

    @Test
    void isKeptInMemoryWhereMemoryIsAllThatIsSaid() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?journal=memory&secret=" + SECRET)) {
            server.postSigned(BODY);

            Journal kept = server.context()
                    .getEndpoint("vendorhook:generic?journal=memory&secret=" + SECRET, VendorhookEndpoint.class)
                    .getConfiguration()
                    .getJournal();
            assertThat(kept.latest(JournalFilter.ANY, 10)).singleElement().satisfies(entry -> {
                assertThat(entry.outcome()).isEqualTo("accepted");
                assertThat(kept.entry(entry.id()).orElseThrow().body()).isNull();
                assertThat(kept.entry(entry.id()).orElseThrow().headers()).isNull();
            });
        }
    }

    @Test
    void saysWhatAJournalIsToWhoeverNamesNone() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            assertThatThrownBy(() -> server.context().getEndpoint("vendorhook:generic?journal=disk&secret=" + SECRET))
                    .rootCause()
                    .hasMessageContaining("A journal is 'memory' or a bean, such as #bean:journal");
        }
    }

    // ---- sent

    @Test
    void tellsTheAttemptsToSend() throws Exception {
        AtomicInteger posts = new AtomicInteger();
        try (WebhookServer receiver = new WebhookServer();
                DefaultCamelContext sender = new DefaultCamelContext()) {
            receiver.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + SECRET).process(exchange -> {
                        if (posts.getAndIncrement() == 0) {
                            throw new IllegalStateException("out of order");
                        }
                    });
                }
            });
            sender.getRegistry().bind("journal", journal);
            URI url = receiver.uri(GENERIC);
            sender.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(RetryableDeliveryException.class)
                            .maximumRedeliveries(1)
                            .redeliveryDelay(0);
                    from("direct:send").to("vendorhook:generic?journal=#journal&url=" + url + "&secret=" + SECRET);
                    from("direct:wrong").to("vendorhook:generic?journal=#journal&url=" + url + "&secret=wrong");
                }
            });
            sender.start();
            sender.createProducerTemplate().sendBody("direct:send", BODY);
            Exchange failed = sender.createProducerTemplate()
                    .send("direct:wrong", exchange -> exchange.getMessage().setBody(Bodies.userCreated("evt_2")));

            assertThat(failed.isFailed()).isTrue();
            assertThat(all())
                    .extracting(
                            JournalEntry::direction,
                            JournalEntry::outcome,
                            JournalEntry::status,
                            JournalEntry::reason,
                            JournalEntry::type,
                            JournalEntry::eventId,
                            JournalEntry::place)
                    .containsExactly(
                            tuple(Direction.SENT, "permanent", 401, "status", "user.created", "evt_2", host(url)),
                            tuple(Direction.SENT, "delivered", 200, null, "user.created", "evt_1", host(url)));
            assertThat(all().get(1).attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(Outcome.RETRYABLE, Outcome.DELIVERED);
            assertThat(journal.entry(all().get(1).id()).orElseThrow().body()).isEqualTo(BODY);
        }
    }

    // ---- replay and samples

    @Test
    void replaysIntoTheRoute() throws Exception {
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            server.postSigned(BODY);
            JournalEntry first = only();
            String id = consumer(server).replay(first);

            await().until(() -> journal.entry(id).isPresent());
            assertThat(server.received())
                    .extracting(exchange -> exchange.getMessage().getHeader(VendorhookConstants.REPLAY))
                    .containsExactly(null, true);
            assertThat(server.received().get(1).getMessage().getBody(String.class))
                    .isEqualTo(new String(BODY, UTF_8));
            assertThat(journal.entry(id).orElseThrow().replayOf()).isEqualTo(first.id());
            assertThat(consumer(server).log().counts().accepted()).isEqualTo(1);
        }
    }

    @Test
    void replaysWithTheClockAndTheSecretOfItsTime() throws Exception {
        StandingClock clock = new StandingClock(Instant.parse("2026-01-15T12:00:00Z"));
        MemoryJournal kept = new MemoryJournal(clock);
        kept.setHeaders(true);
        kept.setBodies(true);
        kept.setMaxAge(Duration.ofDays(9));
        try (WebhookServer server = receivingVntana(clock, kept)) {
            String time = "2026-01-15T12:00:00Z";
            postVntana(server, time);
            JournalEntry entry =
                    kept.entry(kept.latest(JournalFilter.ANY, 1).get(0).id()).orElseThrow();
            clock.put(Instant.parse("2026-01-17T12:00:00Z"));
            String id = consumer(server).replay(entry);

            await().until(() -> kept.entry(id).isPresent());
            assertThat(kept.entry(id).orElseThrow().outcome()).isEqualTo("accepted");
            assertThat(server.received()).hasSize(2);
            // a replay is no use of the secret
            assertThat(consumer(server).getSecretUses())
                    .singleElement()
                    .asString()
                    .contains("signed 1, last " + time);
        }
    }

    @Test
    void replaysNothingThatIsNotAuthentic() throws Exception {
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            server.post(GENERIC, BODY, SIGNATURE, Signer.hex("guessed", "", BODY));

            JournalEntry forged = only();
            assertThatThrownBy(() -> consumer(server).replay(forged))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("No secret that vendorhook:generic accepts, or accepted then, gives the signature.");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void replaysWhatAReplayLeft() throws Exception {
        StandingClock clock = new StandingClock(Instant.parse("2026-01-15T12:00:00Z"));
        journal.setMaxAge(Duration.ofDays(36_500));
        try (WebhookServer server = receiving("vendorhook:vntana?journal=#journal&secret=" + SECRET, clock)) {
            byte[] body = "{\"event\":\"product.completed\",\"product\":{\"uuid\":\"p-1\"}}".getBytes(UTF_8);
            String time = "2026-01-15T12:00:00Z";
            String signature = Signer.hex(SECRET, time + "#", body);
            server.post("/webhooks/vntana", body, "X-TIMESTAMP", time, "X-VNTANA-SIGNATURE", signature);
            JournalEntry first = only();
            clock.put(Instant.parse("2026-01-15T15:00:00Z"));
            JournalEntry second = done(consumer(server).replay(first));
            JournalEntry third = done(consumer(server).replay(second));

            assertThat(third.outcome()).isEqualTo("accepted");
            assertThat(third.replayOf()).isEqualTo(second.id());
            assertThat(server.received()).hasSize(3);
        }
    }

    @Test
    void replaysWhatASecretSignedThatEndedLaterOnly() throws Exception {
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            server.postSigned(BODY);
            JournalEntry before = only();
            Secrets secrets = component(server).secrets("vendorhook:generic on " + GENERIC);
            secrets.replace(List.of(Secret.of("new-one", KeyFormat.UTF8)), Duration.ZERO, Instant.now());
            byte[] forged = Bodies.userCreated("evt_2");
            server.postSigned(forged);
            await().until(() -> all().size() == 2);
            JournalEntry after = all().stream()
                    .filter(entry -> entry.outcome().equals("refused"))
                    .findFirst()
                    .flatMap(entry -> journal.entry(entry.id()))
                    .orElseThrow();

            assertThat(done(consumer(server).replay(before)).outcome()).isEqualTo("accepted");
            assertThat(after.secret()).isEqualTo("former");
            assertThatThrownBy(() -> consumer(server).replay(after))
                    .hasMessage("No secret that vendorhook:generic accepts, or accepted then, gives the signature.");
        }
    }

    @Test
    void replaysNoTypeThatIsNotRouted() throws Exception {
        try (WebhookServer server =
                receiving("vendorhook:generic?events=payment.*&journal=#journal&secret=" + SECRET)) {
            server.postSigned(BODY);
            JournalEntry ignored = only();

            assertThatThrownBy(() -> consumer(server).replay(ignored))
                    .hasMessage("The option events does not route this type.");
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void saysWhatIsMissingForAReplay() throws Exception {
        journal.setBodies(false);
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            server.postSigned(BODY);
            JournalEntry entry = only();
            assertThatThrownBy(() -> consumer(server).replay(entry))
                    .hasMessage("The journal keeps no headers and bodies. Set headers=true and bodies=true on it.");
            server.context().getRouteController().stopRoute("receiving");
            assertThatThrownBy(() -> consumer(server).replay(entry)).hasMessage("The route receiving is not started.");
        }
    }

    @Test
    void replaysNothingThatWasRedacted() throws Exception {
        journal.setRedact("data.email");
        try (WebhookServer server = receiving("vendorhook:generic?journal=#journal&secret=" + SECRET)) {
            server.postSigned(BODY);
            JournalEntry entry = only();

            assertThat(new String(entry.body(), UTF_8)).doesNotContain("john@example.com");
            assertThatThrownBy(() -> consumer(server).replay(entry))
                    .hasMessage("Fields of its body were redacted, so that it no longer is what was signed.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kaedim", "vntana", "makini", "glossi", "generic"})
    void takesInASampleOfEachType(String vendor) throws Exception {
        try (WebhookServer server = receiving("vendorhook:" + vendor + "?journal=#journal&secret=" + SECRET)) {
            List<String> types = consumer(server).sampleTypes();
            Vendor sender = Vendors.find(server.context(), vendor);
            assertThat(types).containsExactlyInAnyOrderElementsOf(sender.eventTypes());
            List<String> ids = types.stream().map(consumer(server)::sample).toList();

            await().until(() -> ids.stream().allMatch(id -> journal.entry(id).isPresent()));
            assertThat(all()).extracting(JournalEntry::outcome).containsOnly("accepted");
            assertThat(server.received())
                    .extracting(exchange -> exchange.getMessage().getHeader(VendorhookConstants.EVENT_TYPE))
                    .containsExactlyInAnyOrderElementsOf(types);
        }
    }

    @Test
    void knowsNoSampleOfAnUnknownType() throws Exception {
        try (WebhookServer server = receiving("vendorhook:glossi?journal=#journal&secret=" + SECRET)) {
            assertThatThrownBy(() -> consumer(server).sample("no.such"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("There is no sample of that type.");
        }
    }

    private static WebhookServer receivingVntana(Clock clock, Journal kept) throws Exception {
        WebhookServer server = new WebhookServer();
        server.context().getRegistry().bind("journal", kept);
        server.context().getComponent("vendorhook", VendorhookComponent.class).setClock(clock);
        return server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:vntana?journal=#journal&secret=" + SECRET)
                        .routeId("receiving")
                        .process(server::keep);
            }
        });
    }

    private static void postVntana(WebhookServer server, String time) throws Exception {
        byte[] body = "{\"event\":\"product.completed\",\"product\":{\"uuid\":\"p-1\"}}".getBytes(UTF_8);
        server.post(
                "/webhooks/vntana",
                body,
                "X-TIMESTAMP",
                time,
                "X-VNTANA-SIGNATURE",
                Signer.hex(SECRET, time + "#", body));
    }

    private WebhookServer receiving(String uri) throws Exception {
        return receiving(uri, Clock.systemUTC());
    }

    private WebhookServer receiving(String uri, Clock clock) throws Exception {
        WebhookServer server = new WebhookServer();
        component(server).setClock(clock);
        server.context().getRegistry().bind("journal", journal);
        return server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receiving").process(server::keep);
            }
        });
    }

    private JournalEntry done(String id) {
        await().until(() -> journal.entry(id).isPresent());
        return journal.entry(id).orElseThrow();
    }

    private static VendorhookComponent component(WebhookServer server) {
        return server.context().getComponent("vendorhook", VendorhookComponent.class);
    }

    private static VendorhookConsumer consumer(WebhookServer server) {
        return (VendorhookConsumer) server.context().getRoute("receiving").getConsumer();
    }

    private static String host(URI url) {
        return url.getHost() + ":" + url.getPort();
    }

    private List<JournalEntry> all() {
        return journal.latest(JournalFilter.ANY, 100);
    }

    /** What is told after the answer is there soon. */
    private JournalEntry only() {
        await().until(() -> !all().isEmpty());
        assertThat(all()).hasSize(1);
        return journal.entry(all().get(0).id()).orElseThrow();
    }

    private record BrokenJournal(Class<? extends Throwable> failure) implements Journal {

        @Override
        public boolean keepsHeaders() {
            return true;
        }

        @Override
        public void add(JournalEntry entry) {
            String message = "cannot keep " + new String(entry.body(), UTF_8);
            if (failure == NoClassDefFoundError.class) {
                throw new NoClassDefFoundError(message);
            }
            throw new IllegalStateException(message);
        }

        @Override
        public List<JournalEntry> latest(JournalFilter filter, int count) {
            return List.of();
        }

        @Override
        public Optional<JournalEntry> entry(String id) {
            return Optional.empty();
        }
    }
}
