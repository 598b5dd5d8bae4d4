package dev.vendorhooks.examples.docs;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.examples.quickstart.Signer;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.send.RetryableDeliveryException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs each route for sending that a document shows against a receiver on this machine, in virtual time. */
class DocumentedSendingTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path FILES = Documents.ROOT.resolve("examples/quickstart/src/test/resources/sending");
    private static final Path THIS =
            Documents.ROOT.resolve("examples/quickstart/src/test/java/dev/vendorhooks/examples/docs/"
                    + DocumentedSendingTest.class.getSimpleName() + ".java");
    private static final String USER = "{\"id\":\"evt_1\",\"type\":\"user.created\",\"data\":{\"name\":\"Zoë\"}}";

    @RegisterExtension
    private final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final VirtualTime time = new VirtualTime();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Exchange> deadLetters = new CopyOnWriteArrayList<>();
    private final List<Exchange> disabled = new CopyOnWriteArrayList<>();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private VertxPlatformHttpServer server;

    @TempDir
    private Path dataDirectory;

    @BeforeEach
    void prepareContext() throws Exception {
        Properties properties = new Properties();
        properties.put("partner.url", receiver.url("/hook"));
        properties.put("partner.secret", "test");
        properties.put("customer.secret", "test");
        properties.put("customer.hosts", "127.0.0.1:*,localhost:*");
        properties.put("glossi.secret", "test");
        properties.put("data.directory", dataDirectory.toString());
        context.getRegistry().bind("vendorhook-redelivery", ScheduledExecutorService.class, time);
        server = DocumentedContext.prepare(context, properties, logged);
    }

    @AfterEach
    void stop() {
        context.stop();
        time.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SendRoutes", "send.yaml", "readme.yaml"})
    void deliversAgainAfterTheFirstDelayOfTheSchedule(String routes) throws Exception {
        answer(status(503), ok());
        start(routes);

        Exchange exchange = send("direct:user-created", Map.of("id", "evt_1"));

        assertThat(exchange.getException()).isNull();
        assertThat(time.delays()).containsExactly(Duration.ofSeconds(30));
        assertThat(requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.getBodyAsString()).isEqualTo("{\"id\":\"evt_1\"}");
            assertThat(request.getHeader("X-Webhook-Signature")).isEqualTo(Signer.hex("test", "{\"id\":\"evt_1\"}"));
        });
        assertThat(deadLetters).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OutcomeRoutes", "outcomes.yaml"})
    void tellsWhatMayPassFromWhatDoesNot(String routes) throws Exception {
        answer(status(410), status(503));
        start(routes);

        send("direct:user-created", USER);
        assertThat(time.delays()).isEmpty();
        assertThat(disabled).hasSize(1);
        assertThat(caught(disabled.get(0))).isInstanceOf(PermanentDeliveryException.class);

        send("direct:user-created", USER);
        assertThat(time.delays())
                .containsExactly(
                        Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2));
        assertThat(deadLetters).hasSize(1);
        assertThat(caught(deadLetters.get(0))).isInstanceOf(RetryableDeliveryException.class);
        assertThat(disabled).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PatientRoutes", "own-policy.yaml"})
    void waitsAsAPolicyOfItsOwnSays(String routes) throws Exception {
        answer(status(503));
        start(routes);

        send("direct:user-created", USER);

        List<Duration> delays = time.delays();
        assertThat(delays).hasSize(3);
        assertThat(delays.get(0)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
        assertThat(delays.get(1)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(72));
        assertThat(delays.get(2)).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(720));
        assertThat(delays.stream().map(Duration::toMillis)).isNotEqualTo(List.of(10_000L, 60_000L, 600_000L));
        assertThat(deadLetters).hasSize(1);
    }

    @Test
    void policyOfCamelTakesRetryAfterEvenWhenItIsShorter() throws Exception {
        RedeliveryPolicy camels = new RedeliveryPolicy();
        camels.setRedeliveryDelay(60_000);
        camels.setMaximumRedeliveries(1);
        camels.setAsyncDelayedRedelivery(true);
        context.getRegistry().bind("patient", RedeliveryPolicy.class, camels);
        answer(status(503).withHeader("Retry-After", "10"), ok());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:dead-letters")
                        .redeliveryPolicyRef("patient")
                        .executorServiceRef("vendorhook-redelivery"));
                from("direct:user-created").to("vendorhook:generic?url={{partner.url}}&secret={{partner.secret}}");
            }
        });
        start();

        send("direct:user-created", USER);

        assertThat(time.delays()).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void logsTheAnswerAndSendsTheIdInAHeader() throws Exception {
        answer(ok().withHeader("X-Request-Id", "r-1").withHeader("X-Other", "o"));
        start("answer.yaml");

        context.createProducerTemplate().sendBodyAndHeader("direct:order-paid", USER, "orderNumber", "4711");

        assertThat(requests().get(0).getHeader("X-Delivery-Id")).isEqualTo("order-4711");
        assertThat(logged).containsExactly("order-4711: 200 r-1");
    }

    @Test
    void takesAUrlWithAQueryAsItIsInRaw() throws Exception {
        answer(ok());
        context.getPropertiesComponent().addOverrideProperty("partner.url", receiver.url("/hook?a=1%202&b=+"));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:user-created").to("vendorhook:generic?url=RAW({{partner.url}})&secret={{partner.secret}}");
            }
        });
        start();

        send("direct:user-created", USER);

        assertThat(requests()).extracting(LoggedRequest::getUrl).containsExactly("/hook?a=1%202&b=+");
    }

    @Test
    void sendsToAllowedPublicHostsOnly() throws Exception {
        answer(ok());
        start("dynamic-url.yaml");

        assertThat(refusal("http://elsewhere.example/hook"))
                .endsWith("the header CamelVendorhookUrl names a host that is not in allowedUrls");
        assertThat(refusal(receiver.url("/hook").replace("localhost", "127.0.0.1")))
                .endsWith("127.0.0.1 has an address that is not public: loopback");
        assertThat(requests()).isEmpty();
    }

    @Test
    void sendsToAllowedPrivateHostsWhereThatIsLifted() throws Exception {
        answer(ok());
        component().getConfiguration().setAllowPrivateTargets(true);
        start("dynamic-url.yaml");

        context.createProducerTemplate()
                .sendBodyAndHeader("direct:customer-event", USER, "customerUrl", receiver.url("/of-customer"));

        assertThat(requests()).extracting(LoggedRequest::getUrl).containsExactly("/of-customer");
    }

    @Test
    void listsDeliveriesAsThePageOfTheGenericVendorDoes() throws Exception {
        answer(ok(), status(500));
        start("delivery-log.yaml");

        Exchange delivered = send("direct:user-created", USER);
        Exchange failed = send("direct:user-created", USER.replace("evt_1", "evt_2"));
        HttpResponse<String> listing = CLIENT.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.getPort() + "/v1/webhooks/main/deliveries"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(listing.headers().firstValue("Content-Type")).hasValue("application/json");
        var deliveries = new ObjectMapper().readTree(listing.body()).get("deliveries");
        assertThat(deliveries).hasSize(2);
        assertThat(deliveries.get(0).toString())
                .isEqualTo("{\"id\":\"" + id(failed)
                        + "\",\"event_id\":\"evt_2\",\"status\":\"failed\",\"status_code\":500,\"attempts\":1,"
                        + "\"error\":\"" + failed.getException().getMessage() + "\"}");
        assertThat(deliveries.get(1).toString())
                .matches("\\{\"id\":\"" + id(delivered)
                        + "\",\"event_id\":\"evt_1\",\"status\":\"success\",\"status_code\":200,\"attempts\":1,"
                        + "\"delivered_at\":\"[0-9TZ:.-]+\"}");
    }

    @Test
    void keepsDeadLettersAsFilesAndSendsThemAgainUnderTheirId() throws Exception {
        answer(status(410), ok());
        component().getConfiguration().setIdHeader("X-Delivery-Id");
        load("dead-letters.yaml");
        start("send.yaml");

        send("direct:user-created", USER);
        String id = requests().get(0).getHeader("X-Delivery-Id");
        Path letter = dataDirectory.resolve("dead-letters/" + id + ".json");
        assertThat(letter).hasContent(USER);
        assertThat(logged.get(0)).startsWith(id + " failed 1 times: vendorhook:generic: delivery " + id + " to ");

        Files.move(letter, dataDirectory.resolve("send-again/" + id + ".json"));
        await().untilAsserted(() -> assertThat(requests()).hasSize(2));
        assertThat(requests()).allSatisfy(request -> {
            assertThat(request.getHeader("X-Delivery-Id")).isEqualTo(id);
            assertThat(request.getBodyAsString()).isEqualTo(USER);
        });
    }

    @Test
    void opensTheCircuitAfterFailuresAndKeepsTheMessages() throws Exception {
        answer(status(503));
        start("circuit-breaker.yaml");

        for (int i = 0; i < 3; i++) {
            send("direct:user-created", USER);
        }

        // five attempts each of two messages, none of the third
        assertThat(requests()).hasSize(10);
        assertThat(requests().stream()
                        .map(request -> request.getHeader("X-Delivery-Id"))
                        .distinct())
                .hasSize(2);
        assertThat(time.delays()).hasSize(12);
        assertThat(deadLetters).hasSize(3).allSatisfy(letter -> assertThat(
                        letter.getMessage().getBody(String.class))
                .isEqualTo(USER));
        assertThat(deadLetters.get(1).getException(RetryableDeliveryException.class))
                .isNull();
        assertThat(caught(deadLetters.get(1))).hasRootCauseInstanceOf(RetryableDeliveryException.class);
        assertThat(caught(deadLetters.get(2))).isInstanceOf(CallNotPermittedException.class);
    }

    @Test
    void circuitDoesNotRedeliverWhatIsPermanent() throws Exception {
        answer(status(410));
        start("circuit-breaker.yaml");

        send("direct:user-created", USER);

        assertThat(time.delays()).isEmpty();
        assertThat(requests()).hasSize(1);
        assertThat(deadLetters).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottledRoutes", "throttle.yaml"})
    void holdsTheRateOfEachHost(String routes) throws Exception {
        answer(ok());
        component().getConfiguration().setAllowPrivateTargets(true);
        ThrottleThreads threads = new ThrottleThreads();
        context.getExecutorServiceManager().setThreadPoolFactory(threads);
        // one message still waits then
        context.getShutdownStrategy().setTimeout(1);
        start(routes);

        String one = receiver.url("/one").replace("localhost", "127.0.0.1");
        String other = receiver.url("/other").replace("127.0.0.1", "localhost");
        for (int i = 0; i < 11; i++) {
            context.createProducerTemplate().asyncSend("direct:customer-event", userTo(one));
        }
        await().untilAsserted(() -> assertThat(threads.waiting).hasSize(1));
        context.createProducerTemplate().send("direct:customer-event", userTo(other));

        assertThat(requests().stream().filter(request -> request.getUrl().equals("/one")))
                .hasSize(10);
        assertThat(requests().stream().filter(request -> request.getUrl().equals("/other")))
                .hasSize(1);
        assertThat(threads.waiting.get(0)).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    @Test
    void leavesRedeliveryToTheVendorWhoseEventItIs() throws Exception {
        answer(status(503), ok());
        start("vendor-redelivers.yaml");
        String event = "{\"event\":\"model.processed\",\"timestamp\":\"2026-01-15T10:30:00.000Z\","
                + "\"data\":{\"modelId\":\"m-1\"}}";
        HttpRequest delivery = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getPort() + "/webhooks/glossi"))
                .header("Content-Type", "application/json")
                .header("X-Glossi-Signature", Signer.hex("test", event))
                .POST(BodyPublishers.ofString(event))
                .build();

        assertThat(CLIENT.send(delivery, BodyHandlers.discarding()).statusCode())
                .isEqualTo(500);
        assertThat(CLIENT.send(delivery, BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);

        assertThat(requests()).hasSize(2);
    }

    @Test
    void runsEveryYamlFileOfTheDocuments() {
        String test = Documents.read(THIS);

        assertThat(Documents.files(FILES, ".yaml")).isNotEmpty().allSatisfy(file -> assertThat(test)
                .contains("\"" + file.getFileName() + "\""));
    }

    private void start(String routes) throws Exception {
        load(routes);
        start();
    }

    private void load(String routes) throws Exception {
        if (routes.endsWith(".yaml")) {
            String yaml = Files.readString(FILES.resolve(routes));
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(routes, yaml));
        } else {
            context.addRoutes((RoutesBuilder) Class.forName(getClass().getPackageName() + "." + routes)
                    .getDeclaredConstructor()
                    .newInstance());
        }
    }

    private void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (context.getRouteDefinition("dead-letters") == null) {
                    from("direct:dead-letters").errorHandler(noErrorHandler()).process(deadLetters::add);
                }
                from("direct:disable-webhook").process(disabled::add);
            }
        });
        context.start();
    }

    private Exchange send(String uri, Object body) {
        return context.createProducerTemplate()
                .send(uri, exchange -> exchange.getMessage().setBody(body));
    }

    private static Processor userTo(String url) {
        return exchange -> {
            exchange.getMessage().setBody(USER);
            exchange.getMessage().setHeader("CamelVendorhookUrl", url);
        };
    }

    private String refusal(String url) {
        Exchange exchange = context.createProducerTemplate().send("direct:customer-event", message -> {
            message.getMessage().setBody(USER);
            message.getMessage().setHeader("customerUrl", url);
        });
        PermanentDeliveryException refusal = exchange.getException(PermanentDeliveryException.class);
        assertThat(refusal.getKind()).isEqualTo(ErrorKind.REFUSED);
        return refusal.getMessage();
    }

    private VendorhookComponent component() {
        return context.getComponent("vendorhook", VendorhookComponent.class);
    }

    private static Throwable caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    private static String id(Exchange exchange) {
        return exchange.getProperty("CamelVendorhookDeliveryId", String.class);
    }

    /** Answers one response after the other, and the last one ever after. */
    private void answer(ResponseDefinitionBuilder... answers) {
        List<String> states = Stream.concat(
                        Stream.of(STARTED), Arrays.stream(answers).skip(1).map(Object::toString))
                .toList();
        for (int i = 0; i < answers.length; i++) {
            receiver.stubFor(any(anyUrl())
                    .inScenario("answers")
                    .whenScenarioStateIs(states.get(i))
                    .willSetStateTo(states.get(Math.min(i + 1, answers.length - 1)))
                    .willReturn(answers[i]));
        }
    }

    private List<LoggedRequest> requests() {
        return receiver.findAll(anyRequestedFor(anyUrl()));
    }

    /** Notes how long a throttle lets messages wait. */
    private final class ThrottleThreads extends DefaultThreadPoolFactory {

        private final List<Duration> waiting = new CopyOnWriteArrayList<>();

        @Override
        public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
            return new ScheduledThreadPoolExecutor(1, threads) {
                @Override
                public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
                    waiting.add(Duration.of(delay, unit.toChronoUnit()));
                    return super.schedule(task, delay, unit);
                }
            };
        }
    }
}
