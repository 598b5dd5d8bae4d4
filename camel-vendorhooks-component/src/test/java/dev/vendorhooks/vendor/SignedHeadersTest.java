package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.signature.TimeFormat;
import dev.vendorhooks.test.SignedRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The headers that vendors sign with: those of the vectors, and accepted by the same vendor. */
class SignedHeadersTest {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final byte[] BODY =
            "{\"name\":\"St\u00fchle \u6905\u5b50 \ud83e\ude91\",\"n\":1.10}".getBytes(UTF_8);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant TIME = Instant.parse("2026-06-05T18:17:25Z");

    /** Accepted vectors whose headers are written in a way that is only read. */
    private static final Set<String> ONLY_READ = Set.of(
            "kaedim: t in milliseconds",
            "kaedim: t as a JSON string",
            "kaedim: members in the other order, with white space",
            "kaedim: an extra member is ignored",
            "kaedim: the page's comment form: unquoted names and value",
            "kaedim: t=\u2026,v1=\u2026 form",
            "vntana: surrounding white space in the header",
            "vntana: upper-case hex",
            "vntana: timestamp: no zone, 6 fraction digits",
            "vntana: timestamp: no zone, no fraction",
            "vntana: timestamp: Z, no fraction",
            "vntana: timestamp: 9 fraction digits and Z",
            "vntana: timestamp: +00:00 offset",
            "vntana: timestamp: +02:00 offset",
            "vntana: timestamp that is no date, correctly signed, window off",
            "makini: surrounding white space in the header",
            "makini: upper-case hex",
            "makini: base64 signature",
            "makini: base64url signature without padding",
            "glossi: surrounding white space in the header",
            "glossi: upper-case hex",
            "generic: surrounding white space in the header",
            "generic: upper-case hex");

    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    @BeforeAll
    static void loadDeclarations() throws Exception {
        PluginHelper.getRoutesLoader(CONTEXT)
                .loadRoutes(
                        ResourceHelper.resolveMandatoryResource(CONTEXT, "classpath:vectors/declared-vendors.yaml"));
    }

    @AfterAll
    static void close() throws IOException {
        CONTEXT.close();
    }

    private static SignatureScheme scheme(String vendor) {
        return Optional.ofNullable(Fixtures.VENDORS.get(vendor))
                .orElseGet(() -> CONTEXT.getRegistry().lookupByNameAndType(vendor, Vendor.class))
                .signatures();
    }

    static List<SignedRequest> canonical() {
        return SignedRequest.load("signatures.json").stream()
                .filter(vector -> vector.reasons().isEmpty() && !ONLY_READ.contains(vector.toString()))
                .toList();
    }

    static List<SignedRequest> published() {
        return SignedRequest.load("published.json");
    }

    /** Every vendor there is and the published declarations, then each way to write a time. */
    static Stream<SignatureScheme> schemes() {
        Stream<String> names = Stream.concat(
                Fixtures.VENDORS.keySet().stream(), published().stream().map(SignedRequest::vendor));
        return Stream.concat(
                names.map(SignedHeadersTest::scheme),
                Stream.of(TimeFormat.values()).map(SignedHeadersTest::declared));
    }

    private static SignatureScheme declared(TimeFormat format) {
        DeclaredVendor vendor = new DeclaredVendor();
        vendor.setSignatureHeader("X-Signature");
        vendor.setTimestampHeader("X-Time");
        vendor.setTimestampFormat(format);
        vendor.setIdHeader("X-Id");
        vendor.setSignedContent("{id}.{timestamp}.{body}");
        return vendor.signatures();
    }

    @Test
    void coversAllAcceptedVectorsButTheOnesOnlyRead() {
        assertThat(canonical()).hasSize(62).extracting(SignedRequest::vendor).containsAll(Fixtures.VENDORS.keySet());
    }

    @ParameterizedTest
    @MethodSource("canonical")
    void signsVectorAsItWasSigned(SignedRequest vector) {
        assertThat(sign(vector)).isEqualTo(headers(vector, UnaryOperator.identity()));
    }

    /** Stripe's own library adds a signature of a test scheme, {@code v0}. */
    @ParameterizedTest
    @MethodSource("published")
    void signsPublishedRequestAsItWasSigned(SignedRequest request) {
        assertThat(sign(request)).isEqualTo(headers(request, text -> text.replaceAll(",v0=.*", "")));
    }

    private static Map<String, String> sign(SignedRequest vector) {
        SignatureScheme scheme = scheme(vector.vendor());
        Instant time = scheme.signedTime(vector.request()).orElse(vector.now());
        String id = vector.headers().getOrDefault("webhook-id", List.of("any")).get(0);
        return scheme.sign(
                vector.body(), id, time, secret(scheme, vector.secrets().get(0)));
    }

    private static Map<String, String> headers(SignedRequest vector, UnaryOperator<String> change) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        vector.headers().forEach((name, values) -> headers.put(name, change.apply(values.get(0))));
        return headers;
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void acceptsWhatItSignsWithinTheWindow(SignatureScheme scheme) {
        for (Instant time : List.of(
                TIME,
                TIME.plusNanos(123_456_789),
                Instant.parse("2026-12-31T23:59:59.999999999Z"),
                Instant.parse("2027-01-01T00:00:00Z"),
                Instant.parse("2028-02-29T12:00:00.5Z"))) {
            for (byte[] body : List.of(BODY, new byte[0], new byte[20_000])) {
                Map<String, String> headers = scheme.sign(body, "id-1", time, secret(scheme, SECRET));
                Instant signed = scheme.signedTime(request(headers, body)).orElse(time);

                assertThat(Duration.between(signed, time))
                        .isGreaterThanOrEqualTo(Duration.ZERO)
                        .isLessThan(Duration.ofSeconds(1));
                assertThat(refusal(scheme, headers, body, time)).isEmpty();
                assertThat(refusal(scheme, headers, body, signed.plus(WINDOW))).isEmpty();
                assertThat(refusal(scheme, headers, body, signed.minus(WINDOW))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void refusesWhatItSignedOutsideTheWindowWhereATimeIsSigned(SignatureScheme scheme) {
        Map<String, String> headers = scheme.sign(BODY, "id-1", TIME, secret(scheme, SECRET));
        Optional<Refusal> expected = scheme.signedTime(request(headers, BODY)).map(signed -> Refusal.STALE);

        assertThat(refusal(scheme, headers, BODY, TIME.plus(WINDOW).plusNanos(1)))
                .isEqualTo(expected);
        assertThat(refusal(scheme, headers, BODY, TIME.minus(WINDOW).minusNanos(1)))
                .isEqualTo(expected);
    }

    @Test
    void signsATimeForEightOfTheSchemes() {
        assertThat(schemes())
                .filteredOn(scheme -> {
                    Map<String, String> headers = scheme.sign(BODY, "id-1", TIME, secret(scheme, SECRET));
                    return scheme.signedTime(request(headers, BODY)).isPresent();
                })
                .hasSize(8);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void refusesWhatItSignedForAnythingElse(SignatureScheme scheme) {
        Secret secret = secret(scheme, SECRET);
        Map<String, String> headers = scheme.sign(BODY, "id-1", TIME, secret);
        byte[] otherBody = BODY.clone();
        otherBody[0] ^= 1;
        Map<String, String> otherSecret =
                scheme.sign(BODY, "id-1", TIME, secret(scheme, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx"));

        assertThat(refusal(scheme, headers, otherBody, TIME)).contains(Refusal.MISMATCH);
        assertThat(refusal(scheme, otherSecret, BODY, TIME)).contains(Refusal.MISMATCH);

        Map<String, String> otherTime =
                with(headers, text -> text.replace("1780683445", "1780683446").replace("18:17:25", "18:17:26"));
        boolean isTimed = scheme.signedTime(request(headers, BODY)).isPresent();
        assertThat(!otherTime.equals(headers)).isEqualTo(isTimed);
        assertThat(refusal(scheme, otherTime, BODY, TIME))
                .isEqualTo(isTimed ? Optional.of(Refusal.MISMATCH) : Optional.empty());

        Map<String, String> otherId = with(headers, text -> text.replace("id-1", "id-2"));
        assertThat(refusal(scheme, otherId, BODY, TIME))
                .isEqualTo(otherId.equals(headers) ? Optional.empty() : Optional.of(Refusal.MISMATCH));
    }

    @Test
    void ignoresIdWhereNoneIsSigned() {
        for (String vendor : Fixtures.VENDORS.keySet()) {
            SignatureScheme scheme = scheme(vendor);
            assertThat(scheme.sign(BODY, "id-1", TIME, secret(scheme, SECRET)))
                    .isEqualTo(scheme.sign(BODY, "id-2", TIME, secret(scheme, SECRET)));
        }
    }

    private static Secret secret(SignatureScheme scheme, String text) {
        return Secret.of(text, scheme.keyFormat());
    }

    private static Map<String, String> with(Map<String, String> headers, UnaryOperator<String> change) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.replaceAll((name, text) -> change.apply(text));
        return changed;
    }

    private static WebhookRequest request(Map<String, String> headers, byte[] body) {
        return new WebhookRequest(
                Headers.of(headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())))),
                body);
    }

    private static Optional<Refusal> refusal(
            SignatureScheme scheme, Map<String, String> headers, byte[] body, Instant now) {
        return scheme.refusal(request(headers, body), List.of(secret(scheme, SECRET)), WINDOW, now);
    }
}
