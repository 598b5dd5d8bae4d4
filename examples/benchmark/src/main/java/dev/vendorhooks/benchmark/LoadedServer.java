package dev.vendorhooks.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server with a heap of 64 MB, whose route waits with each event of a user as for a database. */
final class LoadedServer implements AutoCloseable {

    private static final List<String> JVM_FLAGS = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    /** Beside the benchmark's own jar, as both are built. */
    private static final Path SPRING_BOOT = Path.of("..", "..", "spring-boot", "target", "spring-boot.jar");

    private static final Pattern USED_KILOBYTES = Pattern.compile("(?:new|tenured) generation .*? used (\\d+)K");
    private static final int START_SECONDS = 120;
    private static final double KILOBYTES_A_MEGABYTE = 1024;

    /** What the route runs on. */
    enum Runtime {
        CAMEL_MAIN,
        SPRING_BOOT
    }

    private final Process process;
    private final Path log;
    private final int port;

    private LoadedServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** A server that answers. */
    static LoadedServer start(Runtime runtime) throws Exception {
        int port = ServerMain.freePort();
        Path log = Files.createTempFile("benchmark-load-", ".log");
        log.toFile().deleteOnExit();
        List<String> command = new ArrayList<>(List.of(jdk("java")));
        command.addAll(JVM_FLAGS);
        command.addAll(runtime == Runtime.CAMEL_MAIN ? camelMain(port) : springBoot(port));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        LoadedServer server = new LoadedServer(process, log, port);
        try {
            server.awaitAnswer();
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static List<String> camelMain(int port) {
        return List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName(),
                Routes.WAITING.name(),
                Integer.toString(port));
    }

    private static List<String> springBoot(int port) throws IOException {
        Path jar = Path.of(System.getProperty("java.class.path"))
                .toAbsolutePath()
                .resolveSibling(SPRING_BOOT)
                .normalize();
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException("There is no " + jar + ". Package examples/spring-boot as well.");
        }
        Path routes = Files.createTempFile("benchmark-load-", ".yaml");
        routes.toFile().deleteOnExit();
        try (InputStream yaml = LoadedServer.class.getResourceAsStream("/load.yaml")) {
            Files.copy(yaml, routes, StandardCopyOption.REPLACE_EXISTING);
        }
        return List.of(
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--logging.level.root=WARN",
                "--camel.main.routes-include-pattern=" + routes.toUri());
    }

    /** Tomcat listens before there are routes, and answers 404 until then. */
    private void awaitAnswer() throws Exception {
        byte[] request = new Requests(Event.FILE, Routes.SECRET).next(1).get(0);
        for (int tries = 0; tries < START_SECONDS * 10 && process.isAlive(); tries++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            try (Connection connection = new Connection(port)) {
                connection.expect(request, 200);
                return;
            } catch (IOException e) {
                // does not listen yet, or has no route yet
            }
        }
        throw new IOException("A server does not answer. " + state());
    }

    int port() {
        return port;
    }

    /** The megabytes that live on the heap, after a full collection. */
    double heapMegabytes() throws Exception {
        jcmd("GC.run");
        Matcher used = USED_KILOBYTES.matcher(jcmd("GC.heap_info"));
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        if (kilobytes == 0) {
            throw new IOException("jcmd tells no heap");
        }
        return kilobytes / KILOBYTES_A_MEGABYTE;
    }

    /** Whether it still runs, and what it printed. */
    String state() throws IOException {
        return (process.isAlive() ? "The server runs" : "The server ended with " + process.exitValue())
                + " and printed:\n" + Files.readString(log);
    }

    private String jcmd(String command) throws Exception {
        Process jcmd = new ProcessBuilder(jdk("jcmd"), Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd: " + output);
        }
        return output;
    }

    private static String jdk(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
