package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.SimpleRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same producer and the redelivery beans in Camel Main, in YAML routes and behind Kamelets and Pipes. */
class SendingRuntimesTest {

    private static final String JSON = "{\"id\":\"evt_1\"}";
    private static final Duration GENERIC = Duration.ofSeconds(30);

    /** A policy of one's own, whose delay no schedule of ours has. */
    private static final String OWN_POLICY =
            """
            - beans:
                - name: %s
                  type: dev.vendorhooks.camel.VendorhookRedeliveryPolicy
                  properties:
                    maximumRedeliveries: 1
                    delayPattern: "1:7"
            """;

    @RegisterExtension
    private final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final VirtualTime time = new VirtualTime();
    private CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void failOnceThenSucceed() {
        receiver.stubFor(post("/hook").inScenario("retry").willReturn(ok()));
        receiver.stubFor(post("/hook")
                .inScenario("retry")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("failed once")
                .willReturn(status(503)));
    }

    @AfterEach
    void stop() {
        context.stop();
        time.shutdownNow();
    }

    @Test
    void redeliversInARouteAddedBeforeTheComponentExists() throws Exception {
        useVirtualTime();
        context.addRoutes(route("vendorhook-generic"));
        assertThat(context.hasComponent("vendorhook")).isNull();
        context.start();

        assertRedeliversAfter(GENERIC);
    }

    @Test
    void redeliversInARouteAddedWhileRunning() throws Exception {
        useVirtualTime();
        context.start();
        context.addRoutes(route("vendorhook-generic"));

        assertRedeliversAfter(GENERIC);
    }

    @Test
    void redeliversWhereTheRegistryIsOfTheApplication() throws Exception {
        context = new DefaultCamelContext(new SimpleRegistry());
        useVirtualTime();
        context.addRoutes(route("vendorhook-generic"));
        context.start();

        assertRedeliversAfter(GENERIC);
    }

    @ParameterizedTest
    @MethodSource
    void hasAFreshExecutorWhenTheContextIsStartedAgain(Registry registry) {
        context = new DefaultCamelContext(registry);
        context.start();
        assertThat(executor().isShutdown()).isFalse();
        ScheduledExecutorService first = executor();
        context.stop();
        assertThat(first.isShutdown()).isTrue();
        context.start();

        assertThat(executor().isShutdown()).isFalse();
    }

    static Stream<Registry> hasAFreshExecutorWhenTheContextIsStartedAgain() {
        return Stream.of(new DefaultRegistry(), new SimpleRegistry());
    }

    @Test
    void stopsAContextThatWasNeverStarted() throws Exception {
        try (LogCapture log = new LogCapture("org.apache.camel")) {
            context.stop();

            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void redeliversOnCamelMain() throws Exception {
        Main main = main();
        main.addInitialProperty("camel.component.vendorhook.url", receiver.url("/hook"));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("log:dead").redeliveryPolicyRef("vendorhook-generic"));
                from("direct:send").to("vendorhook:generic?secret={{generic.secret}}");
            }
        });
        start(main);

        assertRedeliversAfter(GENERIC);
    }

    @Test
    void redeliversByAPolicyFromThePropertiesOfCamelMain() throws Exception {
        Main main = main();
        main.addInitialProperty("camel.beans.own", "#class:" + VendorhookRedeliveryPolicy.class.getName());
        main.addInitialProperty("camel.beans.own.maximumRedeliveries", "1");
        main.addInitialProperty("camel.beans.own.delayPattern", "1:7");
        main.configure().addRoutesBuilder(route("own"));
        start(main);

        assertRedeliversAfter(Duration.ofMillis(7));
    }

    @Test
    void redeliversInAYamlRouteWithADeadLetterChannel() throws Exception {
        loadYaml(deadLetterChannel("vendorhook-generic") + yamlRoute());

        assertRedeliversAfter(GENERIC);
    }

    @Test
    void redeliversInAYamlRouteByAPolicyDeclaredThere() throws Exception {
        loadYaml(OWN_POLICY.formatted("own") + deadLetterChannel("own") + yamlRoute());

        assertRedeliversAfter(Duration.ofMillis(7));
    }

    @Test
    void waitsInTheExecutorThatAYamlRouteNames() throws Exception {
        loadYaml(OWN_POLICY.formatted("own") + deadLetterChannel("own")
                + "      executorServiceRef: vendorhook-redelivery\n" + yamlRoute());

        send();

        assertThat(requests()).hasSize(2);
        assertThat(time.delays()).isEmpty();
        await().untilAsserted(() -> assertThat(((ScheduledThreadPoolExecutor) executor()).getCompletedTaskCount())
                .isEqualTo(1));
    }

    @Test
    void redeliversInAYamlRouteWithOnException() throws Exception {
        loadYaml(
                """
                - onException:
                    exception:
                      - dev.vendorhooks.send.RetryableDeliveryException
                    redeliveryPolicyRef: vendorhook-generic
                    handled:
                      constant: "true"
                    steps:
                      - to: log:dead
                """
                        + yamlRoute());

        assertRedeliversAfter(GENERIC);
    }

    @Test
    void sendsBehindAKamelet() throws Exception {
        loadYaml(
                """
                - routeTemplate:
                    id: generic-sink
                    parameters:
                      - name: secret
                      - name: url
                    from:
                      uri: kamelet:source
                      steps:
                        - to:
                            uri: vendorhook:generic
                            parameters:
                              secret: "{{secret}}"
                              url: "{{url}}"
                - errorHandler:
                    deadLetterChannel:
                      deadLetterUri: log:dead
                      redeliveryPolicyRef: vendorhook-generic
                - route:
                    from:
                      uri: direct:send
                      steps:
                        - to:
                            uri: kamelet:generic-sink
                            parameters:
                              secret: "%s"
                              url: "%s"
                """
                        .formatted(SECRET, receiver.url("/hook")));

        assertRedeliversAfter(GENERIC);
    }

    @Test
    void sendsFromAPipe() throws Exception {
        loadYaml(
                """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: direct-to-generic
                spec:
                  source:
                    uri: direct:send
                  sink:
                    uri: vendorhook:generic
                    properties:
                      secret: "%s"
                      url: "%s"
                  errorHandler:
                    sink:
                      endpoint:
                        uri: log:dead
                      parameters:
                        redeliveryPolicyRef: vendorhook-generic
                """
                        .formatted(SECRET, receiver.url("/hook")));

        assertRedeliversAfter(GENERIC);
    }

    @Test
    void prefersABeanOfTheApplicationBoundBeforeTheStart() throws Exception {
        useVirtualTime();
        context.getRegistry().bind("vendorhook-generic", own());
        context.addRoutes(route("vendorhook-generic"));
        context.start();

        assertRedeliversAfter(Duration.ofMillis(7));
    }

    @Test
    void prefersABeanOfTheApplicationBoundWhileRunning() throws Exception {
        useVirtualTime();
        context.start();
        context.getRegistry().bind("vendorhook-generic", own());
        context.addRoutes(route("vendorhook-generic"));

        assertRedeliversAfter(Duration.ofMillis(7));
    }

    @Test
    void prefersAnExecutorOfTheApplicationBoundWhileRunning() {
        context.start();
        context.getRegistry().bind("vendorhook-redelivery", time);

        assertThat(executor()).isSameAs(time);
    }

    @Test
    void prefersABeanOfTheApplicationDeclaredInYaml() throws Exception {
        loadYaml(OWN_POLICY.formatted("vendorhook-generic") + deadLetterChannel("vendorhook-generic") + yamlRoute());

        assertRedeliversAfter(Duration.ofMillis(7));
    }

    @Test
    void prefersABeanOfTheApplicationBoundToCamelMain() throws Exception {
        Main main = main();
        main.bind("vendorhook-generic", own());
        main.configure().addRoutesBuilder(route("vendorhook-generic"));
        start(main);

        assertRedeliversAfter(Duration.ofMillis(7));
    }

    @Test
    void leavesTheApplicationsBeansTheOnlyOnesOfTheirTypes() {
        RedeliveryPolicy policy = new RedeliveryPolicy();
        context.getRegistry().bind("policy", policy);
        context.getRegistry().bind("scheduler", time);
        context.start();

        assertThat(context.getRegistry().findSingleByType(RedeliveryPolicy.class))
                .isSameAs(policy);
        assertThat(context.getRegistry().findSingleByType(ScheduledExecutorService.class))
                .isSameAs(time);
        assertThat(context.getRegistry().findByType(Executor.class)).containsExactly(time);
        assertThat(context.getRegistry().findByTypeWithName(RedeliveryPolicy.class))
                .containsOnlyKeys("policy");
    }

    private void useVirtualTime() {
        context.getCamelContextExtension().addContextPlugin(ScheduledExecutorService.class, time);
    }

    private ScheduledExecutorService executor() {
        return context.getRegistry().lookupByNameAndType("vendorhook-redelivery", ScheduledExecutorService.class);
    }

    private static RedeliveryPolicy own() {
        RedeliveryPolicy policy = new VendorhookRedeliveryPolicy();
        policy.setMaximumRedeliveries(1);
        policy.setDelayPattern("1:7");
        return policy;
    }

    private RoutesBuilder route(String policy) {
        return route(policy, null);
    }

    private RoutesBuilder route(String policy, String executor) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("log:dead")
                        .redeliveryPolicyRef(policy)
                        .executorServiceRef(executor));
                from("direct:send").to("vendorhook:generic?secret=" + SECRET + "&url=" + receiver.url("/hook"));
            }
        };
    }

    private static String deadLetterChannel(String policy) {
        return """
                - errorHandler:
                    deadLetterChannel:
                      deadLetterUri: log:dead
                      redeliveryPolicyRef: %s
                """
                .formatted(policy);
    }

    private String yamlRoute() {
        return """
                - route:
                    from:
                      uri: direct:send
                      steps:
                        - to:
                            uri: vendorhook:generic
                            parameters:
                              secret: "%s"
                              url: "%s"
                """
                .formatted(SECRET, receiver.url("/hook"));
    }

    private void loadYaml(String yaml) throws Exception {
        useVirtualTime();
        Resource resource = ResourceHelper.fromString("routes.yaml", yaml);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        context.start();
    }

    private static Main main() {
        Main main = new Main();
        main.addInitialProperty("generic.secret", SECRET);
        return main;
    }

    private void start(Main main) throws Exception {
        main.init();
        context = main.getCamelContext();
        useVirtualTime();
        main.start();
    }

    private void assertRedeliversAfter(Duration delay) {
        send();

        assertThat(time.delays()).containsExactly(delay);
        assertThat(requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.getBodyAsString()).isEqualTo(JSON);
            assertThat(request.getHeader("X-Webhook-Signature"))
                    .isEqualTo(Signer.hex(SECRET, "", JSON.getBytes(UTF_8)));
        });
    }

    private void send() {
        Exchange sent = context.createProducerTemplate()
                .send("direct:send", exchange -> exchange.getMessage().setBody(JSON));
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(VendorhookConstants.RESPONSE_STATUS))
                .isEqualTo(200);
    }

    private List<LoggedRequest> requests() {
        return receiver.findAll(postRequestedFor(urlEqualTo("/hook")));
    }
}
