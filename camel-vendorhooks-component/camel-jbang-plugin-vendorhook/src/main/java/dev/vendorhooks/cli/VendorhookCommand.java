package dev.vendorhooks.cli;

import org.apache.camel.dsl.jbang.core.commands.CamelCommand;
import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that the others stand under; alone it shows its help. */
@Command(
        name = "vendorhook",
        description =
                "Be a vendor that sends webhooks, or judge what one sent (use vendorhook --help to see sub commands)")
final class VendorhookCommand extends CamelCommand {

    @Spec
    private CommandSpec commandSpec;

    VendorhookCommand(CamelJBangMain main) {
        super(main);
    }

    @Override
    public Integer doCall() {
        printer().print(commandSpec.commandLine().getUsageMessage());
        return 0;
    }
}
