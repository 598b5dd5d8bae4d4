package dev.vendorhooks.cli;

import org.apache.camel.dsl.jbang.core.commands.CamelCommand;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that the others stand under; alone it shows its help. */
@Command(
        name = "vendorhook",
        description =
                "Be a vendor that sends webhooks, or judge what one sent (use vendorhook --help to see sub commands)")
final class VendorhookCommand extends CamelCommand {

    VendorhookCommand(CamelJBangMain main) {
        super(main);
    }

    @Override
    public Integer doCall() {
        new CommandLine(this).execute("--help");
        return 0;
    }
}
