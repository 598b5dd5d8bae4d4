package dev.vendorhooks.examples.receiver;

import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.examples.scaleout.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills the receiver with signal 9 while a vendor delivers; {@code -Pcrash} does so more often. */
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {

    private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final int KILLS = Integer.getInteger("crash.kills", 5);

    @TempDir
    private static Path kafkaDirectory;

    private static KafkaBroker kafka;

    @BeforeAll
    static void startKafka() throws IOException {
        kafka = new KafkaBroker(kafkaDirectory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingAndDoublesOnlyWhatTheSettingAllows(Setting setting) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Database database = new Database("crash_" + setting);
        Map<String, String> variables =
                Map.of("SETTING", setting.toString(), "DATABASE_URL", database.url(), "KAFKA_BROKERS", kafka.address());
        AtomicReference<ReceiverProcess> receiver = new AtomicReference<>(ReceiverProcess.start(variables));
        try (Vendor vendor = new Vendor(receiver::get, new Random(seed))) {
            for (int i = 0; i < KILLS; i++) {
                receiver.get().awaitPort();
                // now and then as soon as it listens
                int more = 1 + random.nextInt(i % 3 == 2 ? 1 : 150);
                int goal = vendor.accepted() + more;
                await().atMost(LONGEST).pollInterval(Duration.ofMillis(1)).until(() -> vendor.accepted() >= goal);
                runAsync(receiver.get()::kill, delayedExecutor(random.nextInt(20_000), TimeUnit.MICROSECONDS))
                        .join();
                receiver.get().awaitEnd();
                receiver.set(ReceiverProcess.start(variables));
            }
            vendor.stop();
            await().atMost(LONGEST).until(vendor::isDone);
            await().atMost(LONGEST).untilAsserted(() -> assertThat(lost(vendor, database))
                    .as("lost, seed %d", seed)
                    .isEmpty());
            awaitAllRecordsWorked(setting, receiver.get(), database);

            Map<String, Integer> rows = database.rows();
            int doubles = rows.values().stream().mapToInt(count -> count - 1).sum();
            int cutOff = vendor.events().values().stream()
                    .mapToInt(Vendor.Deliveries::cutOff)
                    .sum();
            LOG.info(
                    "{}: {} kills, {} events, none lost, {} requests cut off, {} doubles, seed {}",
                    setting,
                    KILLS,
                    vendor.events().size(),
                    cutOff,
                    doubles,
                    seed);
            assertThat(vendor.events()).as("seed %d", seed).allSatisfy((id, deliveries) -> assertThat(rows.get(id))
                    .as("rows of %s", id)
                    .isBetween(1, setting.mostRows(deliveries)));
        } finally {
            receiver.get().close();
        }
    }

    private static Set<String> lost(Vendor vendor, Database database) {
        Set<String> lost = new TreeSet<>(vendor.events().keySet());
        lost.removeAll(database.rows().keySet());
        return lost;
    }

    /** The inbox is worked on in order: after the last record there is none that could be a double. */
    private static void awaitAllRecordsWorked(Setting setting, ReceiverProcess receiver, Database database) {
        if (setting == Setting.KAFKA) {
            assertThat(Vendor.post(receiver.awaitPort(), "evt_last")).isEqualTo(200);
            await().atMost(LONGEST).until(() -> database.rows().containsKey("evt_last"));
        }
    }
}
