package dev.vendorhooks.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import dev.vendorhooks.camel.Vendors;
import dev.vendorhooks.vendor.Vendor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the vendors, or the types of event of one. */
@Command(name = "vendors", description = "List the vendors, or the types of event of one", sortOptions = false)
final class VendorsCommand extends VendorCommand {

    @Parameters(paramLabel = "<vendor>", arity = "0..1", description = "The vendor whose types of event are listed")
    private String vendor;

    VendorsCommand(CamelJBangMain main, Surroundings surroundings) {
        super(main, surroundings);
    }

    @Override
    int run(CamelContext vendors) {
        if (vendor != null) {
            new TreeSet<>(vendor(vendors, vendor).eventTypes()).forEach(printer()::println);
            return 0;
        }
        List<Row> rows = Vendors.names(vendors).stream()
                .map(name -> Row.of(name, vendor(vendors, name)))
                .toList();
        printer()
                .println(AsciiTable.getTable(
                        AsciiTable.NO_BORDERS,
                        rows,
                        List.of(
                                column("VENDOR").with(Row::vendor),
                                column("HEADERS").with(Row::headers),
                                column("SIGNED").with(Row::signed),
                                column("TIME WINDOW").with(Row::timeWindow),
                                column("TYPES").with(Row::types))));
        return 0;
    }

    private static Column column(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT);
    }

    private record Row(String vendor, String headers, String signed, String timeWindow, String types) {

        static Row of(String name, Vendor vendor) {
            Set<String> headers = new TreeSet<>(vendor.signatures().headers());
            headers.addAll(vendor.headers());
            return new Row(
                    name,
                    String.join(", ", headers),
                    signedContent(vendor),
                    signs(vendor, "{timestamp}") ? VerifyCommand.DEFAULT_TOLERANCE : "none",
                    Integer.toString(vendor.eventTypes().size()));
        }
    }
}
