package dev.vendorhooks.examples.receiver;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the receiver SIGTERM, as whoever runs it does to stop it, while requests are under way and keep coming. */
class ShutdownTest {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownTest.class);
    private static final Duration LONGEST = Duration.ofSeconds(120);
    /** The exit status of what ends by SIGTERM: 128 and the number of the signal. */
    private static final int TERMINATED = 143;

    private static final String FIRST = "first";
    private static final int UNDER_WAY = 4;
    private static final int CALLERS = 4;

    /** The status that each event was answered, or what the vendor has in its place. */
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private Database database;
    private ReceiverProcess receiver;

    @AfterEach
    void stop() {
        callers.shutdownNow();
        receiver.close();
    }

    @Test
    void answersWhatIsUnderWayAndTurnsAwayWhatComesLater() throws Exception {
        int port = start("jdbc");
        try (Connection lock = database.lock()) {
            CompletableFuture<?> underWay = deliver(port, "under_way_", UNDER_WAY);
            await().atMost(LONGEST).untilAsserted(() -> assertThat(database.waiting())
                    .as("under way; answered so far: %s", answers)
                    .isEqualTo(UNDER_WAY));

            receiver.terminate();
            keepDelivering(port);
            await().atMost(LONGEST).until(() -> answers.containsValue(503));
            assertThat(underWay).isNotDone();
            lock.rollback();
        }

        assertThat(receiver.awaitEnd()).isEqualTo(TERMINATED);
        awaitCallers();
        assertThat(answers.entrySet())
                .filteredOn(answer -> answer.getKey().startsWith("under_way_"))
                .hasSize(UNDER_WAY)
                .allSatisfy(answer -> assertThat(answer.getValue()).isEqualTo(200));
        assertWrittenExactlyWhatWasAnswered();
    }

    @Test
    void cutsNothingOffUnderLoad() throws Exception {
        Random random = new Random();
        keepDelivering(start("jdbc"));
        await().atMost(LONGEST).until(() -> answers.size() > 50);

        runAsync(receiver::terminate, delayedExecutor(random.nextInt(200), TimeUnit.MILLISECONDS))
                .join();

        assertThat(receiver.awaitEnd()).isEqualTo(TERMINATED);
        awaitCallers();
        assertWrittenExactlyWhatWasAnswered();
    }

    @Test
    void writesWhatWasAcknowledgedBeforeItEnds() throws Exception {
        int port = start("received");
        try (Connection lock = database.lock()) {
            deliver(port, "acknowledged_", UNDER_WAY).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            assertThat(answers.values()).hasSize(UNDER_WAY).containsOnly(200);

            receiver.terminate();
            keepDelivering(port);
            await().atMost(LONGEST).until(() -> answers.containsValue(503));
            assertThat(database.rows()).containsOnlyKeys(FIRST);
            lock.rollback();
        }

        assertThat(receiver.awaitEnd()).isEqualTo(TERMINATED);
        awaitCallers();
        assertWrittenExactlyWhatWasAnswered();
    }

    /** Starts the receiver, and has it write one event: the first takes longest, and could be turned away for it. */
    private int start(String setting) throws Exception {
        database = new Database("shutdown_" + Long.toString(System.nanoTime(), Character.MAX_RADIX));
        receiver = ReceiverProcess.start(Map.of("SETTING", setting, "DATABASE_URL", database.url()));
        int port = receiver.awaitPort();
        await().atMost(LONGEST).until(() -> Vendor.post(port, FIRST) == 200);
        await().atMost(LONGEST).until(() -> database.rows().containsKey(FIRST));
        return port;
    }

    private CompletableFuture<?> deliver(int port, String prefix, int count) {
        return CompletableFuture.allOf(IntStream.range(0, count)
                .mapToObj(i -> runAsync(() -> answers.put(prefix + i, Vendor.post(port, prefix + i)), callers))
                .toArray(CompletableFuture[]::new));
    }

    /** Each caller delivers one event after the other, each once, until nobody listens. */
    private void keepDelivering(int port) {
        for (int caller = 0; caller < CALLERS; caller++) {
            String prefix = "caller_" + caller + "_";
            callers.execute(() -> {
                int status = 0;
                for (int i = 0; status != Vendor.UNREACHED; i++) {
                    status = Vendor.post(port, prefix + i);
                    answers.put(prefix + i, status);
                }
            });
        }
    }

    private void awaitCallers() throws InterruptedException {
        callers.shutdown();
        assertThat(callers.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** An event that is written and not answered was cut off; one that is answered and not written is lost. */
    private void assertWrittenExactlyWhatWasAnswered() {
        LOG.info("Answers: {}", answers.values().stream().collect(groupingBy(status -> status, counting())));
        assertThat(answers.values()).isSubsetOf(200, 503, Vendor.UNANSWERED, Vendor.UNREACHED);
        Map<String, Integer> rows = database.rows();
        assertThat(answers).allSatisfy((id, status) -> assertThat(rows.getOrDefault(id, 0))
                .as("rows of %s, answered %d", id, status)
                .isEqualTo(status == 200 ? 1 : 0));
    }
}
