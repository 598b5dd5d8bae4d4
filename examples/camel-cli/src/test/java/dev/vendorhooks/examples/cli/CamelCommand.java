package dev.vendorhooks.examples.cli;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** The {@code camel} of users, from a class path. */
final class CamelCommand {

    private CamelCommand() {}

    public static void main(String[] arguments) {
        CamelJBangMain.run(arguments);
    }
}
