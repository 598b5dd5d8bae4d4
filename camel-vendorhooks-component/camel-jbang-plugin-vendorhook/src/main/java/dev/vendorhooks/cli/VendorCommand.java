package dev.vendorhooks.cli;

import dev.vendorhooks.camel.Vendors;
import dev.vendorhooks.http.Timestamps;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.vendor.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.dsl.jbang.core.commands.CamelCommand;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands have in common. Exit codes: 0, 1 if the answer is no, 2 if the command line makes no sense. */
abstract class VendorCommand extends CamelCommand {

    final Surroundings surroundings;

    @Spec
    private CommandSpec commandSpec;

    VendorCommand(CamelJBangMain main, Surroundings surroundings) {
        super(main);
        this.surroundings = surroundings;
    }

    @Override
    public final Integer doCall() throws Exception {
        // the CLI loads a plugin by a class loader of its own, in which a new context searches for vendors if it is the
        // thread's
        Thread thread = Thread.currentThread();
        ClassLoader ofTheCli = thread.getContextClassLoader();
        thread.setContextClassLoader(VendorCommand.class.getClassLoader());
        try {
            // is never started, and so needs no end
            CamelContext context = new DefaultCamelContext();
            context.setApplicationContextClassLoader(VendorCommand.class.getClassLoader());
            return run(context);
        } finally {
            thread.setContextClassLoader(ofTheCli);
        }
    }

    /** Does what the command is for, and returns its exit code. */
    abstract int run(CamelContext vendors) throws Exception;

    Vendor vendor(CamelContext vendors, String name) {
        try {
            return Vendors.find(vendors, name);
        } catch (IllegalArgumentException e) {
            // without its message, which quotes the name
            throw usage("There is no such vendor. There are " + Vendors.names(vendors));
        }
    }

    String sample(String name, Vendor vendor, String type, Instant time) {
        return vendor.sample(type, surroundings.ids(), time)
                .orElseThrow(() -> usage("There is no sample of such a type of " + name + ". There are "
                        + new TreeSet<>(vendor.eventTypes())));
    }

    /** What the options name, the current secret first. */
    List<Secret> secrets(SecretOptions options, Vendor vendor) {
        try {
            return options.secrets(vendor.signatures().keyFormat(), surroundings.environment());
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    /** The bytes of a file, or of standard input for {@code -}. */
    byte[] read(String file) {
        try {
            return file.equals("-") ? surroundings.in().readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            // neither the name nor the cause, which quotes it: a secret with a blank in it may have become the name
            throw usage("The file with the body cannot be read. Give its path, or - for standard input");
        }
    }

    /** What an option says, or now where it is not given. */
    Instant time(String option, String text) {
        return text == null
                ? surroundings.clock().instant()
                : Timestamps.parse(text)
                        .orElseThrow(
                                () -> usage(option + " is no time. Write 2026-06-05T18:17:25Z or seconds since 1970"));
    }

    /** What a vendor signs, such as <code>{timestamp}.{body}</code>; {@code ?} where it computes its signatures itself. */
    static String signedContent(Vendor vendor) {
        return vendor.signatures() instanceof HmacScheme scheme
                ? scheme.content().toString()
                : "?";
    }

    /** Whether a vendor signs {@code part}, or may do so. */
    static boolean signs(Vendor vendor, String part) {
        String content = signedContent(vendor);
        return content.equals("?") || content.contains(part);
    }

    /** What is wrong with the command line; the message must quote nothing of it. */
    UsageException usage(String message) {
        return new UsageException(commandSpec.commandLine(), message);
    }
}
