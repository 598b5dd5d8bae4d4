package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.receive.Reception;
import dev.vendorhooks.receive.ReceptionCounts;
import dev.vendorhooks.signature.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class MetersTest {

    private static final byte[] BODY = Bodies.userCreated("evt_1");

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
    void countsNowhereWhereThereIsNoSingleRegistry() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("one", registry);
            server.context().getRegistry().bind("two", new SimpleMeterRegistry());

            assertThat(Meters.of(server.context())).isSameAs(Meters.NONE);
        }
    }

    private WebhookServer metered(String uri) throws Exception {
        WebhookServer server = new WebhookServer();
        server.context().getRegistry().bind("meters", registry);
        return server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receiving").process(server::keep);
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
