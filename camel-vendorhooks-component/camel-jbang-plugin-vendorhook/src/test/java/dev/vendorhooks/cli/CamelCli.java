package dev.vendorhooks.cli;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** What the script {@code camel} starts. */
final class CamelCli {

    private CamelCli() {}

    public static void main(String[] args) {
        CamelJBangMain.run(args);
    }
}
