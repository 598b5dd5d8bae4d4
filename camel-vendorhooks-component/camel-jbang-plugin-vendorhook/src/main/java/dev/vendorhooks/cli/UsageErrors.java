package dev.vendorhooks.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line of {@code vendorhook} without its values, which picocli quotes: any may be a
 * secret. Errors of other commands stay as they are.
 */
final class UsageErrors implements IParameterExceptionHandler {

    private static final String NOT_SHOWN =
            "not shown as they may hold a secret. Check how the options are written, and quote values with blanks";

    private final CommandLine vendorhook;
    private final IParameterExceptionHandler ofTheCli;

    UsageErrors(CommandLine vendorhook, IParameterExceptionHandler ofTheCli) {
        this.vendorhook = vendorhook;
        this.ofTheCli = ofTheCli;
    }

    @Override
    public int handleParseException(ParameterException error, String[] args) throws Exception {
        CommandLine command = error.getCommandLine();
        boolean ours = command == vendorhook || vendorhook.getSubcommands().containsValue(command);
        return ofTheCli.handleParseException(
                ours && !(error instanceof UsageException) ? new UsageException(command, message(error)) : error, args);
    }

    private static String message(ParameterException error) {
        if (error instanceof UnmatchedArgumentException unmatched) {
            return "Unknown arguments: " + unmatched.getUnmatched().size() + ", " + NOT_SHOWN;
        }
        if (error instanceof MissingParameterException missing) {
            return "Missing or without a value: "
                    + missing.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", "));
        }
        return (error.getArgSpec() == null ? "Arguments" : "Values of " + name(error.getArgSpec()))
                + " cannot be used, " + NOT_SHOWN;
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }
}
