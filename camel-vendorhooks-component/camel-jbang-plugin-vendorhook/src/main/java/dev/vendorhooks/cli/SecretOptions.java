package dev.vendorhooks.cli;

import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/**
 * The options that name secrets. No message quotes any of their values: a variable's name or a path may be the secret
 * itself, given to the wrong option.
 */
final class SecretOptions {

    private static final String DEFAULT_VARIABLE = "VENDORHOOK_SECRET";

    @Option(
            names = "--secret",
            paramLabel = "<secret>",
            showDefaultValue = Visibility.NEVER,
            description = "The secret itself. Others see it in the list of processes and in the shell's history")
    private List<String> texts;

    @Option(
            names = "--secret-env",
            paramLabel = "<variable>",
            showDefaultValue = Visibility.NEVER,
            description = "The environment variable that holds the secret; else " + DEFAULT_VARIABLE)
    private String variable;

    @Option(
            names = "--secret-file",
            paramLabel = "<path>",
            showDefaultValue = Visibility.NEVER,
            description = "The file that holds the secret; white space around it does not count")
    private String file;

    /**
     * The secrets, the current one first.
     *
     * @throws IllegalArgumentException if there is none that can be used; the message says what to do
     */
    List<Secret> secrets(KeyFormat format, UnaryOperator<String> environment) {
        String text = text(environment);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("There is no secret. Set the environment variable " + DEFAULT_VARIABLE
                    + ", or name another with --secret-env or a file with --secret-file");
        }
        if (text.contains("{{")) {
            throw new IllegalArgumentException(
                    "The secret holds a {{placeholder}}, which nothing resolves here. Give the secret itself");
        }
        try {
            return Secret.list(text, format);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The secret cannot be used: " + e.getMessage());
        }
    }

    private String text(UnaryOperator<String> environment) {
        if (Stream.of(texts, variable, file).filter(Objects::nonNull).count() > 1) {
            throw new IllegalArgumentException("Give one of --secret, --secret-env and --secret-file");
        }
        if (texts != null) {
            return String.join(" ", texts);
        }
        if (file != null) {
            return readFile();
        }
        if (variable == null) {
            return environment.apply(DEFAULT_VARIABLE);
        }
        String text = environment.apply(variable);
        if (text == null) {
            throw new IllegalArgumentException(
                    "The environment variable that --secret-env names is not set. Give its name, without $");
        }
        return text;
    }

    private String readFile() {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "The file that --secret-file names cannot be read as UTF-8. Give the path of one that holds the secret");
        }
    }
}
