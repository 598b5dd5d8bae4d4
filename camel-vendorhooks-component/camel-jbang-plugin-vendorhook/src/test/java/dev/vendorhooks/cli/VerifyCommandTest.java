package dev.vendorhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.cli.Cli.Result;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.test.SignedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {

    @TempDir
    private Path folder;

    static List<SignedRequest> vectors() {
        return SignedRequest.load("signatures.json");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void judgesVectorAsExpected(SignedRequest request) throws IOException {
        Result result = verify(request, request.secrets().get(0));
        if (request.reasons().isEmpty()) {
            assertThat(result.lines()).startsWith("accepted", "secret: 1 of 1");
            assertThat(result.exitCode()).isZero();
        } else {
            assertThat(result.lines().get(0))
                    .isIn(request.reasons().stream()
                            .map(reason -> "refused: " + reason)
                            .toList());
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void tellsWhatWasAccepted() throws IOException {
        Result result =
                verify(documented("generic"), documented("generic").secrets().get(0));
        assertThat(result.lines())
                .containsExactly(
                        "accepted",
                        "secret: 1 of 1",
                        "event type: user.created",
                        "event id: evt-1uggwe",
                        "event time: 2026-06-05T18:17:25Z");
    }

    @Test
    void tellsTheSignedTime() throws IOException {
        assertThat(verify(documented("vntana"), documented("vntana").secrets().get(0))
                        .lines())
                .contains("signed time: 2026-06-05T18:17:25Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new ", "new\n"})
    void tellsWhichOfSeveralSecretsSigned(String other) throws IOException {
        SignedRequest request = documented("glossi");
        assertThat(verify(request, other + request.secrets().get(0)).lines()).startsWith("accepted", "secret: 2 of 2");
        assertThat(verify(request, request.secrets().get(0) + " old").lines()).startsWith("accepted", "secret: 1 of 2");
    }

    @Test
    void refusesRepeatedHeader() throws IOException {
        SignedRequest request = documented("glossi");
        String header = "X-Glossi-Signature: " + request.header("X-Glossi-Signature");
        Result result = new Cli()
                .with("VENDORHOOK_SECRET", request.secrets().get(0))
                .run("vendorhook", "verify", "glossi", body(request), "-H", header, "-H", header.toLowerCase());
        assertThat(result.lines())
                .startsWith("refused: REPEATED", "why: " + Refusal.REPEATED.explanation(), "cause: HEADER_REPEATED");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void namesWhatIsAuthenticButStale() throws IOException {
        SignedRequest request = documented("kaedim");
        Result result = run(request, request.secrets().get(0), "--now", "2026-06-05T18:22:26Z", "--tolerance", "5m");
        assertThat(result.lines()).startsWith("refused: STALE").contains("signed time: 2026-06-05T18:17:25Z");

        assertThat(run(request, request.secrets().get(0), "--now", "2026-06-05T18:22:25Z", "--tolerance", "5m")
                        .exitCode())
                .isZero();
        assertThat(run(request, request.secrets().get(0), "--now", "2027-01-01T00:00:00Z", "--tolerance", "0")
                        .exitCode())
                .isZero();
    }

    @Test
    void judgesNowUnlessToldOtherwise() throws IOException {
        SignedRequest request = documented("kaedim");
        assertThat(run(request, request.secrets().get(0)).lines()).startsWith("accepted");
        assertThat(run(
                                new Cli().at(Cli.NOW.plusSeconds(301)),
                                request,
                                request.secrets().get(0))
                        .lines())
                .startsWith("refused: STALE");
    }

    @Test
    void readsTheBodyFromStandardInput() {
        Result result = new Cli()
                .with("VENDORHOOK_SECRET", "s")
                .reading("{}")
                .run("vendorhook", "verify", "glossi", "-", "-H", "X-Glossi-Signature: " + "0".repeat(64));
        assertThat(result.lines()).startsWith("refused: MISMATCH");
    }

    @Test
    void printsNoControlCharactersOfThePayload() {
        // printf %s '{"id":"e","type":"a\u001b[2Jb"}' | openssl dgst -sha256 -hmac s
        Result result = new Cli()
                .with("VENDORHOOK_SECRET", "s")
                .reading("{\"id\":\"e\",\"type\":\"a\\u001b[2Jb\"}")
                .run(
                        "vendorhook",
                        "verify",
                        "generic",
                        "-",
                        "-H",
                        "X-Webhook-Signature: 8b3638055fd9dafca14391cc9dc9b2f4a0823281305df983db1a6fe382971c47");
        assertThat(result.lines()).contains("event type: a [2Jb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 minutes of fame", "-1s", ""})
    void refusesAToleranceThatIsNoDuration(String tolerance) throws IOException {
        Result result = run(documented("kaedim"), "s", "--tolerance=" + tolerance);
        assertThat(result.err()).startsWith("--tolerance is no duration. Write 5m, 30s or 0.");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void refusesATimeThatIsNone() throws IOException {
        Result result = run(documented("kaedim"), "s", "--now", "yesterday");
        assertThat(result.err()).startsWith("--now is no time. Write 2026-06-05T18:17:25Z or seconds since 1970.");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void refusesAHeaderWithoutColon() {
        Result result = new Cli()
                .with("VENDORHOOK_SECRET", "s")
                .reading("{}")
                .run("vendorhook", "verify", "glossi", "-", "-H", "X-Glossi-Signature");
        assertThat(result.err()).startsWith("A --header is not written as 'Name: value'.");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    private static SignedRequest documented(String vendor) {
        return vectors().stream()
                .filter(request ->
                        request.vendor().equals(vendor) && request.name().equals("documented form"))
                .findFirst()
                .orElseThrow();
    }

    private Result verify(SignedRequest request, String secret) throws IOException {
        return run(
                request,
                secret,
                "--now=" + request.now(),
                "--tolerance=" + request.tolerance().toMillis());
    }

    private Result run(SignedRequest request, String secret, String... options) throws IOException {
        return run(new Cli(), request, secret, options);
    }

    private Result run(Cli cli, SignedRequest request, String secret, String... options) throws IOException {
        List<String> args = new ArrayList<>(List.of("vendorhook", "verify", request.vendor(), body(request)));
        args.addAll(Arrays.asList(options));
        request.headers().forEach((name, values) -> args.addAll(List.of("--header", name + ": " + values.get(0))));
        return cli.with("VENDORHOOK_SECRET", secret).run(args.toArray(String[]::new));
    }

    private String body(SignedRequest request) throws IOException {
        return Files.write(folder.resolve("body.json"), request.body()).toString();
    }
}
