package dev.vendorhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.cli.Cli.Result;
import dev.vendorhooks.doctor.Cause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code verify} says of a signature that fails. The signatures were made by openssl dgst -sha256 -hmac. */
class VerifyFindingsTest {

    private static final String SECRET = "canary-5ecret";
    private static final String HEX_SECRET = "ca4a45ec4e7ca4a45ec4e7ca4a45ec4e";
    private static final String BODY = "{\"event\":\"job.failed\",\"data\":{\"jobId\":\"j-1\"}}";

    /** Of {@link #BODY} with {@link #SECRET}. */
    private static final String SIGNATURE = "9dd78fbca1bac50dbb1b1dc89b6fcba5c645eea0059ac2ddb85f1de6db5c3845";

    @Test
    void namesABodyThatGotANewline() {
        assertFinding(
                verify("glossi", BODY + "\n", SECRET, "X-Glossi-Signature: " + SIGNATURE),
                "MISMATCH",
                Cause.BODY_LINE_BREAK);
    }

    @Test
    void namesABodyThatWasWrittenAnew() {
        // {"event": "job.failed", "data": {"jobId": "j-1"}} was signed
        assertFinding(
                verify(
                        "glossi",
                        BODY,
                        SECRET,
                        "X-Glossi-Signature: 26b19daa11e12b7d1332f06a2feaced22609e9896a19cd878c2393232b3f163d"),
                "MISMATCH",
                Cause.BODY_REWRITTEN);
    }

    @Test
    void namesASecretThatTheVendorDecodes() {
        // openssl dgst -sha256 -mac HMAC -macopt hexkey:ca4a45ec4e7ca4a45ec4e7ca4a45ec4e
        assertFinding(
                verify(
                        "glossi",
                        BODY,
                        HEX_SECRET,
                        "X-Glossi-Signature: dd3156ec681e514c05e6eb19c19010ff9854b6debd6e8cd5f6fdd63cbdaab759"),
                "MISMATCH",
                Cause.SECRET_DECODING);
    }

    @Test
    void namesAPrefixThatIsNotExpected() {
        assertFinding(
                verify("glossi", BODY, SECRET, "X-Glossi-Signature: sha256=" + SIGNATURE),
                "MALFORMED",
                Cause.SIGNATURE_PREFIX);
    }

    @Test
    void namesBase64InPlaceOfHexadecimal() {
        assertFinding(
                verify("glossi", BODY, SECRET, "X-Glossi-Signature: ndePvKG6xQ27Gx3Im2/LpcZF7qAFmsLduF8d5ttcOEU="),
                "MALFORMED",
                Cause.SIGNATURE_ENCODING);
    }

    @ParameterizedTest
    @CsvSource({
        // 2026-06-05T18:17:20Z.{"event":"client.added"}
        "2026-06-05T18:17:20Z, d441a2b3e1d567368b3d6a55bc9fa354187da72f91f382cb74a85b229188ea28, MISMATCH, SIGNED_CONTENT",
        // 2026-06-05T20:17:20Z#{"event":"client.added"}
        "2026-06-05T20:17:20Z, 2efe0db17bb8b908f13d40e3de9478c255015b9792b37540be7dc1f0e09f6c0b, STALE, CLOCK"
    })
    void namesWhatIsWrongWithTheTime(String time, String signature, String reason, Cause cause) {
        assertFinding(
                verify(
                        "vntana",
                        "{\"event\":\"client.added\"}",
                        SECRET,
                        "X-TIMESTAMP: " + time,
                        "X-VNTANA-SIGNATURE: " + signature),
                reason,
                cause);
    }

    @Test
    void namesTheUnitOfASignedTime() {
        // 1780683440000{"results":{}}
        assertFinding(
                verify(
                        "kaedim",
                        "{\"results\":{}}",
                        SECRET,
                        "kaedim-signature: {\"t\":1780683440,"
                                + "\"v1\":\"8454ea03502b5f88085e225b8cc4b4675ea95f6b23d346c475e77ba74c7f26d2\"}"),
                "MISMATCH",
                Cause.TIME_FORMAT);
    }

    @Test
    void namesARequestOfAnotherVendor() {
        assertFinding(
                verify("generic", BODY, SECRET, "X-Glossi-Signature: " + SIGNATURE), "MISSING", Cause.OTHER_VENDOR);
    }

    @Test
    void saysThatNothingKnownExplainsAForgery() {
        Result result = verify("glossi", BODY, SECRET, "X-Glossi-Signature: " + "0".repeat(64));
        assertThat(result.lines())
                .hasSize(3)
                .startsWith("refused: MISMATCH")
                .endsWith("cause: none of the known ones explains this signature");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void saysNoCauseOfWhatIsAccepted() {
        assertThat(verify("glossi", BODY, SECRET, "X-Glossi-Signature: " + SIGNATURE)
                        .lines())
                .startsWith("accepted")
                .noneMatch(line -> line.startsWith("cause"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "[", "{\"a\":", "\ufeff", "\ud83e\udd51", "\u001b[2J", "{\"a\":1e999999999}"})
    void bearsAnyBody(String body) {
        Result result = verify("glossi", body, SECRET, "X-Glossi-Signature: " + "0".repeat(64));
        assertThat(result.lines()).startsWith("refused: MISMATCH");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=", "sha256=", "sha256=%s", "v1,", "{}", "{\"t\":9,\"v1\":{}}", "0", "\u001b[2J", "t=1,v1=2"})
    void bearsAnySignature(String signature) {
        for (String header : List.of("X-Glossi-Signature", "kaedim-signature")) {
            String vendor = header.startsWith("X") ? "glossi" : "kaedim";
            Result result = verify(vendor, BODY, SECRET, header + ": " + signature);
            assertThat(result.lines().get(0)).startsWith("refused: ");
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).doesNotContain("\u001b");
        }
    }

    private static void assertFinding(Result result, String reason, Cause cause) {
        assertThat(result.lines()).contains("refused: " + reason, "cause: " + cause, "fix: " + cause.fix());
        assertThat(result.lines())
                .filteredOn(line -> line.startsWith("finding: "))
                .hasSize(1);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    /** Runs the command at {@link Cli#NOW}, and makes sure that it prints no secret. */
    private static Result verify(String vendor, String body, String secret, String... headers) {
        List<String> args = new ArrayList<>(List.of("vendorhook", "verify", vendor, "-"));
        for (String header : headers) {
            args.addAll(List.of("-H", header));
        }
        Result result =
                new Cli().with("VENDORHOOK_SECRET", secret).reading(body).run(args.toArray(String[]::new));
        assertThat(result.out() + result.err()).doesNotContain(secret).doesNotContain(SIGNATURE);
        return result;
    }
}
