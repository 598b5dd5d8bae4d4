package dev.vendorhooks.examples.quickstart;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The quickstart in a JVM of its own, as a user starts it, on a free port and with the demo secrets. */
public final class QuickstartProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_LINE = Duration.ofSeconds(10);
    private static final Pattern LISTENING = Pattern.compile("Listening on http://127\\.0\\.0\\.1:(\\d+)/");

    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Process process;
    private final int port;

    private QuickstartProcess(Process process) {
        this.process = process;
        collect(process.getInputStream(), output);
        collect(process.getErrorStream(), errors);
        await().atMost(LONGEST_START).until(() -> !process.isAlive() || listening() > 0);
        this.port = listening();
        if (port == 0) {
            process.destroy();
            throw new IllegalStateException("The quickstart did not start: " + errors);
        }
    }

    /** Starts it with {@code arguments} and further environment variables. */
    public static QuickstartProcess start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                Quickstart.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.endsWith("_SECRET") || name.startsWith("CAMEL_"));
        builder.environment().put("PORT", "0");
        builder.environment().putAll(environment);
        return new QuickstartProcess(builder.start());
    }

    public int port() {
        return port;
    }

    /** The line of the start. */
    public String start() {
        return errors.stream()
                .filter(line -> LISTENING.matcher(line).find())
                .findFirst()
                .orElse("");
    }

    /** Waits for a line with {@code text} on standard output. */
    public String awaitOutput(String text) {
        return awaitLine(output, text);
    }

    /** Waits for a line with {@code text} on standard error. */
    public String awaitError(String text) {
        return awaitLine(errors, text);
    }

    /** All lines so far on standard output. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** All lines so far on standard error. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** Without the folder of the tests, which has a configuration of the log of its own. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String awaitLine(List<String> lines, String text) {
        await(text).atMost(LONGEST_LINE).until(() -> lines.stream().anyMatch(line -> line.contains(text)));
        return lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
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

    private static void collect(InputStream stream, List<String> lines) {
        Thread thread = new Thread(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (UncheckedIOException e) {
                lines.add("(stream closed)");
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        process.destroy();
        await().atMost(LONGEST_START).until(() -> !process.isAlive());
    }
}
