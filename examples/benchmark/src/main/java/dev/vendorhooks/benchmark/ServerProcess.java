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

/** The parent's side of a {@link ServerMain}. */
final class ServerProcess implements AutoCloseable {

    /** The same for every Java process that is measured: a heap that never resizes, a collector without threads. */
    static final List<String> JVM_FLAGS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

    private final Process process;
    private final BufferedReader output;
    private final OutputStream input;
    private final int port;

    private ServerProcess(Process process, Path log) throws IOException {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.input = process.getOutputStream();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("A server did not start:\n" + Files.readString(log));
        }
        this.port = Integer.parseInt(line);
    }

    /** Starts a server and waits until it listens. Warnings go to a file in the temporary directory. */
    static ServerProcess start(Routes routes) throws IOException {
        Path log = Files.createTempFile("benchmark-" + routes.name().toLowerCase() + "-", ".log");
        log.toFile().deleteOnExit();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ServerMain.class.getName(), routes.name()));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        return new ServerProcess(process, log);
    }

    int port() {
        return port;
    }

    Usage usage() throws IOException {
        input.write('\n');
        input.flush();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("A server ended");
        }
        return Usage.ofLine(line);
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
