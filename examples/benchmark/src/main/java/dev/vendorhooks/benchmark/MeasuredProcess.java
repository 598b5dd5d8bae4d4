package dev.vendorhooks.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The parent's side of a {@link UsageMeter}: a Java process of its own whose use is measured. */
final class MeasuredProcess implements AutoCloseable {

    /** The same for every Java process that is measured: a heap that never resizes, a collector without threads. */
    static final List<String> JVM_FLAGS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

    private final Process process;
    private final Path log;
    private final BufferedReader output;
    private final OutputStream input;
    private final String firstLine;

    private MeasuredProcess(Process process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.input = process.getOutputStream();
        this.firstLine = readLine();
    }

    /** Starts {@code main} and waits for its first line. Warnings go to a file in the temporary directory. */
    static MeasuredProcess start(Class<?> main, String... arguments) throws IOException {
        Path log = Files.createTempFile("benchmark-" + main.getSimpleName() + "-", ".log");
        log.toFile().deleteOnExit();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        return new MeasuredProcess(process, log);
    }

    /** What the process said first. */
    String firstLine() {
        return firstLine;
    }

    /** The port that a server said. */
    int port() {
        return Integer.parseInt(firstLine);
    }

    /** What the process has used until now. */
    Usage usage() throws IOException {
        return usageAfter(0);
    }

    /** Has the process do its work so many times; what it has used by the end. */
    Usage usageAfter(int count) throws IOException {
        input.write((count + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        return Usage.ofLine(readLine());
    }

    private String readLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("A process ended:\n" + Files.readString(log));
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        input.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
