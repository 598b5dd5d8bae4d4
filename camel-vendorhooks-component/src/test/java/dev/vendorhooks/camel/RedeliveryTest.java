package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.send.RetryableDeliveryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deliveries that fail, redelivered by Camel's error handler in virtual time. */
class RedeliveryTest {

    private static final String JSON = "{\"id\":\"evt_1\",\"name\":\"Zoë\"}";
    private static final String DEAD = "dead";

    @RegisterExtension
    private final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final VirtualTime time = new VirtualTime();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<Exchange> deadLetters = new CopyOnWriteArrayList<>();

    @BeforeEach
    void tellVirtualTime() {
        context.getCamelContextExtension().addContextPlugin(ScheduledExecutorService.class, time);
        context.getComponent("vendorhook", VendorhookComponent.class).setClock(time.clock());
    }

    @AfterEach
    void stop() {
        context.stop();
        time.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "vendorhook-glossi, 1m 5m 30m",
        "vendorhook-makini, 30s 1m 2m 4m 8m 16m 32m 64m 128m 256m 512m",
        "vendorhook-generic, 30s 5m 30m 2h"
    })
    void waitsAsTheVendorDoesAndThenGivesUp(String policy, String delays) throws Exception {
        answer(status(503));
        start("generic", policy);

        send();

        assertThat(time.delays()).containsExactlyElementsOf(durations(delays));
        assertThat(deadLetters).hasSize(1);
        assertThat(requests()).hasSize(durations(delays).size() + 1);
    }

    @Test
    void waitsByTheStandardScheduleWithJitterThatOnlyLengthens() throws Exception {
        answer(status(503));
        start("kaedim", "vendorhook-standard");

        send();

        List<Duration> plain = durations("5s 5m 30m 2h 5h 10h 14h 20h 24h");
        assertThat(time.delays()).hasSameSizeAs(plain).isNotEqualTo(plain);
        for (int i = 0; i < plain.size(); i++) {
            assertThat(time.delays().get(i))
                    .isBetween(plain.get(i), plain.get(i).plus(plain.get(i).dividedBy(10)));
        }
    }

    @Test
    void keepsBytesAndIdAndSignsEachAttemptAnew() throws Exception {
        answer(status(503), status(500), ok());
        start("kaedim", "vendorhook-glossi");

        Exchange exchange = send();

        assertThat(exchange.getException()).isNull();
        assertThat(requests()).hasSize(3).allSatisfy(request -> assertThat(request.getBodyAsString())
                .isEqualTo(JSON));
        assertThat(requests().stream()
                        .map(request -> request.getHeader("Delivery-Id"))
                        .distinct())
                .containsExactly(exchange.getProperty(VendorhookConstants.DELIVERY_ID, String.class));
        long start = VirtualTime.START.getEpochSecond();
        assertThat(requests().stream().map(request -> request.getHeader("kaedim-signature")))
                .containsExactly(kaedim(start), kaedim(start + 60), kaedim(start + 360));
        assertThat(attempts(exchange))
                .extracting(Attempt::time, Attempt::outcome, Attempt::status, Attempt::error)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                VirtualTime.START, Outcome.RETRYABLE, 503, ErrorKind.STATUS),
                        org.assertj.core.groups.Tuple.tuple(
                                VirtualTime.START.plusSeconds(60), Outcome.RETRYABLE, 500, ErrorKind.STATUS),
                        org.assertj.core.groups.Tuple.tuple(
                                VirtualTime.START.plusSeconds(360), Outcome.DELIVERED, 200, null));
    }

    @Test
    void writesTheBodyOnceForAllAttempts() throws Exception {
        answer(status(503), status(503), ok());
        start("generic", "vendorhook-glossi");

        template(Map.of("written", new Written()));

        assertThat(requests()).extracting(LoggedRequest::getBodyAsString).containsOnly("{\"written\":{\"times\":1}}");
        assertThat(requests()).hasSize(3);
    }

    @Test
    void handsTheBytesTheIdAndTheAttemptsToTheDeadLetterChannel() throws Exception {
        answer(status(503));
        start("generic", "vendorhook-glossi");

        template(Map.of("id", "evt_1", "name", "Zoë"));

        Exchange dead = deadLetters.get(0);
        assertThat(dead.getMessage().getBody(byte[].class))
                .isEqualTo(requests().get(0).getBody());
        assertThat(dead.getProperty(VendorhookConstants.DELIVERY_ID))
                .isEqualTo(requests().get(0).getHeader("Delivery-Id"));
        assertThat(attempts(dead)).hasSize(4);
        assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(RetryableDeliveryException.class);
    }

    @Test
    void neverRedeliversWhatWouldOnlyFailAgain() throws Exception {
        answer(status(410));
        start("generic", "vendorhook-glossi");

        send();

        assertThat(time.delays()).isEmpty();
        assertThat(deadLetters.get(0).getProperty(Exchange.EXCEPTION_CAUGHT))
                .isInstanceOf(PermanentDeliveryException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // status, Retry-After, first delay
        "503, 120, 2m",
        "429, 600, 10m",
        "503, 10, 1m",
        "503, 86400, 1h",
        "503, 'Sun, 01 Mar 2026 12:30:00 GMT', 30m",
        "503, 'Sun, 01 Mar 2026 11:00:00 GMT', 1m",
        "503, soon, 1m",
        "500, 120, 1m"
    })
    void waitsForTheLongerOfRetryAfterAndItsOwnDelay(int status, String retryAfter, String delay) throws Exception {
        answer(status(status).withHeader("Retry-After", retryAfter), ok());
        start("generic", "vendorhook-glossi");

        send();

        assertThat(time.delays()).containsExactlyElementsOf(durations(delay));
    }

    @Test
    void waitsForItsOwnNextDelayAfterARetryAfter() throws Exception {
        answer(status(503).withHeader("Retry-After", "120"), status(503), ok());
        start("generic", "vendorhook-glossi");

        send();

        assertThat(time.delays()).containsExactlyElementsOf(durations("2m 5m"));
    }

    @Test
    void leavesTheDeadLetterChannelNoDelayThatAReceiverAskedFor() throws Exception {
        answer(status(503).withHeader("Retry-After", "120"));
        start("generic", "vendorhook-glossi");

        send();

        assertThat(deadLetters.get(0).getMessage().getHeaders()).doesNotContainKey(Exchange.REDELIVERY_DELAY);
    }

    @Test
    void movesAllThatWaitsToTheDeadLetterChannelWhenTheContextStops() throws Exception {
        int messages = 1_100; // Camel's own executor takes 1,000
        answer(status(503));
        start("generic", "vendorhook-glossi", "vendorhook-redelivery");
        AsyncProducer route = context.getEndpoint("direct:send").createAsyncProducer();
        route.start();

        for (int i = 0; i < messages; i++) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(JSON);
            route.process(exchange, doneSync -> {});
        }
        await().untilAsserted(() -> assertThat(requests()).hasSize(messages));
        context.stop();

        assertThat(requests()).hasSize(messages);
        assertThat(deadLetters).hasSize(messages).allSatisfy(dead -> {
            assertThat(dead.getMessage().getBody(String.class)).isEqualTo(JSON);
            assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(RetryableDeliveryException.class);
            assertThat(attempts(dead)).hasSize(1);
        });
    }

    private void start(String vendor, String policy) throws Exception {
        start(vendor, policy, null);
    }

    private void start(String vendor, String policy, String executor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:" + DEAD)
                        .redeliveryPolicyRef(policy)
                        .executorServiceRef(executor));
                from("direct:send")
                        .to("vendorhook:" + vendor + "?idHeader=Delivery-Id&secret=" + WebhookServer.SECRET + "&url="
                                + receiver.url("/hook"));
                from("direct:" + DEAD).errorHandler(noErrorHandler()).process(deadLetters::add);
            }
        });
        context.start();
    }

    /** Answers one response after the other, and the last one ever after. */
    private void answer(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            boolean last = i == answers.length - 1;
            receiver.stubFor(post("/hook")
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? STARTED : "answer " + i)
                    .willSetStateTo(last ? (i == 0 ? STARTED : "answer " + i) : "answer " + (i + 1))
                    .willReturn(answers[i]));
        }
    }

    private Exchange send() {
        return template(JSON);
    }

    private Exchange template(Object body) {
        return context.createProducerTemplate()
                .send("direct:send", exchange -> exchange.getMessage().setBody(body));
    }

    private List<LoggedRequest> requests() {
        return receiver.findAll(postRequestedFor(urlEqualTo("/hook")));
    }

    private static String kaedim(long time) {
        String signature = Signer.hex(WebhookServer.SECRET, Long.toString(time), JSON.getBytes(UTF_8));
        return "{\"t\":" + time + ",\"v1\":\"" + signature + "\"}";
    }

    @SuppressWarnings("unchecked")
    private static List<Attempt> attempts(Exchange exchange) {
        return exchange.getProperty(VendorhookConstants.ATTEMPTS, List.class);
    }

    private static List<Duration> durations(String texts) {
        return java.util.Arrays.stream(texts.split(" "))
                .map(text -> Duration.parse("PT" + text.toUpperCase()))
                .toList();
    }

    /** Reads otherwise each time it is written. */
    private static final class Written {

        private int times;

        @SuppressWarnings("unused") // Jackson writes it
        public int getTimes() {
            return ++times;
        }
    }
}
