package dev.vendorhooks.cli;

import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.vendor.Vendor;
import java.util.Iterator;
import java.util.Map;
import java.util.Map.Entry;
import org.apache.camel.CamelContext;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the headers that make a body authentic. */
@Command(name = "sign", description = "Print the headers that sign a body", sortOptions = false)
final class SignCommand extends VendorCommand {

    @Parameters(index = "0", paramLabel = "<vendor>", description = "The vendor, see vendorhook vendors")
    private String vendor;

    @Parameters(
            index = "1",
            paramLabel = "<file>",
            description = "The body, signed byte for byte; - for standard input")
    private String file;

    @Mixin
    private SecretOptions secretOptions;

    @Option(
            names = "--time",
            paramLabel = "<time>",
            description = "The time to sign where the vendor signs one, such as 2026-06-05T18:17:25Z; else now")
    private String time;

    @Option(
            names = "--id",
            paramLabel = "<id>",
            description = "The delivery's id where the vendor signs one; else a new one")
    private String id;

    @Option(names = "--plain", description = "Print 'Name: value' lines, as curl --header @file reads them")
    private boolean plain;

    SignCommand(CamelJBangMain main, Surroundings surroundings) {
        super(main, surroundings);
    }

    @Override
    int run(CamelContext vendors) {
        Vendor signer = vendor(vendors, vendor);
        requireSigned(signer, "--time", time, "{timestamp}");
        requireSigned(signer, "--id", id, "{id}");
        if (id != null && !id.matches("[!-~]+")) {
            throw usage("--id is empty or has characters beyond visible ASCII, which do not arrive as they are signed");
        }
        Secret secret = secrets(secretOptions, signer).get(0);
        String signedId = id == null ? surroundings.ids().get() : id;
        print(signer.signatures().sign(read(file), signedId, time("--time", time), secret));
        return 0;
    }

    private void requireSigned(Vendor signer, String option, String value, String part) {
        if (value != null && !signs(signer, part)) {
            throw usage(option + " has no effect, as " + vendor + " signs " + signedContent(signer) + ". Leave it out");
        }
    }

    private void print(Map<String, String> headers) {
        for (Iterator<Entry<String, String>> i = headers.entrySet().iterator(); i.hasNext(); ) {
            Entry<String, String> header = i.next();
            String line = header.getKey() + ": " + header.getValue();
            printer().println(plain ? line : "-H '" + line.replace("'", "'\\''") + (i.hasNext() ? "' \\" : "'"));
        }
    }
}
