package dev.vendorhooks.examples.springboot;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged application in a JVM of its own, as its README starts it, on a free port. */
final class PackagedApplication implements AutoCloseable {

    private static final Path JAR = Path.of("target", "spring-boot.jar");
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Pattern LISTENING = Pattern.compile("Tomcat started on port (\\d+)");
    /** What comes last: Tomcat listens before there are routes. */
    private static final String STARTED = "Started WebhookApplication";

    private final Process process;
    private final File log;

    private PackagedApplication(Process process, File log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it with the {@code java} of a JDK, and returns when it listens. */
    static PackagedApplication start(Path jdk, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(jdk.resolve("bin").resolve("java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        File log = Files.createTempFile("spring-boot", ".log").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().keySet().removeIf(name -> name.endsWith("_SECRET") || name.startsWith("CAMEL_"));
        builder.environment().put("PORT", "0");
        PackagedApplication application = new PackagedApplication(builder.start(), log);
        try {
            application.awaitStart();
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
        return application;
    }

    private void awaitStart() {
        await().atMost(LONGEST_START).until(() -> isStarted() || !process.isAlive());
        if (!isStarted()) {
            throw new IllegalStateException("The application did not start: " + log());
        }
    }

    private boolean isStarted() {
        return log().contains(STARTED);
    }

    /** The port it listens on. */
    int port() {
        Matcher listening = LISTENING.matcher(log());
        if (!listening.find()) {
            throw new IllegalStateException("The application does not tell its port: " + log());
        }
        return Integer.parseInt(listening.group(1));
    }

    /** All that it has printed so far. */
    String log() {
        try {
            return Files.readString(log.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM, and returns when it has ended. */
    void terminate() {
        process.destroy();
        await().atMost(LONGEST_START).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        try {
            terminate();
        } finally {
            process.destroyForcibly();
            log.delete();
        }
    }
}
