package dev.vendorhooks.examples.durable;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.examples.durable.Outbox.Row;
import dev.vendorhooks.examples.durable.Receiver.Answer;
import dev.vendorhooks.examples.durable.Receiver.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills the sender with signal 9. */
class CrashTest {

    private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int EVENTS = 300;
    private static final int KILLS = 3;
    private static final String[] UNDER_LOAD = {
        "outbox.delays=300ms,300ms,300ms,300ms,300ms,300ms", "outbox.lease=3 seconds"
    };

    private final Outbox outbox = new Outbox();
    private final List<SenderProcess> senders = new ArrayList<>();
    private Receiver receiver;
    private volatile SenderProcess current;

    @BeforeEach
    void prepare() throws Exception {
        receiver = new Receiver();
        Awaitility.setDefaultTimeout(LONGEST);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        Awaitility.reset();
        senders.forEach(SenderProcess::close);
        receiver.close();
    }

    @Test
    void keepsTheScheduleOverKillAndRestart() throws Exception {
        Map<String, Long> arrivals = new ConcurrentHashMap<>();
        receiver.answer(request -> {
            if (request.number() == 2) {
                arrivals.put(request.id(), outbox.now());
            }
            boolean available =
                    request.body().contains("m-") || request.body().contains("late") && request.number() > 1;
            return available ? Answer.OK : Answer.UNAVAILABLE;
        });
        SenderProcess killed = start("outbox.delays=1h,2h");
        for (int i = 1; i <= 5; i++) {
            assertThat(Glossi.post(killed.port(), "m-" + i)).isEqualTo(200);
            assertThat(Glossi.post(killed.port(), "late-" + i)).isEqualTo(200);
            assertThat(Glossi.post(killed.port(), "never-" + i)).isEqualTo(200);
        }
        await().until(() -> outbox.ids("delivered").size() == 5
                && outbox.rows().stream().filter(row -> row.lastError() != null).count() == 10);
        List<Row> before = outbox.rows();

        kill(killed);
        SenderProcess restarted = start("outbox.delays=1h,2h");
        assertThat(Glossi.post(restarted.port(), "m-6")).isEqualTo(200);
        await().until(() -> outbox.ids("delivered").size() == 6);

        assertThat(outbox.rows()).startsWith(before.toArray(Row[]::new));
        assertThat(receiver.requests()).extracting(Request::number).containsOnly(1);

        Map<String, Long> due = outbox.letTimePass();
        await().until(() -> outbox.ids("delivered").size() == 11
                && outbox.rows().stream()
                        .noneMatch(row -> row.state().equals("pending") && row.nextAttemptAt() < outbox.now() + HOUR));

        assertThat(arrivals).hasSize(10).allSatisfy((id, time) -> assertThat(time)
                .isGreaterThanOrEqualTo(due.get(id)));
        assertThat(outbox.rows())
                .filteredOn(row -> row.body().contains("never"))
                .allSatisfy(row -> {
                    assertThat(row.attempts()).isEqualTo(2);
                    assertThat(row.nextAttemptAt())
                            .isBetween(arrivals.get(row.id()) + 2 * HOUR, outbox.now() + 2 * HOUR);
                });
        assertThat(outbox.rows()).filteredOn(row -> row.body().contains("late")).allSatisfy(row -> {
            assertThat(row.attempts()).isEqualTo(2);
            assertThat(row.state()).isEqualTo("delivered");
        });
        assertThat(receiver.accepted()).extracting(Request::id).hasSize(11).doesNotHaveDuplicates();
    }

    @Test
    void repeatsUnderItsIdWhatWasUnderWayWhenKilled() throws Exception {
        CountDownLatch killing = new CountDownLatch(1);
        receiver.answer(request -> {
            killing.await();
            return Answer.OK;
        });
        SenderProcess killed = start("outbox.lease=2 seconds");
        assertThat(Glossi.post(killed.port(), "m-1")).isEqualTo(200);
        await().until(() -> receiver.requests().size() == 1);

        kill(killed);
        killing.countDown();
        Row before = outbox.row();
        start("outbox.lease=2 seconds");

        await().untilAsserted(() ->
                assertThat(outbox.row()).matches(row -> row.state().equals("delivered")));
        assertThat(before.state()).isEqualTo("pending");
        assertThat(outbox.row().attempts()).isEqualTo(2);
        assertThat(receiver.requests()).extracting(Request::id).containsExactly(before.id(), before.id());
    }

    @Test
    void twoSendersSendEachDeliveryOnce() throws Exception {
        SenderProcess one = start("outbox.concurrency=10");
        SenderProcess other = start("outbox.concurrency=10");
        one.port();
        other.port();

        outbox.execute("insert into outbox (body) select convert_to('{\"n\":' || n || '}', 'UTF8')"
                + " from generate_series(1, 500) n");

        await().until(() -> outbox.ids("delivered").size() == 500);
        assertThat(receiver.requests()).extracting(Request::id).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void losesNothingAndRepeatsOnlyWhatWasNotRecordedWhenKilledUnderLoad() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        receiver.answer(
                request -> request.number() == 1 && request.id().hashCode() % 3 == 0 ? Answer.UNAVAILABLE : Answer.OK);
        List<Death> deaths = new ArrayList<>();
        current = start(UNDER_LOAD);
        ExecutorService vendor = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> posted = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                String modelId = "m-" + i;
                posted.add(vendor.submit(() -> postUntilAccepted(modelId)));
            }
            for (int i = 0; i < KILLS; i++) {
                int target = receiver.requests().size() + 1 + random.nextInt(EVENTS / KILLS);
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> receiver.requests().size() >= target);
                runAsync(current::kill, delayedExecutor(random.nextInt(20_000), TimeUnit.MICROSECONDS))
                        .join();
                kill(current);
                deaths.add(new Death(
                        outbox.ids("delivered"),
                        outbox.ids("pending"),
                        receiver.requests().size()));
                current = start(UNDER_LOAD);
            }
            for (Future<?> future : posted) {
                future.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            vendor.shutdownNow();
        }
        await().until(() -> outbox.ids("pending").isEmpty());

        assertThat(outbox.rows())
                .as("seed %d", seed)
                .hasSize(EVENTS)
                .extracting(Row::state)
                .containsOnly("delivered");
        List<String> accepted = receiver.accepted().stream().map(Request::id).toList();
        assertThat(accepted).containsAll(outbox.ids("delivered"));
        for (Death death : deaths) {
            assertThat(receiver.requests().stream()
                            .skip(death.requests())
                            .map(Request::id)
                            .filter(death.delivered()::contains))
                    .as("sent after its success was recorded, seed %d", seed)
                    .isEmpty();
        }
        assertThat(outbox.ids("delivered")).as("seed %d", seed).allSatisfy(id -> assertThat(
                        Collections.frequency(accepted, id))
                .isLessThanOrEqualTo(1
                        + (int) deaths.stream()
                                .filter(death -> death.pending().contains(id))
                                .count()));
        LOG.info("Of {} deliveries, {} were accepted once more, seed {}", EVENTS, accepted.size() - EVENTS, seed);
    }

    /** What the table said when a sender was dead, and how many requests had come by then. */
    private record Death(Set<String> delivered, Set<String> pending, int requests) {}

    /** As the vendor does, which delivers again what is not answered 200. */
    private void postUntilAccepted(String modelId) {
        await().ignoreExceptions().until(() -> Glossi.post(current.port(), modelId) == 200);
    }

    private SenderProcess start(String... properties) throws IOException {
        SenderProcess sender = SenderProcess.start(receiver, properties);
        senders.add(sender);
        return sender;
    }

    /** Kills it and waits until the database has done what it was still asked to do. */
    private void kill(SenderProcess sender) {
        sender.close();
        await().until(() -> outbox.connections() == 0);
    }
}
