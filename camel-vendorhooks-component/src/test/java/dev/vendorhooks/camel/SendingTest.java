package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.DeliveryLog;
import dev.vendorhooks.send.DeliveryRecord;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.MemoryDeliveryLog;
import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.vendor.generic.GenericEvent;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what the exchange says afterwards. */
class SendingTest {

    private static final String JSON = "{\"id\":\"evt_1\",\"type\":\"user.created\",\"data\":{\"name\":\"Zoë\"}}";
    private static final Instant NOW = Instant.parse("2026-01-15T12:30:00Z");

    @RegisterExtension
    private final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final CamelContext context = new DefaultCamelContext();
    private final MemoryDeliveryLog log = new MemoryDeliveryLog();

    @BeforeEach
    void startContext() {
        context.getRegistry().bind("log", log);
        context.start();
        receiver.stubFor(post("/hook").willReturn(ok()));
    }

    @AfterEach
    void stopContext() {
        context.stop();
    }

    @ParameterizedTest
    @MethodSource
    void sendsWhatABodyIsAsJson(Object body, String json) {
        Exchange exchange = send("", message -> message.getMessage().setBody(body));

        assertThat(exchange.getException()).isNull();
        LoggedRequest request = received();
        assertThat(request.getBodyAsString()).isEqualTo(json);
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("X-Webhook-Signature"))
                .isEqualTo(Signer.hex(WebhookServer.SECRET, "", request.getBody()));
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
    }

    static Stream<Object[]> sendsWhatABodyIsAsJson() throws Exception {
        return Stream.of(
                new Object[] {JSON, JSON},
                new Object[] {JSON.getBytes(UTF_8), JSON},
                new Object[] {new ByteArrayInputStream(JSON.getBytes(UTF_8)), JSON},
                new Object[] {new ObjectMapper().readTree(JSON), JSON},
                new Object[] {Map.of("id", "evt_1"), "{\"id\":\"evt_1\"}"},
                new Object[] {" { \"a\" : 1.0 } \n", " { \"a\" : 1.0 } \n"});
    }

    @Test
    void leavesACachedStreamReadable() throws Exception {
        InputStreamCache stream = new InputStreamCache(JSON.getBytes(UTF_8));

        send("", message -> message.getMessage().setBody(stream));

        assertThat(received().getBodyAsString()).isEqualTo(JSON);
        assertThat(stream.readAllBytes()).isEqualTo(JSON.getBytes(UTF_8));
    }

    @Test
    void forwardsAReceivedEventByteForByteSignedAnew() throws Exception {
        byte[] body =
                "{ \"id\":\"evt_1\", \"type\" : \"user.created\",\n \"data\":{\"name\":\"Zo\\u00eb \\/ Zoë\",\"n\":1.50E+2} }\n"
                        .getBytes(UTF_8);
        List<Object> bodies = new CopyOnWriteArrayList<>();
        try (WebhookServer server = new WebhookServer()) {
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + WebhookServer.SECRET)
                            .to("vendorhook:generic?secret=another&url=" + receiver.url("/hook"))
                            .process(
                                    exchange -> bodies.add(exchange.getMessage().getBody()));
                }
            });

            assertThat(server.postSigned(body).statusCode()).isEqualTo(200);
        }

        assertThat(received().getBody()).isEqualTo(body);
        assertThat(received().getHeader("X-Webhook-Signature")).isEqualTo(Signer.hex("another", "", body));
        assertThat(bodies).singleElement().isInstanceOf(GenericEvent.UserCreated.class);
    }

    @Test
    void writesAnEventMadeInCode() {
        GenericEvent event = new GenericEvent.UserDeleted(
                "evt_1",
                "user.deleted",
                "2026-01-15T12:30:00Z",
                new GenericEvent.User("user_1", "Zoë", "zoe@example.com", "active"));

        Exchange exchange = send("", message -> message.getMessage().setBody(event));

        assertThat(received().getBodyAsString())
                .isEqualTo("{\"id\":\"evt_1\",\"type\":\"user.deleted\",\"created_at\":\"2026-01-15T12:30:00Z\","
                        + "\"data\":{\"id\":\"user_1\",\"name\":\"Zoë\",\"email\":\"zoe@example.com\","
                        + "\"status\":\"active\"}}");
        assertThat(exchange.getMessage().getBody()).isSameAs(event);
    }

    @Test
    void writesAnEventThatTookThePlaceOfTheReceivedOne() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + WebhookServer.SECRET)
                            .setBody(exchange -> new GenericEvent.UserDeleted("evt_2", "user.deleted", null, null))
                            .to("vendorhook:generic?secret=another&url=" + receiver.url("/hook"));
                }
            });

            server.postSigned(Bodies.userCreated("evt_1"));
        }

        assertThat(received().getBodyAsString()).contains("evt_2").doesNotContain("evt_1");
    }

    // ---- the delivery's id

    @Test
    void takesTheIdFromTheHeaderAndSendsItUnderTheNameAskedFor() {
        Exchange exchange = send("&idHeader=X-Delivery", message -> {
            message.getMessage().setBody(JSON);
            message.getMessage().setHeader(VendorhookConstants.DELIVERY_ID, "order-17");
        });

        assertThat(received().getHeader("X-Delivery")).isEqualTo("order-17");
        assertThat(exchange.getProperty(VendorhookConstants.DELIVERY_ID)).isEqualTo("order-17");
    }

    @Test
    void makesAnIdWhereTheMessageHasNoneAndLeavesNoHeader() {
        Exchange exchange =
                send("&idHeader=X-Delivery", message -> message.getMessage().setBody(JSON));

        String id = exchange.getProperty(VendorhookConstants.DELIVERY_ID, String.class);
        assertThat(UUID.fromString(id)).hasToString(id);
        assertThat(received().getHeader("X-Delivery")).isEqualTo(id);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(VendorhookConstants.DELIVERY_ID);
    }

    @Test
    void sendsNoIdWhereNoneIsAskedFor() {
        Exchange exchange = send("", message -> message.getMessage().setBody(JSON));

        String id = exchange.getProperty(VendorhookConstants.DELIVERY_ID, String.class);
        assertThat(received().getHeaders().toString()).doesNotContain(id);
    }

    @Test
    void makesTheSecondStepOfARouteADeliveryOfItsOwn() throws Exception {
        receiver.stubFor(post("/second").willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        List<Exchange> between = new ArrayList<>();
        route(route -> route.to(endpoint("/hook") + "&idHeader=X-Delivery&headers=X-Trace")
                .process(exchange -> between.add(exchange.copy()))
                .to(endpoint("/second") + "&idHeader=X-Delivery"));

        Exchange exchange = context.createProducerTemplate()
                .send("direct:send", message -> message.getMessage().setBody(JSON));

        List<LoggedRequest> requests = requests();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).getHeader("X-Delivery"))
                .isNotEqualTo(requests.get(0).getHeader("X-Delivery"))
                .isEqualTo(exchange.getProperty(VendorhookConstants.DELIVERY_ID));
        assertThat(attempts(between.get(0))).extracting(Attempt::status).containsExactly(200);
        assertThat(between.get(0).getMessage().getHeaders())
                .containsEntry(VendorhookConstants.RESPONSE_STATUS, 200)
                .containsKeys(VendorhookConstants.RESPONSE_BODY, VendorhookConstants.RESPONSE_HEADERS);
        assertThat(attempts(exchange)).extracting(Attempt::error).containsExactly(ErrorKind.RESET);
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(
                        VendorhookConstants.RESPONSE_STATUS,
                        VendorhookConstants.RESPONSE_BODY,
                        VendorhookConstants.RESPONSE_HEADERS);
    }

    @Test
    void makesEachBranchOfAMulticastADeliveryOfItsOwn() throws Exception {
        receiver.stubFor(post("/second").willReturn(ok()));
        route(route -> route.multicast()
                .parallelProcessing()
                .to(endpoint("/hook") + "&idHeader=X-Delivery", endpoint("/second") + "&idHeader=X-Delivery"));

        assertThat(context.createProducerTemplate()
                        .send("direct:send", message -> message.getMessage().setBody(JSON))
                        .getException())
                .isNull();

        assertThat(requests()).extracting(LoggedRequest::getUrl).containsExactlyInAnyOrder("/hook", "/second");
        assertThat(requests()).extracting(LoggedRequest::getBodyAsString).containsOnly(JSON);
        assertThat(requests())
                .extracting(request -> request.getHeader("X-Delivery"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void makesEachPartOfAParallelSplitADeliveryOfItsOwn() throws Exception {
        int parts = 100;
        route(route -> route.split().body().parallelProcessing().to(endpoint("/hook") + "&idHeader=X-Delivery"));
        List<String> bodies = IntStream.range(0, parts)
                .mapToObj(part -> "{\"part\":" + part + "}")
                .toList();

        context.createProducerTemplate().sendBody("direct:send", bodies);

        assertThat(requests()).extracting(LoggedRequest::getBodyAsString).containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(requests())
                .extracting(request -> request.getHeader("X-Delivery"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", JSON})
    void tellsOfARefusedMessageNothingOfTheOneSentBefore(String second) throws Exception {
        String refusedUrl = second.equals(JSON) ? "http://h.example/" : null;
        route(route -> route.to(endpoint("/hook") + "&idHeader=X-Delivery")
                .setHeader(VendorhookConstants.URL, () -> refusedUrl)
                .setBody(exchange -> second)
                .to(endpoint("/second")));

        Exchange exchange = context.createProducerTemplate()
                .send("direct:send", message -> message.getMessage().setBody(JSON));

        assertThat(exchange.getException()).isInstanceOf(PermanentDeliveryException.class);
        assertThat(attempts(exchange)).isEmpty();
        assertThat(exchange.getProperty(VendorhookConstants.DELIVERY_ID, String.class))
                .isNotBlank()
                .isNotEqualTo(received().getHeader("X-Delivery"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":${exchangeProperty.CamelLoopIndex}}", "{\"n\":0}"})
    void makesEachTurnOfALoopADeliveryOfItsOwn(String body) throws Exception {
        route(route -> route.loop(3)
                .setBody()
                .simple(body)
                .to(endpoint("/hook") + "&idHeader=X-Delivery")
                .end());

        Exchange exchange = context.createProducerTemplate().send("direct:send", message -> {});

        assertThat(requests()).hasSize(3);
        assertThat(requests())
                .extracting(request -> request.getHeader("X-Delivery"))
                .doesNotHaveDuplicates();
        assertThat(attempts(exchange)).hasSize(1);
    }

    // ---- the delivery log

    @Test
    void logsADeliveryAsTheVendorsPageListsIt() throws Exception {
        context.getComponent("vendorhook", VendorhookComponent.class).setClock(Clock.fixed(NOW, ZoneOffset.UTC));

        send("&deliveryLog=#log", message -> {
            message.getMessage().setBody(JSON);
            message.getMessage().setHeader(VendorhookConstants.DELIVERY_ID, "del_123");
        });

        DeliveryRecord delivery = log.deliveries().get(0);
        assertThat(Instant.parse(delivery.deliveredAt())).isBetween(NOW, NOW.plusSeconds(60));
        assertThat(new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(delivery)))
                .isEqualTo(new ObjectMapper()
                        .readTree(
                                """
                                        {"id":"del_123","event_id":"evt_1","status":"success","status_code":200,
                                         "attempts":1,"delivered_at":"%s"}"""
                                        .formatted(delivery.deliveredAt())));
    }

    @Test
    void logsAFailureAfterEachAttemptUnderOneId() throws Exception {
        List<DeliveryRecord> heard = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("hearing", (DeliveryLog) heard::add);
        receiver.stubFor(post("/hook").willReturn(status(500)));
        redelivering("#hearing");

        context.createProducerTemplate().send("direct:send", message -> {
            message.getMessage().setBody(JSON);
            message.getMessage().setHeader(VendorhookConstants.DELIVERY_ID, "del_124");
        });

        assertThat(heard).extracting(DeliveryRecord::attempts).containsExactly(1, 2, 3);
        assertThat(new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(heard.get(2))))
                .isEqualTo(new ObjectMapper()
                        .readTree(
                                """
                                        {"id":"del_124","event_id":"evt_1","status":"failed","status_code":500,
                                         "attempts":3,"error":"vendorhook:generic: delivery del_124 to localhost:%d failed (status): the answer was 500"}"""
                                        .formatted(receiver.getPort())));
    }

    @Test
    void keepsOneRecordOfADeliveryThatSucceedsInTheEnd() throws Exception {
        receiver.stubFor(post("/hook")
                .inScenario("retry")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("failed once")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        receiver.stubFor(post("/hook")
                .inScenario("retry")
                .whenScenarioStateIs("failed once")
                .willReturn(ok()));
        redelivering("#log");

        context.createProducerTemplate()
                .send("direct:send", message -> message.getMessage().setBody(Map.of("a", 1)));

        assertThat(log.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.status()).isEqualTo("success");
            assertThat(delivery.statusCode()).isEqualTo(200);
            assertThat(delivery.attempts()).isEqualTo(2);
            assertThat(delivery.eventId()).isNull();
            assertThat(delivery.error()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(30)
    void deliversWhateverTheLogDoes(boolean error) {
        context.getRegistry().bind("broken", (DeliveryLog) delivery -> {
            if (error) {
                throw new NoClassDefFoundError("of/a/Driver");
            }
            throw new IllegalStateException("disk full");
        });
        try (LogCapture warnings = new LogCapture("dev.vendorhooks")) {
            Exchange exchange = send("&deliveryLog=#broken", message -> {
                message.getMessage().setBody(JSON);
                message.getMessage().setHeader(VendorhookConstants.DELIVERY_ID, "del_125");
            });

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(VendorhookConstants.RESPONSE_STATUS))
                    .isEqualTo(200);
            assertThat(warnings.warnings())
                    .containsExactly("vendorhook:generic: the delivery log failed on delivery del_125");
        }
    }

    // ---- Retry-After

    @ParameterizedTest
    @CsvSource({"60000, 60000", "0,"})
    void asksForNoLongerDelayThanMaxRetryAfter(String longest, Long delay) {
        receiver.stubFor(post("/hook").willReturn(status(503).withHeader("Retry-After", "120")));

        Exchange exchange = send(
                "&maxRetryAfter=" + longest, message -> message.getMessage().setBody(JSON));

        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(delay);
    }

    private void redelivering(String deliveryLog) throws Exception {
        route(route -> route.errorHandler(new DeadLetterChannelBuilder("log:dead")
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0))
                .to(endpoint("/hook") + "&deliveryLog=" + deliveryLog));
    }

    private void route(Consumer<RouteDefinition> steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from("direct:send"));
            }
        });
    }

    private String endpoint(String path) {
        return "vendorhook:generic?secret=" + WebhookServer.SECRET + "&url=" + receiver.url(path);
    }

    @SuppressWarnings("unchecked")
    private static List<Attempt> attempts(Exchange exchange) {
        return exchange.getProperty(VendorhookConstants.ATTEMPTS, List.class);
    }

    /** All requests, in the order they came. */
    private List<LoggedRequest> requests() {
        return receiver.findAll(RequestPatternBuilder.allRequests());
    }

    private Exchange send(String options, Consumer<Exchange> message) {
        return context.createProducerTemplate().send(endpoint("/hook") + options, exchange -> message.accept(exchange));
    }

    private LoggedRequest received() {
        List<LoggedRequest> requests = receiver.findAll(postRequestedFor(urlEqualTo("/hook")));
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }
}
