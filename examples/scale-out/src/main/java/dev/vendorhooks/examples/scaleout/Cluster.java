package dev.vendorhooks.examples.scaleout;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL, Kafka, receivers behind one port, and workers, all on this machine. */
final class Cluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final String TOPIC = "events";
    private static final int PARTITIONS = 4;
    private static final int MOST_RECEIVERS = 9;
    private static final int SECONDS_TO_STOP = 15;

    private final List<Process> nodes = new CopyOnWriteArrayList<>();
    private final int port;
    private final Path directory;
    private final EmbeddedPostgres database;
    private final KafkaBroker kafka;
    private final Balancer balancer;

    /** Starts what the nodes need, and no node. Receivers may listen on the nine ports that follow {@code port}. */
    private Cluster(int port) throws Exception {
        this.port = port;
        // first, as it fails if the port is taken
        balancer = new Balancer(
                port,
                IntStream.rangeClosed(port + 1, port + MOST_RECEIVERS).boxed().toList());
        directory = Files.createTempDirectory("scale-out");
        database = EmbeddedPostgres.start();
        kafka = new KafkaBroker(directory);
        createTopic(kafka.address());
    }

    /** Runs until the JVM is asked to end. {@code PORT}, {@code RECEIVERS} and {@code WORKERS} say where and how many. */
    static void run() throws Exception {
        Cluster cluster = new Cluster(setting("PORT", 8080));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        int receivers = setting("RECEIVERS", 2);
        int workers = setting("WORKERS", 2);
        for (int i = 1; i <= receivers; i++) {
            cluster.start(Node.RECEIVER, i);
        }
        for (int i = 1; i <= workers; i++) {
            cluster.start(Node.WORKER, i);
        }
        LOG.info("Listening on http://127.0.0.1:{}/webhooks/[glossi,generic]", cluster.balancer.port());
        LOG.info("For a node of your own: export {}", cluster.settings());
    }

    private void start(Node node, int number) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ScaleOut.class.getName(),
                node.argument());
        builder.environment().put("NODE", node.argument() + "-" + number);
        builder.environment().put("PORT", String.valueOf(port + number));
        builder.environment().put("DATABASE_URL", databaseUrl());
        builder.environment().put("KAFKA_BROKERS", kafka.address());
        Process process = builder.inheritIO().start();
        nodes.add(process);
        LOG.info("{}-{} has the process id {}", node.argument(), number, process.pid());
    }

    private String databaseUrl() {
        return database.getJdbcUrl("postgres", "postgres");
    }

    private String settings() {
        return "DATABASE_URL='" + databaseUrl() + "' KAFKA_BROKERS=" + kafka.address();
    }

    /**
     * Ends the nodes, then what they need. PostgreSQL ends at the same time as they do, by a hook of its own: what is
     * under way then is delivered, or read from the topic, again.
     */
    @Override
    public void close() {
        nodes.forEach(Process::destroy);
        for (Process node : nodes) {
            if (!ended(node)) {
                node.destroyForcibly();
            }
        }
        balancer.close();
        kafka.close();
        try {
            database.close();
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            LOG.warn("Cannot clean up", e);
        }
    }

    private static boolean ended(Process node) {
        try {
            return node.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Creates the topic, with as many partitions as workers can share. */
    static void createTopic(String brokers) throws Exception {
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static int setting(String name, int otherwise) {
        return Integer.parseInt(System.getenv().getOrDefault(name, String.valueOf(otherwise)));
    }
}
