package dev.vendorhooks.examples.receiver;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receiver in a JVM of its own, on a free port. */
final class ReceiverProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverProcess.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Pattern LISTENING = Pattern.compile("Listening on http://127\\.0\\.0\\.1:(\\d+)/");

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Process process;

    private ReceiverProcess(Process process) {
        this.process = process;
        Thread reading = new Thread(this::readErrors);
        reading.setDaemon(true);
        reading.start();
    }

    /** Starts it with the variables that its application.properties name, and does not wait until it listens. */
    static ReceiverProcess start(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // as it is packaged: the tests have a logback-test.xml on their class path
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                DurableReceiver.class.getName());
        builder.environment().put("PORT", "0");
        builder.environment().put("GENERIC_SECRET", Vendor.SECRET);
        builder.environment().putAll(variables);
        return new ReceiverProcess(
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** Waits until it listens. */
    int awaitPort() {
        await().atMost(LONGEST_START).until(() -> !process.isAlive() || port() > 0);
        if (port() == 0) {
            throw new IllegalStateException("The receiver did not start: " + errors);
        }
        return port();
    }

    /** The port it listens on, 0 before it does. */
    int port() {
        for (String line : errors) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        return 0;
    }

    long pid() {
        return process.pid();
    }

    /** Sends SIGKILL, the signal 9 that no process can catch. Where there are no signals, it is the nearest to it. */
    void kill() {
        process.destroyForcibly();
    }

    /** Sends SIGTERM, as Kubernetes and systemd do. */
    void terminate() {
        process.destroy();
    }

    /** Waits until it has ended by itself. Returns its exit status. */
    int awaitEnd() {
        await().atMost(LONGEST_START).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
        awaitEnd();
    }

    private void readErrors() {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(line -> {
                LOG.info("receiver {}: {}", process.pid(), line);
                errors.add(line);
            });
        } catch (IOException | UncheckedIOException e) {
            errors.add("(stream closed)");
        }
    }
}
