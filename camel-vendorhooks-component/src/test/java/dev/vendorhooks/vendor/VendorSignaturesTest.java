package dev.vendorhooks.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.test.SignedRequest;
import dev.vendorhooks.vendor.generic.GenericVendor;
import dev.vendorhooks.vendor.glossi.GlossiVendor;
import dev.vendorhooks.vendor.kaedim.KaedimVendor;
import dev.vendorhooks.vendor.makini.MakiniVendor;
import dev.vendorhooks.vendor.vntana.VntanaVendor;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every vendor's signatures over every vector, and over what is made of the accepted ones. */
class VendorSignaturesTest {

    private static final Map<String, Vendor> VENDORS = Map.of(
            "kaedim", new KaedimVendor(),
            "vntana", new VntanaVendor(),
            "makini", new MakiniVendor(),
            "glossi", new GlossiVendor(),
            "generic", new GenericVendor());

    private static final Map<String, String> SIGNATURE_HEADERS = Map.of(
            "kaedim", "kaedim-signature",
            "vntana", "X-VNTANA-SIGNATURE",
            "makini", "X-Webhook-Signature",
            "glossi", "X-Glossi-Signature",
            "generic", "X-Webhook-Signature");

    private static final List<SignedRequest> VECTORS = SignedRequest.load("signatures.json");

    static List<SignedRequest> vectors() {
        return VECTORS;
    }

    static Stream<SignedRequest> accepted() {
        return VECTORS.stream().filter(vector -> vector.reasons().isEmpty());
    }

    /** Accepted ones that sign a time that can be read. */
    static Stream<SignedRequest> timed() {
        return accepted().filter(vector -> signedTime(vector).isPresent());
    }

    static Stream<SignedRequest> documented() {
        return accepted().filter(vector -> vector.name().equals("documented form"));
    }

    private static Optional<Instant> signedTime(SignedRequest vector) {
        return VENDORS.get(vector.vendor()).signatures().signedTime(vector.request());
    }

    private static Optional<Refusal> refusal(SignedRequest request) {
        return request.judgedBy(VENDORS.get(request.vendor()));
    }

    /** As {@link #refusal}, and then as the receiver does whether the body is an event. */
    private static Optional<Refusal> refusalOfDelivery(SignedRequest request) {
        Vendor vendor = VENDORS.get(request.vendor());
        return refusal(request)
                .or(() -> vendor.read(request.request()).isPresent()
                        ? Optional.empty()
                        : Optional.of(Refusal.NOT_AN_EVENT));
    }

    @Test
    void knowsAllVectors() {
        assertThat(VECTORS).hasSize(159);
        assertThat(VECTORS).extracting(SignedRequest::vendor).hasSameElementsAs(VENDORS.keySet());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void judgesVectorAsExpected(SignedRequest vector) {
        Optional<Refusal> refusal = refusalOfDelivery(vector);
        if (vector.reasons().isEmpty()) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal).isPresent().get().isIn(vector.reasons());
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesFlippedBitOfBody(SignedRequest vector) {
        assertThat(vector.withFlippedBits())
                .allSatisfy(flipped -> assertThat(refusal(flipped)).contains(Refusal.MISMATCH));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesAppendedNewline(SignedRequest vector) {
        byte[] longer = Arrays.copyOf(vector.body(), vector.body().length + 1);
        longer[longer.length - 1] = '\n';
        assertThat(refusal(vector.withBody(longer))).contains(Refusal.MISMATCH);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesRemovedHeader(SignedRequest vector) {
        assertThat(vector.headers().keySet()).allSatisfy(header -> assertThat(refusal(vector.withHeader(header)))
                .contains(Refusal.MISSING));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesEmptyHeader(SignedRequest vector) {
        assertThat(vector.headers().keySet()).allSatisfy(header -> assertThat(refusal(vector.withHeader(header, " ")))
                .contains(Refusal.MISSING));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesRepeatedHeader(SignedRequest vector) {
        assertThat(vector.headers().keySet()).allSatisfy(header -> assertThat(refusal(vector.withHeaderTwice(header)))
                .contains(Refusal.REPEATED));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesWrongSecret(SignedRequest vector) {
        assertThat(refusal(vector.withSecrets("another-secret"))).contains(Refusal.MISMATCH);
        assertThat(refusal(vector.withSecrets(vector.secrets().get(0) + "x"))).contains(Refusal.MISMATCH);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptsSecondSecret(SignedRequest vector) {
        assertThat(refusal(vector.withSecrets("new-secret", vector.secrets().get(0))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesRequestWhenNoSecretIsKnown(SignedRequest vector) {
        assertThat(refusal(vector.withSecrets())).contains(Refusal.MISMATCH);
    }

    @ParameterizedTest
    @MethodSource("timed")
    void acceptsEitherEdgeOfWindow(SignedRequest vector) {
        Instant signed = signedTime(vector).orElseThrow();
        SignedRequest windowed = vector.within(Duration.ofMinutes(5));
        assertThat(refusal(windowed.at(signed.plus(Duration.ofMinutes(5))))).isEmpty();
        assertThat(refusal(windowed.at(signed.minus(Duration.ofMinutes(5))))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("timed")
    void refusesTimeBeyondEitherEdgeOfWindow(SignedRequest vector) {
        Instant signed = signedTime(vector).orElseThrow();
        SignedRequest windowed = vector.within(Duration.ofMinutes(5));
        for (Duration beyond : List.of(
                Duration.ofMinutes(5).plusNanos(1), Duration.ofMinutes(5).plusSeconds(1))) {
            assertThat(refusal(windowed.at(signed.plus(beyond)))).contains(Refusal.STALE);
            assertThat(refusal(windowed.at(signed.minus(beyond)))).contains(Refusal.STALE);
        }
    }

    @ParameterizedTest
    @MethodSource("timed")
    void acceptsAnyTimeWhenWindowIsOff(SignedRequest vector) {
        assertThat(refusal(vector.within(Duration.ZERO).at(Instant.EPOCH))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("timed")
    void saysMismatchBeforeStale(SignedRequest vector) {
        assertThat(refusal(vector.withSecrets("another-secret").at(Instant.EPOCH)))
                .contains(Refusal.MISMATCH);
    }

    @ParameterizedTest
    @MethodSource("documented")
    void refusesEachAlteredDigit(SignedRequest vector) {
        String header = SIGNATURE_HEADERS.get(vector.vendor());
        String text = vector.header(header);
        int start = text.length() - 64 - (text.endsWith("}") ? 2 : 0);
        for (int i = start; i < start + 64; i++) {
            char altered = text.charAt(i) == '0' ? '1' : '0';
            String changed = text.substring(0, i) + altered + text.substring(i + 1);
            assertThat(refusal(vector.withHeader(header, changed)))
                    .as("digit %d", i - start)
                    .contains(Refusal.MISMATCH);
        }
    }

    @ParameterizedTest
    @MethodSource("documented")
    void acceptsUpperCaseDigitsAndOuterWhiteSpace(SignedRequest vector) {
        String header = SIGNATURE_HEADERS.get(vector.vendor());
        String signature = signature(vector);
        String text = vector.header(header);
        assertThat(refusal(vector.withHeader(header, text.replace(signature, signature.toUpperCase()))))
                .isEmpty();
        assertThat(refusal(vector.withHeader(header, " \t" + text + " "))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documented")
    void refusesOtherLengthsAndCharacters(SignedRequest vector) {
        String header = SIGNATURE_HEADERS.get(vector.vendor());
        String signature = signature(vector);
        List<String> broken = List.of(
                signature.substring(1),
                signature.substring(2),
                signature + "0",
                signature + "00",
                signature.substring(0, 63) + "g",
                signature.substring(0, 63) + "\uff10",
                signature.substring(0, 32) + " " + signature.substring(32),
                "0x" + signature,
                signature + "," + signature,
                signature.substring(0, 43) + "==",
                "f".repeat(7 * 1024),
                "{".repeat(7 * 1024),
                "\"".repeat(7 * 1024));
        assertThat(broken).allSatisfy(text -> assertThat(
                        refusal(vector.withHeader(header, vector.header(header).replace(signature, text))))
                .contains(Refusal.MALFORMED));
    }

    private static String signature(SignedRequest vector) {
        String before = vector.vendor().equals("kaedim")
                ? vector.header("kaedim-signature").replaceAll("\\D*(\\d+),.*", "$1")
                : vector.vendor().equals("vntana") ? vector.header("X-TIMESTAMP") + "#" : "";
        return Signing.hex(vector.secrets().get(0), before, vector.body());
    }

    @Test
    void acceptsBase64OfMakini() {
        SignedRequest vector = documented("makini");
        byte[] mac = HexFormat.of().parseHex(vector.header("X-Webhook-Signature"));
        List<String> forms = List.of(
                Base64.getEncoder().encodeToString(mac),
                Base64.getEncoder().withoutPadding().encodeToString(mac),
                Base64.getUrlEncoder().encodeToString(mac),
                Base64.getUrlEncoder().withoutPadding().encodeToString(mac));
        assertThat(forms).allSatisfy(form -> assertThat(refusal(vector.withHeader("X-Webhook-Signature", form)))
                .isEmpty());
    }

    @Test
    void refusesEachAlteredCharacterOfBase64() {
        SignedRequest vector = documented("makini");
        String text = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(vector.header("X-Webhook-Signature")));
        for (int i = 0; i < 43; i++) {
            String changed = text.substring(0, i) + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
            assertThat(refusal(vector.withHeader("X-Webhook-Signature", changed)))
                    .as("character %d", i)
                    .contains(Refusal.MISMATCH);
        }
    }

    /** The last of 43 characters holds four bits; with the other two set it would decode to the same bytes. */
    @Test
    void refusesBase64WithBitsBeyondTheSignature() {
        SignedRequest vector = documented("makini");
        String text = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(vector.header("X-Webhook-Signature")));
        String changed = text.substring(0, 42) + (char) (text.charAt(42) + 1) + "=";
        assertThat(Base64.getDecoder().decode(changed))
                .isEqualTo(Base64.getDecoder().decode(text));
        assertThat(refusal(vector.withHeader("X-Webhook-Signature", changed))).contains(Refusal.MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "A=", "A==", "%"})
    void refusesBase64OfOtherLength(String appended) {
        SignedRequest vector = documented("makini");
        String text = "A".repeat(43) + "=" + appended;
        assertThat(refusal(vector.withHeader("X-Webhook-Signature", text))).contains(Refusal.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"glossi", "generic"})
    void refusesBase64WhereHexIsDocumented(String name) {
        SignedRequest vector = documented(name);
        String header = SIGNATURE_HEADERS.get(name);
        String text = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(vector.header(header)));
        assertThat(refusal(vector.withHeader(header, text))).contains(Refusal.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-06-05T18:17",
                "2026-06-05T18:17:25",
                "2026-06-05T18:17:25Z",
                "2026-06-05T18:17:25.1",
                "2026-06-05T18:17:25.12Z",
                "2026-06-05T18:17:25.123",
                "2026-06-05T18:17:25.1234Z",
                "2026-06-05T18:17:25.12345",
                "2026-06-05T18:17:25.123456Z",
                "2026-06-05T18:17:25.1234567",
                "2026-06-05T18:17:25.12345678Z",
                "2026-06-05T18:17:25.123456789",
                "2026-06-05T18:17:25+00:00",
                "2026-06-05T20:17:25+02:00",
                "2026-06-05T14:47:25.5-03:30",
                "1780683445",
                "1780683445000"
            })
    void acceptsTimestampOfVntanaInEveryForm(String timestamp) {
        SignedRequest vector = documented("vntana");
        String signature = Signing.hex(vector.secrets().get(0), timestamp + "#", vector.body());
        assertThat(refusal(vector.withHeader("X-TIMESTAMP", timestamp).withHeader("X-VNTANA-SIGNATURE", signature)))
                .isEmpty();
    }

    @Test
    void readsSignedTimeOnlyWhereOneIsSigned() {
        assertThat(documented())
                .filteredOn(vector -> signedTime(vector).isPresent())
                .extracting(SignedRequest::vendor)
                .containsExactlyInAnyOrder("kaedim", "vntana");
    }

    private static SignedRequest documented(String vendor) {
        return documented()
                .filter(vector -> vector.vendor().equals(vendor))
                .findFirst()
                .orElseThrow();
    }
}
