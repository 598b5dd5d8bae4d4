package dev.vendorhooks.cli;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import org.apache.camel.dsl.jbang.core.common.CamelJBangPlugin;
import org.apache.camel.dsl.jbang.core.common.Plugin;
import picocli.CommandLine;

/** Adds {@code camel vendorhook}. */
@CamelJBangPlugin(name = "camel-jbang-plugin-vendorhook", firstVersion = "4.17.0")
public final class VendorhookPlugin implements Plugin {

    private final Surroundings surroundings;

    public VendorhookPlugin() {
        this(Surroundings.ofProcess());
    }

    VendorhookPlugin(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void customize(CommandLine commandLine, CamelJBangMain main) {
        CommandLine vendorhook = new CommandLine(new VendorhookCommand(main))
                .addSubcommand("vendors", new VendorsCommand(main, surroundings))
                .addSubcommand("sample", new SampleCommand(main, surroundings))
                .addSubcommand("sign", new SignCommand(main, surroundings))
                .addSubcommand("verify", new VerifyCommand(main, surroundings))
                .addSubcommand("trigger", new TriggerCommand(main, surroundings))
                .setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.addSubcommand("vendorhook", vendorhook);
        // picocli asks the handler of the root only
        commandLine.setParameterExceptionHandler(
                new UsageErrors(vendorhook, commandLine.getParameterExceptionHandler()));
    }
}
