package dev.vendorhooks.examples.scaleout;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node in a JVM of its own, on a free port. */
final class NodeProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final Pattern STARTED = Pattern.compile("Working|Receiving on http://127\\.0\\.0\\.1:(\\d+)/");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Process process;

    private NodeProcess(Process process) {
        this.process = process;
        Thread reading = new Thread(this::read);
        reading.setDaemon(true);
        reading.start();
    }

    /** Starts it, and does not wait until it is there. */
    static NodeProcess start(Node node, String databaseUrl, String brokers) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dworker.session-timeout=6000",
                "-cp",
                System.getProperty("java.class.path"),
                ScaleOut.class.getName(),
                node.argument());
        builder.environment().put("NODE", node.argument());
        builder.environment().put("PORT", "0");
        builder.environment().put("DATABASE_URL", databaseUrl);
        builder.environment().put("KAFKA_BROKERS", brokers);
        return new NodeProcess(builder.redirectErrorStream(true).start());
    }

    /** Waits until it works, and if it listens, tells where. */
    int port() {
        await().atMost(LONGEST).until(() -> !process.isAlive() || started().isPresent());
        MatchResult started = started().orElseThrow(() -> new IllegalStateException("It did not start: " + lines));
        return started.group(1) == null ? 0 : Integer.parseInt(started.group(1));
    }

    /** Sends SIGKILL, and waits until it is dead. */
    @Override
    public void close() {
        process.destroyForcibly();
        await().atMost(LONGEST).until(() -> !process.isAlive());
    }

    private Optional<MatchResult> started() {
        return lines.stream().flatMap(line -> STARTED.matcher(line).results()).findFirst();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(line -> {
                LOG.debug("{}", line);
                lines.add(line);
            });
        } catch (IOException | UncheckedIOException e) {
            lines.add("(stream closed)");
        }
    }
}
