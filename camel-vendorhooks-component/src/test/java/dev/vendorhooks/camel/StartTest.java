package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.send.RetryableDeliveryException;
import dev.vendorhooks.vendor.DeclaredVendor;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class StartTest {

    private static final String JSON = "{\"id\":\"evt_1\"}";

    @RegisterExtension
    private final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vendorhook:glossi"
                        + "|vendorhook:glossi has no secret. Set 'secret' on the endpoint, for example secret={{glossi.secret}}.",
                "vendorhook:glossi?secret=RAW( )"
                        + "|vendorhook:glossi: option 'secret' is empty; check the property or variable that it takes its"
                        + " value from.",
                "vendorhook:glossi?secret={{no.such.property}}|Property with key [no.such.property] not found",
                "vendorhook:glossi?secret=x&timestampTolerance=-1"
                        + "|vendorhook:glossi: option 'timestampTolerance' must not be negative; 0 accepts any time.",
                "vendorhook:glossi?secret=x&maxWait=-1"
                        + "|vendorhook:glossi: option 'maxWait' must not be negative; 0 answers each request, however late.",
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
    void keepsThePathOfAConsumerThatIsStoppedAndStartedAgain() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET)) {
            Consumer consumer = server.context().getRoute("receiving").getConsumer();
            consumer.stop();
            consumer.start();

            assertThatThrownBy(() -> server.context().addRoutes(route("vendorhook:generic?secret=b")))
                    .hasStackTraceContaining("vendorhook:generic cannot listen on /webhooks/generic, where"
                            + " vendorhook:generic of route receiving listens already.");
        }
    }

    @Test
    void leavesThePathWhenTheRouteIsRemoved() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET)) {
            server.context().getRouteController().stopRoute("receiving");
            assertThat(server.postSigned(Bodies.userCreated("evt_1")).statusCode())
                    .isEqualTo(503);

            server.context().removeRoute("receiving");

            assertThat(server.postSigned(Bodies.userCreated("evt_1")).statusCode())
                    .isEqualTo(404);
            assertThat(server.context()
                            .getComponent("vendorhook", VendorhookComponent.class)
                            .consumerOn(WebhookServer.GENERIC))
                    .isEmpty();
        }
    }

    @Test
    void leavesThePathToTheConsumerThatTookItOver() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET)) {
            Consumer former = server.context().getRoute("receiving").getConsumer();
            server.context().getRouteController().stopRoute("receiving");
            server.context().getRouteController().startRoute("receiving");

            ServiceHelper.stopAndShutdownService(former);

            assertThat(server.context()
                            .getComponent("vendorhook", VendorhookComponent.class)
                            .consumerOn(WebhookServer.GENERIC))
                    .isPresent()
                    .get()
                    .isNotSameAs(former);
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
    void refusesToStartAConsumerWithoutASecretOutsideARoute() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().start();
            Consumer consumer =
                    server.context().getEndpoint("vendorhook:glossi").createConsumer(exchange -> {});

            assertThatThrownBy(consumer::start)
                    .rootCause()
                    .hasMessageStartingWith("vendorhook:glossi has no secret. Set 'secret'");
            consumer.close();
        }
    }

    @Test
    void namesEveryEndpointThatReceivesAndHasNoSecretOnce() throws Exception {
        try (LogCapture log = new LogCapture("dev.vendorhooks");
                WebhookServer server = new WebhookServer()) {
            assertThatThrownBy(() -> server.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("vendorhook:glossi").to("log:received");
                            from("vendorhook:makini").to("log:received");
                        }
                    }))
                    .rootCause()
                    .hasMessageContaining("vendorhook:glossi has no secret");
            assertThat(log.warnings())
                    .extracting(line -> line.substring(0, line.indexOf('.')))
                    .containsExactly("vendorhook:glossi has no secret", "vendorhook:makini has no secret");
        }
    }

    /** Taken as it is, no signature would ever fit. */
    @ParameterizedTest
    @CsvSource({
        "whsec_a%2Bb%2Fc%3D, true",
        "%41, true",
        "whsec_a+b/c=, false",
        "50%, false",
        "100%2b-wool, false",
        "a${b, false",
        "a$b{c}, false",
        "a$b%2Bc, false"
    })
    void warnsOfASecretThatLooksEncodedForAUrl(String secret, boolean warns) throws Exception {
        try (LogCapture log = new LogCapture("dev.vendorhooks");
                WebhookServer server = WebhookServer.receiving("vendorhook:glossi?secret=RAW(" + secret + ")")) {
            assertThat(server.context().getStatus().isStarted()).isTrue();
            assertThat(log.warnings()).hasSize(warns ? 1 : 0).allSatisfy(line -> assertThat(line)
                    .startsWith("vendorhook:glossi: option 'secret' looks encoded for a URL")
                    .endsWith("write RAW(...) around the secret.")
                    .doesNotContain(secret));
        }
    }

    // ---- sending

    /** The component's options are every endpoint's. */
    @Test
    void namesAnEndpointThatReceivesOnceAlsoWhereOthersMaySend() throws Exception {
        try (LogCapture log = new LogCapture("dev.vendorhooks");
                WebhookServer server = new WebhookServer()) {
            server.context()
                    .getComponent("vendorhook", VendorhookComponent.class)
                    .getConfiguration()
                    .setAllowedUrls("https://partner.example/*");
            server.context().start();
            server.context().getEndpoint("vendorhook:generic?autoRegister=true&publicUrl=https://h.example&apiKey=k");
            server.context().getEndpoint("vendorhook:generic?operation=getWebhook");
            assertThatThrownBy(() -> server.start(route("vendorhook:glossi")))
                    .rootCause()
                    .hasMessageContaining("vendorhook:glossi has no secret");

            assertThat(log.warnings()).singleElement().asString().startsWith("vendorhook:glossi has no secret");
        }
    }

    @Test
    void namesEveryEndpointThatSendsAndHasNoSecret() throws Exception {
        try (LogCapture log = new LogCapture("dev.vendorhooks");
                WebhookServer server = new WebhookServer()) {
            assertThatThrownBy(() -> server.start(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:one").to("vendorhook:glossi?url=http://localhost/");
                            from("direct:two").to("vendorhook:makini?allowedUrls=http://localhost/");
                        }
                    }))
                    .rootCause()
                    .hasMessageContaining("vendorhook:glossi has no secret");
            assertThat(log.warnings())
                    .extracting(line -> line.substring(0, line.indexOf('.')))
                    .containsExactly("vendorhook:glossi has no secret", "vendorhook:makini has no secret");
        }
    }

    @Test
    void saysNothingOfAnEndpointThatSendsAndHasASecret() throws Exception {
        try (LogCapture log = new LogCapture("dev.vendorhooks");
                WebhookServer server = new WebhookServer()) {
            server.start(sending("vendorhook:glossi?url=http://localhost/&secret=" + SECRET));

            assertThat(log.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vendorhook:nosuch?secret=x&url=http://localhost/|vendorhook:nosuch names a vendor that does not exist."
                        + " There are [generic, glossi, kaedim, makini, vntana]. Looked for",
                "vendorhook:glossi?url=http://localhost/"
                        + "|vendorhook:glossi has no secret. Set 'secret' on the endpoint, for example secret={{glossi.secret}}.",
                "vendorhook:glossi?secret={{no.such.property}}&url=http://localhost/"
                        + "|Property with key [no.such.property] not found",
                "vendorhook:glossi?secret=x|vendorhook:glossi has no url. Set 'url' on the endpoint, or 'allowedUrls'",
            })
    void refusesToStartARouteThatSendsAndSaysWhatToChange(String uri, String message) throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            assertThatThrownBy(() -> server.start(sending(uri)))
                    .rootCause()
                    .message()
                    .contains(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{no.such.property}}", "${no.such.property}", "a{{no.such}}b", "a${no.such}b"})
    void refusesASecretOnTheComponentWhosePlaceholderWasNotResolved(String placeholder) throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            VendorhookComponent component = server.context().getComponent("vendorhook", VendorhookComponent.class);
            component.getConfiguration().setSecret(placeholder);
            assertThatThrownBy(() -> server.start(sending("vendorhook:glossi?url=http://localhost/")))
                    .rootCause()
                    .hasMessage("vendorhook:glossi: option 'secret' holds a placeholder that was not resolved.");
        }
    }

    @Test
    void sendsAsAVendorThatTheApplicationDeclares() throws Exception {
        DeclaredVendor acme = new DeclaredVendor();
        acme.setSignatureHeader("X-Acme-Signature");
        acme.setSignaturePrefix("sha256=");
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("acme", acme);
            server.start(sending("vendorhook:acme?secret=" + SECRET + "&url=" + receiver.url("/hook")));

            send(server, "direct:send");
        }

        assertThat(received().getHeader("X-Acme-Signature"))
                .isEqualTo("sha256=" + Signer.hex(SECRET, "", JSON.getBytes(UTF_8)));
    }

    @Test
    void refusesASecretWhosePlaceholderWasEncodedAndSaysHowToWriteIt() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            assertThatThrownBy(() -> server.start(route("vendorhook:glossi?secret=RAW(%7B%7Bglossi.secret%7D%7D)")))
                    .rootCause()
                    .hasMessage("vendorhook:glossi: option 'secret' holds a {{placeholder}} that Camel does not resolve"
                            + " among the properties of a Pipe; write RAW({{placeholder}}) there, or set"
                            + " camel.kamelet.NAME.secret.");
        }
    }

    @Test
    void signsWithTheFirstOfSeveralSecrets() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.start(sending("vendorhook:generic?secret=" + SECRET + " the-old-one&url=" + receiver.url("/hook")));

            send(server, "direct:send");
        }

        assertThat(received().getHeader("X-Webhook-Signature")).isEqualTo(Signer.hex(SECRET, "", JSON.getBytes(UTF_8)));
    }

    @Test
    void sharesOneHttpClientAmongEndpointsWithTheSameSettings() throws Exception {
        receiver.stubFor(post(anyUrl()).willReturn(ok()));
        try (WebhookServer server = new WebhookServer()) {
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send")
                            .toD("vendorhook:generic?secret=" + SECRET + "&url=" + receiver.url("/")
                                    + "${header.number}&connectTimeout=${header.timeout}");
                }
            });
            Set<Thread> others = clientThreads();
            for (int i = 0; i < 50; i++) {
                send(server, "direct:send", i, 5_000);
            }
            Set<Thread> shared = clientThreads();
            shared.removeAll(others);
            send(server, "direct:send", 50, 4_000);
            Set<Thread> another = clientThreads();
            another.removeAll(others);
            another.removeAll(shared);

            assertThat(receiver.findAll(postRequestedFor(anyUrl()))).hasSize(51);
            assertThat(shared).isNotEmpty();
            assertThat(another).hasSameSizeAs(shared);
        }
    }

    @Test
    void keepsTheSecretOfASendingRouteOutOfEverythingItSays() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        Logger ours = (Logger) LoggerFactory.getLogger("dev.vendorhooks");
        receiver.stubFor(post("/hook").willReturn(status(500)));
        try (LogCapture log = new LogCapture("ROOT")) {
            // Camel itself logs URIs in clear, but only at TRACE
            root.setLevel(Level.DEBUG);
            ours.setLevel(Level.TRACE);
            try (WebhookServer server = new WebhookServer()) {
                server.start(sending("vendorhook:generic?secret=" + SECRET + "&url=" + receiver.url("/hook")));
                Exchange exchange = send(server, "direct:send");

                assertThat(exchange.getException()).isInstanceOf(RetryableDeliveryException.class);
                assertThat(exchange.getException()).hasMessageNotContaining(SECRET);
                assertThat(exchange.getProperties().toString()).doesNotContain(SECRET);
                assertThat(exchange.getMessage().getHeaders().toString()).doesNotContain(SECRET);
                assertThat(server.context().getEndpoints())
                        .filteredOn(VendorhookEndpoint.class::isInstance)
                        .singleElement()
                        .asString()
                        .isEqualTo("vendorhook:generic");
                assertThat(managedBeans(server.context()))
                        .contains("vendorhook://generic")
                        .doesNotContain(SECRET);
            } finally {
                root.setLevel(Level.INFO);
                ours.setLevel(null);
            }
            assertThat(log.everything()).contains("vendorhook://generic").doesNotContain(SECRET);
        }
    }

    @Test
    void keepsASecretFromThePropertiesOutOfTheDumpOfARoute() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().getPropertiesComponent().addInitialProperty("generic.secret", SECRET);
            server.start(sending("vendorhook:generic?secret={{generic.secret}}&url=http://localhost/"));
            MBeanServer beans = server.context()
                    .getManagementStrategy()
                    .getManagementAgent()
                    .getMBeanServer();
            ObjectName route = beans.queryNames(
                            new ObjectName("org.apache.camel:context="
                                    + server.context().getManagementName() + ",type=routes,*"),
                            null)
                    .iterator()
                    .next();

            assertThat(beans.invoke(route, "dumpRouteAsXml", null, null).toString())
                    .contains("secret={{generic.secret}}")
                    .doesNotContain(SECRET);
        }
    }

    /** The names and all readable attributes of what a context shows over JMX. */
    private static String managedBeans(CamelContext context) throws Exception {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        StringBuilder text = new StringBuilder();
        for (ObjectName name : server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"), null)) {
            text.append(name).append('\n');
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                server.getAttributes(name, new String[] {attribute.getName()})
                        .forEach(value -> text.append(value).append('\n'));
            }
        }
        return text.toString();
    }

    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vendorhook-client"))
                .collect(Collectors.toSet());
    }

    private static Exchange send(WebhookServer server, String uri) {
        return send(server, uri, 0, 0);
    }

    private static Exchange send(WebhookServer server, String uri, int number, int timeout) {
        return server.context().createProducerTemplate().send(uri, exchange -> {
            exchange.getMessage().setBody(JSON);
            exchange.getMessage().setHeader("number", number);
            exchange.getMessage().setHeader("timeout", timeout);
        });
    }

    private LoggedRequest received() {
        return receiver.findAll(postRequestedFor(urlEqualTo("/hook"))).get(0);
    }

    private static RouteBuilder sending(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to(uri);
            }
        };
    }

    // ---- what is kept secret

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
