package dev.vendorhooks.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process, and what it prints. It has the secret in its environment, as users should. */
final class Running implements AutoCloseable {

    /** Long enough for what may have to be downloaded. */
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private static final boolean OFFLINE = "offline=true".equals(System.getProperty("cli.maven.mode"));
    private static final Path SETTINGS =
            Path.of(System.getProperty("cli.maven.settings").substring("file:".length()));

    private final Process process;
    private final Path output;

    private Running(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code camel run} in {@code folder}, listening on the loopback interface only. */
    static Running route(Path folder, int port, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("run", "--port=" + port, "--property=camel.server.host=127.0.0.1"));
        command.addAll(List.of(arguments));
        return camel(folder, command.toArray(String[]::new));
    }

    /** Starts {@code camel} in {@code folder}. */
    static Running camel(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                LocalRepository.argument(),
                // the CLI keeps files in the user's home
                "-Duser.home="
                        + Files.createDirectories(Path.of("target/cli/home")).toAbsolutePath(),
                "-cp",
                Path.of("target/test-classes").toAbsolutePath()
                        + File.pathSeparator
                        + Files.readString(Path.of("target/cli.classpath")).strip(),
                CamelCommand.class.getName()));
        command.addAll(List.of(arguments));
        // not every version that the CLI takes by default is to be had everywhere
        command.add("--kamelets-version=" + System.getProperty("cli.kamelets.version"));
        if (OFFLINE) {
            command.add("--download=false");
        }
        command.add("--maven-settings=" + (Files.exists(SETTINGS) ? SETTINGS : "false"));
        return java(folder, command.toArray(String[]::new));
    }

    static Running java(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        return start(folder, "java", command);
    }

    static Running mvn(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("cli.maven.home"), "bin", "mvn").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                LocalRepository.argument()));
        if (OFFLINE) {
            command.add("--offline");
        }
        if (Files.exists(SETTINGS)) {
            command.add("--settings=" + SETTINGS);
        }
        command.addAll(List.of(arguments));
        return start(folder, "mvn", command);
    }

    private static Running start(Path folder, String name, List<String> command) throws IOException {
        Path output = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GLOSSI_SECRET", Glossi.SECRET);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        return new Running(builder.redirectOutput(output.toFile()).start(), output);
    }

    String output() {
        try {
            return Files.readString(output, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has printed {@code text}. */
    void awaitOutput(String text) {
        await().atMost(LONGEST).until(() -> output().contains(text) || !process.isAlive());
        if (!output().contains(text)) {
            throw new AssertionError("It ended without '" + text + "':\n" + output());
        }
    }

    /** Waits until it ended. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end:\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
