package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.test.StandingClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What operators are told of signatures that fail, and that nobody else notices. */
class DiagnosisTest {

    private static final String URI = "vendorhook:generic?secret=" + SECRET;
    private static final byte[] BODY = Bodies.userCreated("evt_1");
    private static final byte[] REWRITTEN = indented(BODY);

    @Test
    void namesTheCauseInTheLineOfTheRefusal() throws Exception {
        String signature = Signer.hex(SECRET, "", BODY);
        try (WebhookServer server = WebhookServer.receiving(URI);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            HttpResponse<String> answer = server.post(GENERIC, REWRITTEN, "X-Webhook-Signature", signature);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEmpty();
            assertThat(log.warnings(1))
                    .singleElement()
                    .asString()
                    .startsWith("vendorhook:generic refused a request (401 MISMATCH): the signature fits")
                    .endsWith(". " + Cause.BODY_REWRITTEN.fix())
                    .doesNotContain(SECRET, signature, "John Doe");
            assertThat(log(server).findings(Cause.BODY_REWRITTEN)).isEqualTo(1);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void acceptsNoMoreThanBefore() throws Exception {
        String signature = Signer.hex(SECRET, "", BODY);
        try (WebhookServer server = WebhookServer.receiving(URI);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            for (int i = 0; i < 3; i++) {
                assertThat(server.post(GENERIC, REWRITTEN, "X-Webhook-Signature", signature)
                                .statusCode())
                        .isEqualTo(401);
                log.warnings(i + 1);
            }
            assertThat(server.received()).isEmpty();
            assertThat(log(server).counts().accepted()).isZero();
        }
    }

    @Test
    void saysAsMuchAsIsKnownOfAForgery() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            server.post(GENERIC, BODY, "X-Webhook-Signature", Signer.hex("guessed", "", BODY));

            assertThat(log.warnings(1))
                    .singleElement()
                    .asString()
                    .startsWith("vendorhook:generic refused a request (401 MISMATCH): no secret of the endpoint")
                    .endsWith("changes the body");
        }
    }

    @Test
    void looksForNothingWhereDiagnoseIsOff() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI + "&diagnose=false");
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            server.post(GENERIC, REWRITTEN, "X-Webhook-Signature", Signer.hex(SECRET, "", BODY));

            // logged before the answer
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("vendorhook:generic refused a request (401 MISMATCH): no secret of the endpoint");
            assertThat(log(server).findings(Cause.BODY_REWRITTEN)).isZero();
        }
    }

    @Test
    void looksAFewTimesAMinuteAndSaysTheReasonOfTheOthers() throws Exception {
        StandingClock clock = new StandingClock(Instant.parse("2026-01-15T12:00:00Z"));
        try (WebhookServer server = new WebhookServer();
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            server.context()
                    .getComponent("vendorhook", VendorhookComponent.class)
                    .setClock(clock);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(URI).routeId("receiving").process(server::keep);
                }
            });
            for (int i = 0; i < 8; i++) {
                server.post(GENERIC, REWRITTEN, "X-Webhook-Signature", Signer.hex(SECRET, "", BODY));
            }

            server.post(GENERIC, BODY);

            assertThat(log.warnings(9)).hasSize(9);
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("the signature fits"))
                    .hasSize(6);
            assertThat(log.warnings())
                    .filteredOn(line ->
                            line.endsWith("; the cause was not looked for, as that was done often enough this minute"))
                    .hasSize(2);
            // of another kind, which has a limit of its own
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("lacks X-Webhook-Signature"))
                    .hasSize(1);
        }
    }

    @Test
    void knowsTheSecretsOfOtherEndpoints() throws Exception {
        try (WebhookServer server = new WebhookServer();
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(URI).process(server::keep);
                    from("vendorhook:makini?secret=of-makini").process(server::keep);
                }
            });
            server.post(GENERIC, BODY, "X-Webhook-Signature", Signer.hex("of-makini", "", BODY));

            assertThat(log.warnings(1))
                    .singleElement()
                    .asString()
                    .contains("vendorhook:makini on /webhooks/makini", Cause.SECRET_OF_OTHER_ENDPOINT.fix())
                    .doesNotContain("of-makini");
        }
    }

    @Test
    void seesTheHeadersOfOtherVendors() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            HttpResponse<String> answer =
                    server.post(GENERIC, BODY, "X-Glossi-Signature", Signer.hex(SECRET, "", BODY));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(log.warnings(1))
                    .singleElement()
                    .asString()
                    .startsWith("vendorhook:generic refused a request (401 MISSING): ")
                    .contains("glossi", Cause.OTHER_VENDOR.fix());
        }
    }

    @Test
    void givesTheRouteNoHeaderMoreThanWithoutIt() throws Exception {
        try (WebhookServer server = WebhookServer.receiving(URI)) {
            server.postSigned(BODY, "X-Other-Signature", "abc", "Any-Timestamp", "1");

            assertThat(server.received().get(0).getMessage().getHeaders().keySet())
                    .allMatch(name -> name.startsWith("CamelVendorhook"));
        }
    }

    @Test
    void answersWhileSomethingElseIsLookedFor() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (WebhookServer server = WebhookServer.receiving(URI);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            VendorhookComponent component = server.context().getComponent("vendorhook", VendorhookComponent.class);
            component.doLater(() -> await().atMost(Duration.ofMinutes(1)).until(() -> done.getCount() == 0));
            HttpResponse<String> answer =
                    server.post(GENERIC, REWRITTEN, "X-Webhook-Signature", Signer.hex(SECRET, "", BODY));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(log.warnings()).isEmpty();
            done.countDown();
            assertThat(log.warnings(1)).singleElement().asString().contains("the signature fits");
        }
    }

    @Test
    void saysTheReasonAtOnceWhereTooMuchWaits() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (WebhookServer server = WebhookServer.receiving(URI);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            VendorhookComponent component = server.context().getComponent("vendorhook", VendorhookComponent.class);
            boolean taken = true;
            while (taken) {
                taken = component.doLater(
                        () -> await().atMost(Duration.ofMinutes(1)).until(() -> done.getCount() == 0));
            }
            server.post(GENERIC, REWRITTEN, "X-Webhook-Signature", Signer.hex(SECRET, "", BODY));

            assertThat(log.warnings()).singleElement().asString().contains("no secret of the endpoint");
            done.countDown();
        }
    }

    @Test
    void knowsEachVendorThatComesAlong() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            assertThat(Vendors.listed(server.context())).isEqualTo(Vendors.names(server.context()));
            server.context().getRegistry().bind("acme", Vendors.find(server.context(), "glossi"));
            assertThat(Vendors.listed(server.context())).contains("acme");
        }
    }

    private static ReceptionLog log(WebhookServer server) {
        return ((VendorhookConsumer) server.context().getRoute("receiving").getConsumer()).log();
    }

    /** As a proxy may write it anew. */
    private static byte[] indented(byte[] body) {
        try {
            return new ObjectMapper().readTree(body).toPrettyString().getBytes(UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
