package dev.vendorhooks.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A receiver that is not ours, in a process of its own: it verifies what arrives as the vendors' pages say for its
 * language. The two are in {@code src/test/receivers}.
 */
final class ForeignReceiver implements AutoCloseable {

    private static final Path FOLDER = Path.of("src/test/receivers");

    private final Process process;
    private final int port;

    private ForeignReceiver(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts the one in Express; skips the test where that is not installed. */
    static ForeignReceiver express(String secret) {
        assumeTrue(
                succeeds("express", "node", "-e", "require('express')"),
                "Express is needed: npm ci --prefix camel-vendorhooks-component/src/test/receivers/express");
        return start("express", secret, "node", "app.js");
    }

    /** Starts the one in Flask; skips the test where that is not installed. */
    static ForeignReceiver flask(String secret) {
        Optional<String> python = Stream.of("python3", "/usr/bin/python3")
                .filter(candidate -> succeeds("flask", candidate, "-c", "import flask"))
                .findFirst();
        assumeTrue(python.isPresent(), "A python3 with Flask is needed: apt-get install python3-flask");
        return start("flask", secret, python.get(), "app.py");
    }

    private static boolean succeeds(String app, String... command) {
        try {
            return builder(app, command)
                            .redirectError(Redirect.DISCARD)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ForeignReceiver start(String app, String secret, String... command) {
        File log = new File("target/foreign-receiver-" + app + ".log");
        ProcessBuilder builder = builder(app, command).redirectError(log);
        builder.environment().put("WEBHOOK_SECRET", secret);
        try {
            Process process = builder.start();
            String port = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
            if (port == null) {
                throw new IllegalStateException("The receiver in " + app + " did not start, see " + log);
            }
            return new ForeignReceiver(process, Integer.parseInt(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(String app, String... command) {
        return new ProcessBuilder(List.of(command))
                .directory(FOLDER.resolve(app).toFile());
    }

    /** Where it verifies the vendor's webhooks, {@code raw} or as the {@code snippet} of the page does. */
    String url(String vendor, String form) {
        return "http://127.0.0.1:" + port + "/" + vendor + "/" + form;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
