package dev.vendorhooks.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import org.apache.camel.dsl.jbang.core.commands.exceptionhandler.MissingPluginParameterExceptionHandler;
import org.apache.camel.dsl.jbang.core.common.StringPrinter;
import picocli.CommandLine;

/** The CLI with the plugin, in a process whose environment and clock a test sets. */
final class Cli {

    static final Instant NOW = Instant.parse("2026-06-05T18:17:25Z");

    private final Map<String, String> environment = new HashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private String in = "";
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    /** What a command printed and returned. */
    record Result(int exitCode, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Cli reading(String text) {
        in = text;
        return this;
    }

    Cli at(Instant now) {
        clock = Clock.fixed(now, ZoneOffset.UTC);
        return this;
    }

    Result run(String... args) {
        StringPrinter out = new StringPrinter();
        StringWriter help = new StringWriter();
        StringWriter err = new StringWriter();
        CamelJBangMain main = new CamelJBangMain().withPrinter(out);
        CommandLine commandLine =
                new CommandLine(main).setParameterExceptionHandler(new MissingPluginParameterExceptionHandler());
        Surroundings surroundings =
                new Surroundings(new ByteArrayInputStream(in.getBytes(UTF_8)), environment::get, clock, this::nextId);
        new VendorhookPlugin(surroundings).customize(commandLine, main);
        commandLine.setOut(new PrintWriter(help, true));
        commandLine.setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(args);
        return new Result(exitCode, out.getOutput() + help, err.toString());
    }

    /** Looks like a random one, and is the same in each run. */
    private String nextId() {
        return UUID.nameUUIDFromBytes(Integer.toString(ids.getAndIncrement()).getBytes(UTF_8))
                .toString();
    }
}
