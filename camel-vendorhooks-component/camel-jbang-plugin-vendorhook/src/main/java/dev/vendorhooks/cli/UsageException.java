package dev.vendorhooks.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command line that makes no sense, in words of ours, which quote no value of it. */
final class UsageException extends ParameterException {

    private static final long serialVersionUID = 1L;

    UsageException(CommandLine command, String message) {
        super(command, message.endsWith(".") ? message : message + ".");
    }
}
