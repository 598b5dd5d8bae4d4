package dev.vendorhooks.examples.scaleout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Kills nodes with signal 9 while each event is delivered to two receivers at once. */
class ScaleOutTest {

    private static final Logger LOG = LoggerFactory.getLogger(ScaleOutTest.class);
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final int USERS = 8;
    private static final int CHANGES = 15;
    private static final int EVENTS = USERS * CHANGES;
    private static final int RECEIVERS = 3;

    private final List<NodeProcess> nodes = new ArrayList<>();
    /** The two that are delivered to. */
    private final AtomicReferenceArray<NodeProcess> receivers = new AtomicReferenceArray<>(2);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<CompletableFuture<Void>> deliveries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private EmbeddedPostgres database;
    private KafkaBroker kafka;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        database = EmbeddedPostgres.start();
        kafka = new KafkaBroker(directory);
        Cluster.createTopic(kafka.address());
    }

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        nodes.forEach(NodeProcess::close);
        kafka.close();
        database.close();
    }

    @Test
    void worksOnEachEventOnceAndInOrderWhileNodesDieAndJoin() throws Exception {
        receivers.set(0, start(Node.RECEIVER));
        receivers.set(1, start(Node.RECEIVER));
        NodeProcess worker = start(Node.WORKER);
        start(Node.WORKER);
        nodes.forEach(NodeProcess::port);

        List<Future<?>> sequences = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            String user = "user-" + i;
            sequences.add(threads.submit(() -> deliverInSequence(user)));
        }
        awaitAnswered(EVENTS / 4);
        worker.close();
        receivers.get(0).close();
        awaitAnswered(EVENTS / 2);
        NodeProcess added = start(Node.RECEIVER);
        added.port();
        receivers.set(0, added);
        for (Future<?> sequence : sequences) {
            sequence.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
        for (Future<?> delivery : deliveries) {
            delivery.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }

        Map<String, Long> records = records();
        assertThat(records).as("events in the topic").hasSize(EVENTS);
        assertThat(records.values()).as("once by each receiver at most").allMatch(count -> count <= RECEIVERS);
        deliverEverythingOnceMore();
        assertThat(records())
                .as("routed only once two receivers do not have it at the same time")
                .isEqualTo(records);

        JdbcTemplate jdbc = new JdbcTemplate(database.getPostgresDatabase());
        await().atMost(LONGEST)
                .until(() -> jdbc.queryForObject("select count(*) from events", Integer.class) >= EVENTS);
        for (int i = 0; i < USERS; i++) {
            String user = "user-" + i;
            assertThat(jdbc.queryForList(
                            "select event_id from events where subject = ? order by position", String.class, user))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, CHANGES)
                            .mapToObj(number -> "evt-" + user + "-" + number)
                            .toList());
            Map<String, Object> state = jdbc.queryForMap("select * from resources where subject = ?", user);
            assertThat(state).containsEntry("events", CHANGES);
            assertThat(new String((byte[]) state.get("last_body"), UTF_8)).isEqualTo(Vendor.event(user, CHANGES));
        }
        await().atMost(LONGEST).untilAsserted(() -> assertThat(committed())
                .isEqualTo(records.values().stream().mapToLong(count -> count).sum()));
        LOG.info(
                "Of {} events, each delivered to two receivers at once, {} are in the topic once more",
                EVENTS,
                records.values().stream().mapToLong(count -> count).sum() - EVENTS);
    }

    /** Each event to both receivers at once, and the next one as soon as one of them has answered 200. */
    private void deliverInSequence(String user) {
        for (int number = 1; number <= CHANGES; number++) {
            String event = Vendor.event(user, number);
            CompletableFuture<Void> one = runAsync(() -> deliver(0, event), threads);
            CompletableFuture<Void> other = runAsync(() -> deliver(1, event), threads);
            deliveries.addAll(List.of(one, other));
            CompletableFuture.anyOf(one, other).join();
            answered.incrementAndGet();
        }
    }

    /** Until it is answered 200, as vendors do. */
    private void deliver(int receiver, String event) {
        await().atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> Vendor.post(receivers.get(receiver).port(), event) == 200);
    }

    private void deliverEverythingOnceMore() {
        for (int i = 0; i < USERS; i++) {
            for (int number = 1; number <= CHANGES; number++) {
                deliver(number % 2, Vendor.event("user-" + i, number));
            }
        }
    }

    private void awaitAnswered(int events) {
        await().atMost(LONGEST).until(() -> answered.get() >= events);
    }

    /** How many records of the topic each event has, by its id. */
    private Map<String, Long> records() {
        return kafka.records("events").stream()
                .map(event -> new String(event.headers().lastHeader("ce_id").value(), UTF_8))
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    }

    /** How many records the workers need not see again. */
    private long committed() throws Exception {
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.address()))) {
            return admin.listConsumerGroupOffsets("workers").partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    private NodeProcess start(Node node) throws IOException {
        NodeProcess process = NodeProcess.start(node, database.getJdbcUrl("postgres", "postgres"), kafka.address());
        nodes.add(process);
        return process;
    }
}
