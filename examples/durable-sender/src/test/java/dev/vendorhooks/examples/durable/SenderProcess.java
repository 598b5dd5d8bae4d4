package dev.vendorhooks.examples.durable;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sender in a JVM of its own, on a free port. */
final class SenderProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SenderProcess.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("Listening on http://127\\.0\\.0\\.1:(\\d+)/");

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Process process;

    private SenderProcess(Process process) {
        this.process = process;
        Thread reading = new Thread(this::readErrors);
        reading.setDaemon(true);
        reading.start();
    }

    /** Starts it with {@code properties} such as {@code outbox.poll=20}, and does not wait until it listens. */
    static SenderProcess start(Receiver receiver, String... properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Doutbox.poll=20"));
        for (String property : properties) {
            command.add("-D" + property);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DurableSender.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PORT", "0");
        builder.environment().put("DATABASE_URL", Outbox.url());
        builder.environment().put("GLOSSI_SECRET", Glossi.SECRET);
        builder.environment().put("RECEIVER_URL", receiver.url());
        return new SenderProcess(
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** Waits until it listens. */
    int port() {
        await().atMost(LONGEST_START).until(() -> !process.isAlive() || listening() > 0);
        if (listening() == 0) {
            throw new IllegalStateException("The sender did not start: " + errors);
        }
        return listening();
    }

    /** Sends SIGKILL, the signal 9 that no process can catch. Where there are no signals, it is the nearest to it. */
    void kill() {
        process.destroyForcibly();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
        await().atMost(LONGEST_START).until(() -> !process.isAlive());
    }

    private int listening() {
        for (String line : errors) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        return 0;
    }

    private void readErrors() {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(line -> {
                LOG.info("sender {}: {}", process.pid(), line);
                errors.add(line);
            });
        } catch (IOException | UncheckedIOException e) {
            errors.add("(stream closed)");
        }
    }
}
