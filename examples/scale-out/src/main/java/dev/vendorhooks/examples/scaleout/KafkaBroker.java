package dev.vendorhooks.examples.scaleout;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker of one node in this JVM, on free ports of the loopback interface. */
public final class KafkaBroker implements AutoCloseable {

    private static final int NODE = 1;
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 10_000;

    private final KafkaRaftServer server;
    private final String address;

    /**
     * Starts a broker.
     *
     * @param directory an empty directory for its files
     */
    public KafkaBroker(Path directory) throws IOException {
        int[] ports = freePorts();
        address = "127.0.0.1:" + ports[0];
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE),
                "listeners",
                "PLAINTEXT://" + address + ",CONTROLLER://127.0.0.1:" + ports[1],
                "controller.listener.names",
                "CONTROLLER",
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + ports[1],
                "log.dirs",
                directory.resolve("log").toString(),
                "num.partitions",
                "1",
                "offsets.topic.replication.factor",
                "1"));
        format(properties, directory);
        server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
    }

    /** What clients name as {@code bootstrap.servers}. */
    public String address() {
        return address;
    }

    /** All records of {@code topic} so far, those of one partition in order. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> settings = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static void format(Properties properties, Path directory) throws IOException {
        Path file = directory.resolve("server.properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        int status = StorageTool.execute(command, new PrintStream(PrintStream.nullOutputStream()));
        if (status != 0) {
            throw new IOException("Kafka's storage tool ended with " + status);
        }
    }

    /** Both at a time, so that they differ. Below the range that connections take theirs from meanwhile. */
    private static int[] freePorts() throws IOException {
        try (ServerSocket first = freePort();
                ServerSocket second = freePort()) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        }
    }

    private static ServerSocket freePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_PORT + PORTS);
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                if (attempt == PORTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
