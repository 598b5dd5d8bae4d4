package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class StartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vendorhook:glossi"
                        + "|vendorhook:glossi has no secret. Set 'secret' on the endpoint, for example secret={{glossi.secret}}.",
                "vendorhook:glossi?secret=RAW( )"
                        + "|vendorhook:glossi has no secret. Set 'secret' on the endpoint, for example secret={{glossi.secret}}.",
                "vendorhook:glossi?secret={{no.such.property}}|Property with key [no.such.property] not found",
                "vendorhook:glossi?secret=x&timestampTolerance=-1"
                        + "|vendorhook:glossi: option 'timestampTolerance' must not be negative; 0 accepts any time.",
                "vendorhook:glossi?secret=x&maxBodySize=0"
                        + "|vendorhook:glossi: option 'maxBodySize' must be at least 1 byte and below 2 GiB.",
                "vendorhook:glossi?secret=x&maxBodySize=2147483647"
                        + "|vendorhook:glossi: option 'maxBodySize' must be at least 1 byte and below 2 GiB.",
                "vendorhook:glossi?secret=x&path=webhooks"
                        + "|vendorhook:glossi: option 'path' 'webhooks' must start with a /, must not end with one, and may"
                        + " hold only letters, digits and -._~/.",
                "vendorhook:glossi?secret=x&path=/a{b}"
                        + "|vendorhook:glossi: option 'path' '/a{b}' must start with a /, must not end with one, and may"
                        + " hold only letters, digits and -._~/.",
                "vendorhook:glossi?secret=x&path=/a/"
                        + "|vendorhook:glossi: option 'path' '/a/' must start with a /, must not end with one, and may"
                        + " hold only letters, digits and -._~/.",
                "vendorhook:glossi?secret=x&headers=X-Ok,CAMELHttpUri"
                        + "|vendorhook:glossi: option 'headers' cannot copy 'CAMELHttpUri': a name of letters, digits and -"
                        + " is needed, and not Camel's.",
                "vendorhook:glossi?secret=x&events=a*b"
                        + "|vendorhook:glossi: option 'events' cannot be used: 'a*b' has a * that does not end its segment.",
                "vendorhook:glossi?secret=x&idempotent=false&idempotentRepository=#repository"
                        + "|vendorhook:glossi: option 'idempotentRepository' has no effect while idempotent=false; remove"
                        + " one of the two.",
                "vendorhook:glossi?secret=x&acknowledge=never|does not have any constant with value: never",
                "vendorhook:glossi?secret=x&secert=y|Unknown parameters=[{secert=y}]",
            })
    void refusesToStartAndSaysWhatToChange(String uri, String message) throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("repository", MemoryIdempotentRepository.memoryIdempotentRepository());
            assertThatThrownBy(() -> server.start(route(uri)))
                    .rootCause()
                    .message()
                    .contains(message);
        }
    }

    @Test
    void namesTheVendorsThereAreAndWhereItLooked() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            assertThatThrownBy(() -> server.start(route("vendorhook:nosuch?secret=" + SECRET)))
                    .rootCause()
                    .hasMessage(
                            "vendorhook:nosuch names a vendor that does not exist. There are [generic, glossi, kaedim,"
                                    + " makini, vntana]. Looked for a bean of type dev.vendorhooks.vendor.Vendor named 'nosuch'"
                                    + " in the registry and for META-INF/services/org/apache/camel/vendorhook-nosuch on the"
                                    + " class path.");
        }
    }

    @Test
    void refusesTwoConsumersOnOnePathAndNamesBoth() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            assertThatThrownBy(() -> server.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("vendorhook:glossi?secret=a").routeId("first").to("log:first");
                            from("vendorhook:generic?secret=b&path=/webhooks/glossi")
                                    .routeId("second")
                                    .to("log:second");
                        }
                    }))
                    .hasMessage(
                            "vendorhook:generic cannot listen on /webhooks/glossi, where vendorhook:glossi of route first"
                                    + " listens already. Set 'path' on one of them.");
        }
    }

    @Test
    void refusesAPathWhereAnotherComponentListens() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("platform-http:/webhooks/glossi").to("log:other");
                }
            });
            assertThatThrownBy(() -> server.context().addRoutes(route("vendorhook:glossi?secret=a")))
                    .hasStackTraceContaining("vendorhook:glossi cannot listen on /webhooks/glossi, where"
                            + " platform-http:///webhooks/glossi listens already. Set 'path' on one of them.");
        }
    }

    @Test
    void letsTwoEndpointsOfAVendorListenOnPathsOfTheirOwn() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=a&path=/a").process(server::keep);
                    from("vendorhook:generic?secret=b&path=/b").process(server::keep);
                }
            });
            byte[] body = Bodies.userCreated("evt_1");
            String byA = Signer.hex("a", "", body);
            assertThat(server.post("/a", body, "X-Webhook-Signature", byA).statusCode())
                    .isEqualTo(200);
            assertThat(server.post("/b", body, "X-Webhook-Signature", byA).statusCode())
                    .isEqualTo(401);
            String byB = Signer.hex("b", "", body);
            assertThat(server.post("/b", body, "X-Webhook-Signature", byB).statusCode())
                    .isEqualTo(200);
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void saysWhichDependencyGivesAnHttpEngine() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(route("vendorhook:glossi?secret=" + SECRET));
        assertThatThrownBy(context::start)
                .hasStackTraceContaining("vendorhook:glossi finds no HTTP engine to listen with (No PlatformHttpEngine")
                .hasStackTraceContaining("camel-platform-http-main")
                .hasStackTraceContaining("camel.server.enabled=true")
                .hasStackTraceContaining("camel-vendorhooks-starter");
        context.stop();
    }

    @Test
    void warnsOfEventTypesThatTheVendorIsNotKnownToSend() throws Exception {
        try (LogCapture log = new LogCapture("dev.vendorhooks");
                WebhookServer server = WebhookServer.receiving(
                        "vendorhook:glossi?secret=" + SECRET + "&events=model.procesed,job.*")) {
            assertThat(server.context().getStatus().isStarted()).isTrue();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "vendorhook:glossi: option 'events' names [model.procesed], which glossi is not known to"
                                    + " send. Known are [job.complete, job.failed, ");
        }
    }

    @Test
    void cannotBeSentTo() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().start();
            FluentProducerTemplate template = server.context().createFluentProducerTemplate();
            assertThatThrownBy(template.withBody("x").to("vendorhook:glossi?secret=" + SECRET)::send)
                    .hasStackTraceContaining("vendorhook:glossi cannot be sent to: vendorhook endpoints receive");
        }
    }

    @Test
    void keepsTheSecretOutOfEverythingItSays() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        Logger ours = (Logger) LoggerFactory.getLogger("dev.vendorhooks");
        try (LogCapture log = new LogCapture("ROOT")) {
            // Camel itself logs URIs in clear, but only at TRACE
            root.setLevel(Level.DEBUG);
            ours.setLevel(Level.TRACE);
            try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET)) {
                server.postSigned(Bodies.userCreated("evt_1"));
                server.postSigned(new byte[] {'['});
                server.post(WebhookServer.GENERIC, new byte[0], "X-Webhook-Signature", "x");

                Exchange exchange = server.received().get(0);
                assertThat(exchange.getFromEndpoint().toString()).doesNotContain(SECRET);
                assertThat(exchange.getProperties().toString()).doesNotContain(SECRET);
            } finally {
                root.setLevel(Level.INFO);
                ours.setLevel(null);
            }
            assertThat(log.everything()).contains("vendorhook:generic refused").doesNotContain(SECRET);
        }
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("log:received");
            }
        };
    }
}
