package dev.vendorhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where secrets come from, and that they go nowhere. */
class SecretOptionsTest {

    private static final String CANARY = "canary-5ecret";

    // printf %s '{}' | openssl dgst -sha256 -hmac canary-5ecret
    private static final String SIGNED_WITH_CANARY =
            "-H 'X-Glossi-Signature: fb983621b5e7e72d80d1f18b42ed6d329feacad339f6adeb2d826bf659dfdc0c'";

    @TempDir
    private Path folder;

    private final Cli cli = new Cli().reading("{}");

    @Test
    void takesTheSecretItself() {
        assertThat(sign("--secret", CANARY).out()).isEqualTo(SIGNED_WITH_CANARY);
    }

    @Test
    void takesTheSecretOfAVariable() {
        cli.with("GLOSSI", CANARY).with("VENDORHOOK_SECRET", "another");
        assertThat(sign("--secret-env=GLOSSI").out()).isEqualTo(SIGNED_WITH_CANARY);
    }

    @Test
    void takesTheSecretOfTheUsualVariable() {
        cli.with("VENDORHOOK_SECRET", CANARY);
        assertThat(sign().out()).isEqualTo(SIGNED_WITH_CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", " \n\n"})
    void takesTheSecretOfAFileWithoutItsEndOfLine(String end) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), CANARY + end);
        assertThat(sign("--secret-file", file.toString()).out()).isEqualTo(SIGNED_WITH_CANARY);
    }

    @Test
    void saysWhereASecretMayComeFromWhenThereIsNone() {
        assertRefused(
                sign(),
                "There is no secret. Set the environment variable VENDORHOOK_SECRET, or name another with"
                        + " --secret-env or a file with --secret-file.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void refusesABlankSecret(String blank) {
        assertRefused(sign("--secret=" + blank), "There is no secret.");
        cli.with("VENDORHOOK_SECRET", blank);
        assertRefused(sign(), "There is no secret.");
    }

    @Test
    void refusesAPlaceholder() {
        assertRefused(
                sign("--secret={{glossi.secret}}"),
                "The secret holds a {{placeholder}}, which nothing resolves here. Give the secret itself.");
    }

    @Test
    void refusesMoreThanOneSource() {
        assertRefused(
                sign("--secret", CANARY, "--secret-env", "GLOSSI"),
                "Give one of --secret, --secret-env and --secret-file.");
    }

    @Test
    void refusesAVariableThatIsNotSet() {
        assertRefused(
                sign("--secret-env", CANARY),
                "The environment variable that --secret-env names is not set. Give its name, without $.");
    }

    @Test
    void refusesAFileThatCannotBeRead() throws IOException {
        String message = "The file that --secret-file names cannot be read as UTF-8.";
        assertRefused(sign("--secret-file", CANARY), message);
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
        assertRefused(sign("--secret-file", binary.toString()), message);
    }

    @Test
    void refusesASecretThatIsNotWrittenAsTheVendorWritesIt() {
        assertRefused(
                cli.run("vendorhook", "sign", "standard", "-", "--secret", CANARY),
                "The secret cannot be used: A secret is not written as its key format whsec asks for.");
    }

    @Test
    void refusesAMisspeltOptionWithoutShowingIt() {
        cli.with("VENDORHOOK_SECRET", "another");
        assertRefused(sign("--secert=" + CANARY), "Unknown arguments: 1, not shown as they may hold a secret.");
    }

    @Test
    void refusesAMisspeltCommandWithoutShowingIt() {
        assertRefused(
                cli.run("vendorhook", "sing", "--secret", CANARY),
                "Unknown arguments: 3, not shown as they may hold a secret.");
    }

    @Test
    void namesTheOptionWhoseValueItDoesNotShow() {
        assertRefused(
                cli.run("vendorhook", "trigger", "glossi", "model.processed", "--to=http://x", "--times", CANARY),
                "Values of --times cannot be used, not shown as they may hold a secret.");
    }

    @Test
    void namesWhatIsMissing() {
        assertRefused(cli.run("vendorhook", "sign", "glossi"), "Missing or without a value: <file>.");
        assertRefused(
                cli.run("vendorhook", "trigger", "glossi", "model.processed"), "Missing or without a value: --to.");
    }

    @Test
    void leavesErrorsOfOtherCommandsToTheCli() {
        assertRefused(cli.run("vendorhok"), "Unmatched argument at index 0: 'vendorhok'");
    }

    static Stream<List<String>> commandLines() {
        return Stream.of(
                List.of("sign", "glossi", "-", "--secret", CANARY),
                List.of("sign", "glossi", "-", "--secret", "x", CANARY),
                List.of("sign", "glossi", "--secret", "x", CANARY, "body.json"),
                List.of("sign", "glossi", "--secret", "x", CANARY),
                List.of("sign", "glossi", "-", "--secert", CANARY),
                List.of("sign", "glossi", "-", "--secert=" + CANARY),
                List.of("sign", "glossi", "-", "-s" + CANARY),
                List.of("sign", "glossi", "-", "--secret", CANARY, "--secret", CANARY, "--time", "never"),
                List.of("sign", "glossi", "-", "--secret", CANARY, "--secret-file", CANARY),
                List.of("sign", "glossi", "-", "--secret-env", CANARY),
                List.of("sign", "glossi", "-", "--secret-env", CANARY, "--secret-env", CANARY),
                List.of("sign", "glossi", "-", "--secret-file", CANARY),
                List.of("sign", "glossi", "-", "--secret-file", CANARY + "\0"),
                List.of("sign", "glossi", "-", "--secret-file", CANARY, "--secret-file", CANARY),
                List.of("sign", "standard", "-", "--secret", CANARY),
                List.of("sign", "standard", "-", "--secret", "whsec_" + CANARY),
                List.of("sign", "nobody", "-", "--secret", CANARY),
                List.of("sign", "--secret", CANARY),
                List.of("sign", "--secret", CANARY, "--help"),
                List.of("verify", "glossi", "-", "--secret", CANARY),
                List.of("verify", "glossi", "-", "--secret", CANARY, "-H", "X-Glossi-Signature: 00"),
                List.of("verify", "glossi", "-", "--secret", "s", "-H", CANARY),
                List.of("verify", "glossi", "-", "--secret", CANARY, "--tolerance", "x"),
                List.of("trigger", "glossi", "model.processed", "--secret", CANARY),
                List.of("trigger", "glossi", "model.processed", "--secret", CANARY, "--to", "http://127.0.0.1:1/"),
                List.of("trigger", "glossi", "model.processed", "--to", "http://x:" + CANARY + "@x", "--secret=s"),
                List.of("trigger", "glossi", "model.processed", "--tamper", "secret", CANARY, "--to", "http://x"),
                List.of("sing", "--secret", CANARY),
                List.of(CANARY),
                List.of("--secret=" + CANARY, "sign"),
                List.of("--help=" + CANARY),
                List.of("vendors", CANARY),
                List.of("vendors", "glossi", CANARY),
                List.of("sample", CANARY, "model.processed"),
                List.of("sample", "glossi", CANARY),
                List.of("sign", CANARY, "-", "--secret", "s"),
                List.of("sign", "glossi", "-", "--plain=" + CANARY),
                List.of("sign", "glossi", "-", "--help=" + CANARY),
                List.of("sign", "glossi", "-", "--time", "--secret=" + CANARY),
                List.of("sign", "glossi", "--secret=" + CANARY, "--secret-env"),
                List.of("trigger", CANARY, "model.processed", "--to", "http://x", "--secret=s"),
                List.of("trigger", "glossi", CANARY, "--to", "http://x", "--secret=s"),
                List.of("trigger", "glossi", "model.processed", "--to", "http://x", "--times", CANARY),
                List.of("trigger", "glossi", "model.processed", "--to", "http://x", "--tamper", CANARY),
                List.of("trigger", "glossi", "model.processed", "--to", "--secret=" + CANARY));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void printsNoSecret(List<String> commandLine) {
        List<String> args = new ArrayList<>(List.of("vendorhook"));
        args.addAll(commandLine);
        Result result = cli.run(args.toArray(String[]::new));
        assertThat(result.out() + result.err()).isNotBlank().doesNotContain(CANARY);
    }

    private Result sign(String... options) {
        return cli.run(Stream.concat(Stream.of("vendorhook", "sign", "glossi", "-"), Arrays.stream(options))
                .toArray(String[]::new));
    }

    private static void assertRefused(Result result, String message) {
        assertThat(result.err()).startsWith(message);
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(2);
    }
}
