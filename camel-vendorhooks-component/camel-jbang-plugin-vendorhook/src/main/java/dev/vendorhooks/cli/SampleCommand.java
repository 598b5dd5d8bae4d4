package dev.vendorhooks.cli;

import org.apache.camel.CamelContext;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a realistic event. */
@Command(name = "sample", description = "Print a realistic event", sortOptions = false)
final class SampleCommand extends VendorCommand {

    @Parameters(index = "0", paramLabel = "<vendor>", description = "The vendor, see vendorhook vendors")
    private String vendor;

    @Parameters(index = "1", paramLabel = "<type>", description = "The type of event, see vendorhook vendors <vendor>")
    private String type;

    @Option(
            names = "--time",
            paramLabel = "<time>",
            description = "What the event's times say, such as 2026-06-05T18:17:25Z; else now")
    private String time;

    SampleCommand(CamelJBangMain main, Surroundings surroundings) {
        super(main, surroundings);
    }

    @Override
    int run(CamelContext vendors) {
        printer().println(sample(vendor, vendor(vendors, vendor), type, time("--time", time)));
        return 0;
    }
}
