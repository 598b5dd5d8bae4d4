package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An event is delivered, and once more while the route works on it; then the route fails. The vendor delivers until it
 * is told 2xx, as vendors do, and regards the event as delivered from then on, whatever else is answered.
 */
class InFlightDuplicateTest {

    private static final byte[] EVENT = Bodies.userCreated("evt_1");

    private final CountDownLatch inRoute = new CountDownLatch(1);
    private final CountDownLatch duplicateAnswered = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger effects = new AtomicInteger();
    private final WebhookServer server;

    InFlightDuplicateTest() throws Exception {
        server = new WebhookServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The counter-example. It stores the event before the route, calls that a duplicate, and takes it out too late. */
    @Test
    void isLostByTheIdempotentConsumerOfCamelWithItsDefaults() throws Exception {
        server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:" + GENERIC)
                        .convertBodyTo(String.class)
                        .idempotentConsumer(body(), new MemoryIdempotentRepository())
                        .process(exchange -> failTheFirstTime(exchange));
            }
        });

        assertThat(deliverUntilTold2xx()).as("the duplicate, then the first").containsExactly(200, 500);
        assertThat(effects).as("the vendor is done, and nothing has happened").hasValue(0);
    }

    @Test
    void isDeliveredAgainToVendorhook() throws Exception {
        server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:generic?secret=" + SECRET).process(exchange -> failTheFirstTime(exchange));
            }
        });

        assertThat(deliverUntilTold2xx())
                .as("the duplicate, the first, and the next")
                .containsExactly(503, 500, 200);
        assertThat(effects).hasValue(1);
        assertThat(server.postSigned(EVENT).statusCode())
                .as("a duplicate by now")
                .isEqualTo(200);
        assertThat(effects).hasValue(1);
    }

    /** The same schedule for both. */
    private List<Integer> deliverUntilTold2xx() throws Exception {
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(this::post);
        assertThat(inRoute.await(1, TimeUnit.MINUTES)).isTrue();
        List<Integer> answers = new ArrayList<>(List.of(post()));
        duplicateAnswered.countDown();
        answers.add(first.get(1, TimeUnit.MINUTES));
        while (!answers.contains(200) && answers.size() < 5) {
            answers.add(post());
        }
        return answers;
    }

    private int post() {
        try {
            return server.postSigned(EVENT).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void failTheFirstTime(Exchange exchange) throws InterruptedException {
        if (runs.getAndIncrement() == 0) {
            inRoute.countDown();
            assertThat(duplicateAnswered.await(1, TimeUnit.MINUTES)).isTrue();
            throw new IllegalStateException("the route fails");
        }
        effects.incrementAndGet();
    }
}
