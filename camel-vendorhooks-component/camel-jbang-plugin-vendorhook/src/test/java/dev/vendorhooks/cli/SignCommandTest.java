package dev.vendorhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.cli.Cli.Result;
import dev.vendorhooks.test.SignedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignCommandTest {

    @TempDir
    private Path folder;

    static Stream<SignedRequest> documented() {
        return SignedRequest.load("signatures.json").stream()
                .filter(request -> request.name().equals("documented form"));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void signsAsTheVendorDocuments(SignedRequest request) throws IOException {
        Result result = new Cli()
                .with("VENDORHOOK_SECRET", request.secrets().get(0))
                .run("vendorhook", "sign", request.vendor(), "--plain", body(request));
        assertThat(result.lines()).containsExactlyInAnyOrderElementsOf(headers(request));
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void signsTimeAndIdAsPublished() throws IOException {
        SignedRequest request = SignedRequest.load("published.json").stream()
                .filter(published -> published.vendor().equals("standard"))
                .findFirst()
                .orElseThrow();
        Result result = new Cli()
                .with("VENDORHOOK_SECRET", request.secrets().get(0))
                .run(
                        "vendorhook",
                        "sign",
                        "standard",
                        body(request),
                        "--plain",
                        "--time=" + request.header("webhook-timestamp"),
                        "--id=" + request.header("webhook-id"));
        assertThat(result.lines()).containsExactlyInAnyOrderElementsOf(headers(request));
    }

    @Test
    void makesAnIdWhereNoneIsGiven() {
        Cli cli = new Cli()
                .with("VENDORHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .reading("{}");
        String first = cli.run("vendorhook", "sign", "standard", "-").out();
        String second = cli.run("vendorhook", "sign", "standard", "-").out();
        assertThat(first).containsPattern("webhook-id: [0-9a-f-]{36}'");
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void printsWhatAShellTakesAsOptionsOfCurl() {
        Cli cli = new Cli()
                .with("VENDORHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .reading("{}");
        assertThat(cli.run("vendorhook", "sign", "standard", "-", "--id", "it's")
                        .lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("-H 'webhook-signature: v1,")
                                .endsWith("' \\"),
                        line -> assertThat(line).isEqualTo("-H 'webhook-timestamp: 1780683445' \\"),
                        line -> assertThat(line).isEqualTo("-H 'webhook-id: it'\\''s'"));
    }

    @Test
    void signsWithTheFirstOfSeveralSecrets() {
        Cli cli = new Cli().reading("{}");
        assertThat(cli.run("vendorhook", "sign", "glossi", "-", "--secret", "new old")
                        .out())
                .isEqualTo(cli.run("vendorhook", "sign", "glossi", "-", "--secret=new")
                        .out())
                .isEqualTo(cli.run("vendorhook", "sign", "glossi", "-", "--secret=new", "--secret=old")
                        .out())
                .isNotEqualTo(cli.run("vendorhook", "sign", "glossi", "-", "--secret", "old new")
                        .out());
    }

    @Test
    void refusesTimeAndIdThatTheVendorDoesNotSign() {
        Cli cli = new Cli().with("VENDORHOOK_SECRET", "s").reading("{}");
        assertThat(cli.run("vendorhook", "sign", "glossi", "-", "--time", "2026-06-05T18:17:25Z")
                        .err())
                .startsWith("--time has no effect, as glossi signs {body}. Leave it out.");
        Result result = cli.run("vendorhook", "sign", "kaedim", "-", "--id", "1");
        assertThat(result.err()).startsWith("--id has no effect, as kaedim signs {timestamp}{body}. Leave it out.");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void refusesAnIdThatWouldNotArriveAsSigned() {
        Cli cli = new Cli()
                .with("VENDORHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .reading("{}");
        for (String id : List.of("a b", "a\r\nX: y", "\u00e9", "")) {
            Result result = cli.run("vendorhook", "sign", "standard", "-", "--id", id);
            assertThat(result.err()).startsWith("--id is empty or has characters beyond visible ASCII");
            assertThat(result.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Result result = new Cli().with("VENDORHOOK_SECRET", "s").run("vendorhook", "sign", "glossi", "nowhere.json");
        assertThat(result.err())
                .startsWith("The file with the body cannot be read. Give its path, or - for standard input.");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private static List<String> headers(SignedRequest request) {
        return request.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue().get(0))
                .toList();
    }

    private String body(SignedRequest request) throws IOException {
        return Files.write(folder.resolve("body.json"), request.body()).toString();
    }
}
