package dev.vendorhooks.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SecretUse;
import dev.vendorhooks.signature.Secrets;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.vendor.DeclaredVendor;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.Vendor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureDoctorTest {

    private static final String SECRET = "s3cret-canary+of/this==";
    private static final String OTHER_SECRET = "the-other-canary";
    private static final Instant NOW = Instant.parse("2026-06-05T18:17:30Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** What the vendor signs in the tests of bodies, in an order that no sorting gives. */
    private static final String COMPACT =
            """
            {"event":"x.y","type":"x","a":{"url":"https://a.b/c","n":1.50,"big":12345678901234567890,"e":1E3},\
            "text":"Grün & <b> \\"ok\\"","list":[1,true,null,{"z":1,"b":[]}],"none":{}}""";

    private static final String SORTED =
            """
            {"a":{"big":12345678901234567890,"e":1E3,"n":1.50,"url":"https://a.b/c"},"event":"x.y",\
            "list":[1,true,null,{"b":[],"z":1}],"none":{},"text":"Grün & <b> \\"ok\\"","type":"x"}""";

    private static final String SPACED =
            """
            {"event": "x.y", "type": "x", "a": {"url": "https://a.b/c", "n": 1.50, "big": 12345678901234567890, "e": 1E3}, \
            "text": "Grün & <b> \\"ok\\"", "list": [1, true, null, {"z": 1, "b": []}], "none": {}}""";

    private static final String INDENTED =
            """
            {
              "event": "x.y",
              "type": "x",
              "a": {
                "url": "https://a.b/c",
                "n": 1.50,
                "big": 12345678901234567890,
                "e": 1E3
              },
              "text": "Grün & <b> \\"ok\\"",
              "list": [
                1,
                true,
                null,
                {
                  "z": 1,
                  "b": []
                }
              ],
              "none": {}
            }""";

    static Stream<Arguments> bodiesChangedOnTheWay() {
        List<Change> changes = List.of(
                new Change(Cause.BODY_REWRITTEN, COMPACT, SPACED),
                new Change(Cause.BODY_REWRITTEN, SPACED, COMPACT),
                new Change(Cause.BODY_REWRITTEN, COMPACT, INDENTED),
                new Change(Cause.BODY_REWRITTEN, INDENTED, COMPACT),
                new Change(Cause.BODY_REWRITTEN, INDENTED.replace("  ", "    "), SPACED),
                new Change(Cause.BODY_REWRITTEN, INDENTED.replace("  ", "\t"), SPACED),
                new Change(Cause.BODY_REWRITTEN, COMPACT, COMPACT.replace("/", "\\/")),
                new Change(Cause.BODY_REWRITTEN, COMPACT.replace("/", "\\/"), COMPACT),
                new Change(Cause.BODY_REWRITTEN, COMPACT, COMPACT.replace("ü", "\\u00fc")),
                new Change(Cause.BODY_REWRITTEN, COMPACT.replace("ü", "\\u00fc"), COMPACT),
                new Change(Cause.BODY_REWRITTEN, COMPACT.replace("ü", "\\u00FC"), SPACED),
                new Change(Cause.BODY_REWRITTEN, SPACED.replace("ü", "\\u00fc"), INDENTED),
                new Change(Cause.BODY_REWRITTEN, goEscapes(COMPACT), COMPACT),
                new Change(Cause.BODY_REWRITTEN, COMPACT, goEscapes(COMPACT)),
                new Change(Cause.BODY_REWRITTEN, SORTED, COMPACT),
                new Change(Cause.BODY_REWRITTEN, SORTED.replace("/", "\\/"), INDENTED),
                new Change(Cause.BODY_REWRITTEN, COMPACT + "\n", SPACED),
                new Change(Cause.BODY_REWRITTEN, INDENTED.replace("\n", "\r\n"), SPACED),
                new Change(Cause.BODY_LINE_BREAK, COMPACT, COMPACT + "\n"),
                new Change(Cause.BODY_LINE_BREAK, COMPACT, COMPACT + "\r\n"),
                new Change(Cause.BODY_LINE_BREAK, COMPACT + "\n", COMPACT),
                new Change(Cause.BODY_LINE_BREAK, COMPACT + "\r\n", COMPACT),
                new Change(Cause.BODY_LINE_BREAK, INDENTED, INDENTED.replace("\n", "\r\n")),
                new Change(Cause.BODY_LINE_BREAK, INDENTED.replace("\n", "\r\n"), INDENTED),
                new Change(Cause.BODY_BYTE_ORDER_MARK, COMPACT, "\ufeff" + COMPACT),
                new Change(Cause.BODY_BYTE_ORDER_MARK, "\ufeff" + COMPACT, COMPACT),
                new Change(Cause.BODY_CHARSET, COMPACT, COMPACT.getBytes(ISO_8859_1)),
                new Change(Cause.BODY_CHARSET, COMPACT.getBytes(ISO_8859_1), COMPACT.getBytes(UTF_8)),
                new Change(Cause.BODY_CHARSET, COMPACT, new String(COMPACT.getBytes(UTF_8), ISO_8859_1)),
                new Change(Cause.BODY_CHARSET, COMPACT, COMPACT.getBytes(UTF_16LE)),
                new Change(Cause.BODY_CHARSET, COMPACT, ("\ufeff" + COMPACT).getBytes(UTF_16LE)),
                new Change(Cause.BODY_COMPRESSED, COMPACT.getBytes(UTF_8), gzip(COMPACT)),
                new Change(Cause.BODY_COMPRESSED, gzip(COMPACT), COMPACT.getBytes(UTF_8)));
        return Sender.VENDORS.stream().flatMap(vendor -> changes.stream().map(change -> arguments(vendor, change)));
    }

    @ParameterizedTest
    @MethodSource("bodiesChangedOnTheWay")
    void namesWhatWasDoneToTheBody(String vendor, Change change) {
        WebhookRequest request = new Sender(vendor).key(SECRET).send(change.signed, change.received);

        assertThat(cause(vendor, SECRET, request)).contains(change.cause);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void recognisesTheKeysInTheVendorsOwnOrder(String vendor) {
        Vendor sender = Fixtures.VENDORS.get(vendor);
        String type = sender.eventTypes().stream().sorted().findFirst().orElseThrow();
        String sample = sender.sample(type, () -> "17", NOW).orElseThrow();
        String compact = sample.replaceAll("\\s*\\n\\s*", "").replace(": ", ":").replace(", ", ",");
        byte[] sorted = JsonLayout.ALL
                .get(0)
                .write(JsonText.tokens(
                        JsonText.sorted(
                                JsonText.of(sample.getBytes(UTF_8))
                                        .orElseThrow()
                                        .value(),
                                String::compareTo),
                        string -> string))
                .getBytes(UTF_8);

        assertThat(cause(vendor, SECRET, new Sender(vendor).key(SECRET).send(compact.getBytes(UTF_8), sorted)))
                .contains(Cause.BODY_REWRITTEN);
        assertThat(cause(vendor, SECRET, new Sender(vendor).key(SECRET).send(sample.getBytes(UTF_8), sorted)))
                .contains(Cause.BODY_REWRITTEN);
    }

    static Stream<Arguments> secretsTakenWrong() {
        String base64 = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        byte[] decoded = Base64.getDecoder().decode(base64);
        List<Mistake> mistakes = List.of(
                new Mistake(Cause.SECRET_DECODING, "00ff10a5", new byte[] {0, -1, 0x10, (byte) 0xa5}),
                new Mistake(Cause.SECRET_DECODING, base64, decoded),
                new Mistake(
                        Cause.SECRET_DECODING,
                        "-_-_AAAA",
                        Base64.getUrlDecoder().decode("-_-_AAAA")),
                new Mistake(Cause.SECRET_DECODING, "whsec_" + base64, decoded),
                new Mistake(Cause.SECRET_DECODING, "whsec_" + base64, base64),
                new Mistake(Cause.SECRET_DECODING, base64, "whsec_" + base64),
                new Mistake(Cause.SECRET_DECODING, "plain!", "706c61696e21"),
                new Mistake(Cause.SECRET_DECODING, "plain!", "cGxhaW4h"),
                new Mistake(Cause.SECRET_PADDING, "abc", "abc\n"),
                new Mistake(Cause.SECRET_PADDING, "abc", "abc\r\n"),
                new Mistake(Cause.SECRET_PADDING, "abc", "abc "),
                new Mistake(Cause.SECRET_PADDING, "abc", " abc"),
                new Mistake(Cause.SECRET_PADDING, "abc", "\"abc\""),
                new Mistake(Cause.SECRET_PADDING, "abc", "'abc'"),
                new Mistake(Cause.SECRET_PADDING, "'abc'", "abc"),
                new Mistake(Cause.SECRET_PADDING, "\"abc\"", "abc"),
                new Mistake(Cause.SECRET_PADDING, "abc\u00a0", "abc"),
                new Mistake(Cause.SECRET_ENCODING, "ab cd", "ab+cd"),
                new Mistake(Cause.SECRET_ENCODING, "ab  cd ef", "ab++cd+ef"),
                new Mistake(Cause.SECRET_ENCODING, "ab cd former", "ab+cd"),
                new Mistake(Cause.SECRET_ENCODING, " abcd", "+abcd"),
                new Mistake(Cause.SECRET_ENCODING, "ab%2Bcd", "ab+cd"),
                new Mistake(Cause.SECRET_ENCODING, "ab+cd", "ab%2Bcd"),
                new Mistake(Cause.SECRET_ENCODING, "ab+cd", "ab cd"),
                new Mistake(Cause.SECRET_ENCODING, "a&amp;b", "a&b"),
                new Mistake(Cause.SECRET_ENCODING, "RAW(abc)", "abc"));
        return Sender.VENDORS.stream().flatMap(vendor -> mistakes.stream().map(mistake -> arguments(vendor, mistake)));
    }

    @ParameterizedTest
    @MethodSource("secretsTakenWrong")
    void namesHowTheSecretWasTakenWrong(String vendor, Mistake mistake) {
        WebhookRequest request = new Sender(vendor).key(mistake.key).send(COMPACT);

        assertThat(cause(vendor, mistake.configured, request)).contains(mistake.cause);
    }

    @Test
    void takesTheTextOfASecretThatIsDecodedHere() {
        DeclaredVendor declared = new DeclaredVendor();
        declared.setSignatureHeader("X-Webhook-Signature");
        declared.setSecretFormat(KeyFormat.WHSEC);
        WebhookRequest request = new Sender("generic").key("whsec_MfKQ9r8G").send(COMPACT);

        assertThat(doctor(declared, Secret.list("whsec_MfKQ9r8G", KeyFormat.WHSEC))
                        .examine(request, Refusal.MISMATCH, NOW))
                .contains(new Finding(Cause.SECRET_DECODING, "the signature fits the secret as the text that it is"));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void namesTheEndpointWhoseSecretItIs(String vendor) {
        WebhookRequest request = new Sender(vendor).key(OTHER_SECRET).send(COMPACT);

        assertThat(doctor(vendor, SECRET).examine(request, Refusal.MISMATCH, NOW))
                .contains(new Finding(
                        Cause.SECRET_OF_OTHER_ENDPOINT, "the signature fits the secret of vendorhook:other"));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void namesASecretWhoseTimeIsOver(String vendor) {
        SignatureDoctor doctor = doctor(vendor, "old");
        doctor.secrets().replace(Secret.list("new", KeyFormat.UTF8), Duration.ZERO, NOW);

        assertThat(doctor.examine(new Sender(vendor).key("old").send(COMPACT), Refusal.MISMATCH, NOW))
                .contains(new Finding(Cause.SECRET_FORMER, "the signature fits a former secret of this endpoint"));
    }

    static Stream<Arguments> signaturesWrittenOtherwise() {
        List<String> prefixes = List.of("sha256=", "hmac-sha256=", "v0=", "v1=", "v1,", "sha256:", "\"");
        return Sender.VENDORS.stream().flatMap(vendor -> prefixes.stream().map(prefix -> arguments(vendor, prefix)));
    }

    @ParameterizedTest
    @MethodSource("signaturesWrittenOtherwise")
    void namesAPrefixThatIsNotExpected(String vendor, String prefix) {
        Sender sender = new Sender(vendor).key(SECRET);
        String signature = prefix + Sender.hex(sender.mac(bytes(COMPACT))) + (prefix.equals("\"") ? "\"" : "");

        assertThat(cause(vendor, SECRET, Sender.request(sender.headers(signature), bytes(COMPACT))))
                .contains(Cause.SIGNATURE_PREFIX);
    }

    @Test
    void namesAPrefixThatIsMissing() {
        DeclaredVendor declared = new DeclaredVendor();
        declared.setSignatureHeader("X-Webhook-Signature");
        declared.setSignaturePrefix("sha256=");

        assertThat(doctor(declared, Secret.list(SECRET, KeyFormat.UTF8))
                        .examine(new Sender("generic").key(SECRET).send(COMPACT), Refusal.MALFORMED, NOW))
                .contains(new Finding(
                        Cause.SIGNATURE_PREFIX, "the signature fits with the prefix sha256=, which is missing"));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void namesASignatureInBase64(String vendor) {
        Sender sender = new Sender(vendor).key(SECRET);
        String signature = Base64.getEncoder().encodeToString(sender.mac(bytes(COMPACT)));

        // Makini's may be either
        assertThat(cause(vendor, SECRET, Sender.request(sender.headers(signature), bytes(COMPACT))))
                .isEqualTo(vendor.equals("makini") ? Optional.empty() : Optional.of(Cause.SIGNATURE_ENCODING));
    }

    static Stream<Arguments> timesSignedOtherwise() {
        return Stream.of(
                arguments("vntana", "1780683445", "1780683445000"),
                arguments("vntana", "1780683445", "1780683445123"),
                arguments("vntana", "1780683445123", "1780683445"),
                arguments("vntana", "1780683445123", "2026-06-05T18:17:25.123Z"),
                arguments("vntana", "2026-06-05T18:17:25.123Z", "1780683445123"),
                arguments("vntana", "2026-06-05T18:17:25.123Z", "2026-06-05T18:17:25Z"),
                arguments("vntana", "2026-06-05T18:17:25Z", "2026-06-05T18:17:25.000Z"),
                arguments("vntana", "2026-06-05T18:17:25Z", "2026-06-05T18:17:25+00:00"),
                arguments("vntana", "2026-06-05T18:17:25.123Z", "2026-06-05T18:17:25.123"),
                arguments("kaedim", "1780683445", "1780683445000"),
                arguments("kaedim", "1780683445", "1780683445999"),
                arguments("kaedim", "1780683445", "2026-06-05T18:17:25.000Z"),
                arguments("kaedim", "2026-06-05T18:17:25.000Z", "2026-06-05T18:17:25.000Z"));
    }

    @ParameterizedTest
    @MethodSource("timesSignedOtherwise")
    void namesATimeThatIsSignedInAnotherFormat(String vendor, String sent, String signed) {
        WebhookRequest request =
                new Sender(vendor).key(SECRET).time(sent).signedTime(signed).send(COMPACT);

        assertThat(cause(vendor, SECRET, request)).contains(Cause.TIME_FORMAT);
    }

    @Test
    void namesASignedTimeThatNobodyReads() {
        WebhookRequest request =
                new Sender("vntana").key(SECRET).time("5 June 2026, 6 pm").send(COMPACT);

        assertThat(cause("vntana", SECRET, request)).contains(Cause.TIME_FORMAT);
    }

    static Stream<Arguments> contentsSignedOtherwise() {
        return Stream.of("", ".", "#", ":", ",", "\n", "|", "-")
                .flatMap(joint -> Stream.of("kaedim", "vntana").map(vendor -> arguments(vendor, joint)))
                .filter(arguments -> !List.of("kaedim", "vntana#")
                        .contains("" + arguments.get()[0] + arguments.get()[1]));
    }

    @ParameterizedTest
    @MethodSource("contentsSignedOtherwise")
    void namesAnotherJoint(String vendor, String joint) {
        Sender sender = new Sender(vendor).key(SECRET);
        String time = vendor.equals("kaedim") ? Sender.UNIX_TIME : Sender.ISO_TIME;
        byte[] before = sender.mac(time + joint, bytes(COMPACT));
        byte[] behind = sender.mac("", bytes(COMPACT + joint + time));

        assertThat(cause(vendor, SECRET, Sender.request(sender.headers(Sender.hex(before)), bytes(COMPACT))))
                .contains(Cause.SIGNED_CONTENT);
        assertThat(cause(vendor, SECRET, Sender.request(sender.headers(Sender.hex(behind)), bytes(COMPACT))))
                .contains(Cause.SIGNED_CONTENT);
    }

    @ParameterizedTest
    @MethodSource("timedVendors")
    void namesATimeThatIsNotSigned(String vendor) {
        Sender sender = new Sender(vendor).key(SECRET);
        String signature = Sender.hex(sender.mac("", bytes(COMPACT)));

        assertThat(doctor(vendor, SECRET)
                        .examine(Sender.request(sender.headers(signature), bytes(COMPACT)), Refusal.MISMATCH, NOW)
                        .map(Finding::observation))
                .contains("the signature fits over {body} instead of {timestamp}" + (vendor.equals("vntana") ? "#" : "")
                        + "{body}");
    }

    @Test
    void namesATimeThatIsSignedAndShouldNot() {
        Sender sender = new Sender("glossi").key(SECRET);
        String signature = Sender.hex(sender.mac(Sender.UNIX_TIME + ".", bytes(COMPACT)));

        assertThat(cause(
                        "glossi",
                        SECRET,
                        Sender.request(
                                Map.of("X-Glossi-Signature", signature, "X-Any-Time", Sender.UNIX_TIME),
                                bytes(COMPACT))))
                .contains(Cause.SIGNED_CONTENT);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void namesTheVendorThatSignsSo(String vendor) {
        for (String other : Sender.VENDORS) {
            if (other.equals(vendor) || List.of("generic", "makini").containsAll(List.of(vendor, other))) {
                continue;
            }
            assertThat(cause(vendor, SECRET, new Sender(other).key(SECRET).send(COMPACT)))
                    .contains(Cause.OTHER_VENDOR);
            assertThat(cause(vendor, SECRET, new Sender(other).key(OTHER_SECRET).send(COMPACT)))
                    .contains(Cause.OTHER_VENDOR);
            assertThat(cause(vendor, SECRET, new Sender(other).key("unknown").send(COMPACT)))
                    .contains(Cause.OTHER_VENDOR);
        }
    }

    @Test
    void namesTheHeadersOfAnotherVendor() {
        assertThat(doctor("generic", SECRET)
                        .examine(new Sender("glossi").key("unknown").send(COMPACT), Refusal.MISSING, NOW)
                        .map(Finding::observation))
                .contains("the request bears X-Glossi-Signature, as glossi signs, and not X-Webhook-Signature");
    }

    @Test
    void namesTheHeaderThatIsMissing() {
        WebhookRequest request = Sender.request(Map.of("X-VNTANA-SIGNATURE", "0".repeat(64)), bytes(COMPACT));

        assertThat(doctor("vntana", SECRET).examine(request, Refusal.MISSING, NOW))
                .contains(new Finding(
                        Cause.HEADER_MISSING, "the request lacks X-TIMESTAMP, while it bears X-VNTANA-SIGNATURE"));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void namesAllHeadersWhereNoneCame(String vendor) {
        assertThat(cause(vendor, SECRET, Sender.request(Map.of(), bytes(COMPACT))))
                .contains(Cause.HEADER_MISSING);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void namesRepeatedAndJoinedHeaders(String vendor) {
        Map<String, String> headers = new Sender(vendor)
                .key(SECRET)
                .headers(Sender.hex(new Sender(vendor).key(SECRET).mac(bytes(COMPACT))));
        Map<String, List<String>> repeated = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of("another", header.getValue())));

        assertThat(doctor(vendor, SECRET)
                        .examine(new WebhookRequest(Headers.of(repeated), bytes(COMPACT)), Refusal.REPEATED, NOW))
                .contains(new Finding(
                        Cause.HEADER_REPEATED,
                        "the signature fits one value of a header that came repeated, or joined with others into one"));
        for (String joint : List.of(",", ", ", ";", "; ")) {
            Map<String, String> joined = headers.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, header -> header.getValue() + joint + header.getValue()));
            assertThat(cause(vendor, SECRET, Sender.request(joined, bytes(COMPACT))))
                    .contains(Cause.HEADER_REPEATED);
        }
    }

    @Test
    void saysThatNoSingleValueFits() {
        Headers headers = Headers.of(Map.of("X-Glossi-Signature", List.of("a", "b")));

        assertThat(doctor("glossi", SECRET).examine(new WebhookRequest(headers, bytes(COMPACT)), Refusal.REPEATED, NOW))
                .contains(new Finding(
                        Cause.HEADER_REPEATED,
                        "X-Glossi-Signature came more than once, and no choice of one value fits"));
    }

    static Stream<Arguments> ages() {
        return Stream.of(
                arguments(Duration.ofMinutes(6), Cause.LATE, "the signature fits, but was made 6 min 0 s ago"),
                arguments(Duration.ofMinutes(123), Cause.LATE, "the signature fits, but was made 2 h 3 min ago"),
                arguments(Duration.ofHours(49), Cause.LATE, "the signature fits, but was made 2 d 1 h ago"),
                arguments(
                        Duration.ofHours(2).plusSeconds(5),
                        Cause.CLOCK,
                        "the signature fits, but was made 2 h 0 min ago by this machine's clock, as by another time zone"),
                arguments(
                        Duration.ofMinutes(-345).plusSeconds(2),
                        Cause.CLOCK,
                        "the signature fits, but was made 5 h 44 min ahead of this machine's clock, as by another time zone"),
                arguments(
                        Duration.ofMinutes(-7),
                        Cause.CLOCK,
                        "the signature fits, but was made 7 min 0 s ahead of this machine's clock"));
    }

    @ParameterizedTest
    @MethodSource("ages")
    void tellsAWrongClockFromALateDelivery(Duration age, Cause cause, String observation) {
        for (String vendor : List.of("kaedim", "vntana")) {
            WebhookRequest request =
                    new Sender(vendor).key(SECRET).time("1780683445").send(COMPACT);

            assertThat(doctor(vendor, SECRET)
                            .examine(
                                    request,
                                    Refusal.STALE,
                                    Instant.ofEpochSecond(1780683445).plus(age)))
                    .contains(new Finding(cause, observation));
        }
    }

    @Test
    void namesATimeInMicroseconds() {
        WebhookRequest request =
                new Sender("kaedim").key(SECRET).time("1780683445123456").send(COMPACT);

        assertThat(cause("kaedim", SECRET, request)).contains(Cause.TIME_FORMAT);
    }

    @Test
    void namesNothingOfRandomForgeries() {
        Random random = new Random(20260605);
        for (int i = 0; i < 30; i++) {
            String vendor = Sender.VENDORS.get(i % Sender.VENDORS.size());
            byte[] key = new byte[32];
            random.nextBytes(key);
            byte[] body = (COMPACT.substring(0, COMPACT.length() - 1) + ",\"i\":" + i + "}").getBytes(UTF_8);
            Sender forger = new Sender(vendor).key(key);
            byte[] mac = forger.mac(body);
            String signature = i % 3 == 0
                    ? Base64.getEncoder().encodeToString(mac)
                    : (i % 3 == 1 ? "sha256=" : "") + Sender.hex(mac);

            assertThat(cause(vendor, SECRET, Sender.request(forger.headers(signature), body)))
                    .isEmpty();
        }
    }

    @Test
    void countsNoUse() {
        SignatureDoctor doctor = doctor("glossi", SECRET);
        List<SecretUse> before = doctor.secrets().uses();

        doctor.examine(new Sender("glossi").key(SECRET).send(bytes(COMPACT), bytes(SPACED)), Refusal.MISMATCH, NOW);
        doctor.examine(new Sender("glossi").key("forged").send(COMPACT), Refusal.MISMATCH, NOW);

        assertThat(doctor.secrets().uses()).isEqualTo(before);
    }

    @Test
    void saysNothingOfSecretSignatureOrBody() {
        List<String> said = new ArrayList<>();
        bodiesChangedOnTheWay().map(Arguments::get).limit(40).forEach(arguments -> {
            Change change = (Change) arguments[1];
            Sender sender = new Sender((String) arguments[0]).key(SECRET);
            SignatureDoctor doctor = doctor((String) arguments[0], SECRET);
            said.add(doctor.toString());
            doctor.examine(sender.send(change.signed, change.received), Refusal.MISMATCH, NOW)
                    .ifPresent(finding -> said.add(finding.toString()));
            doctor.examine(
                            Sender.request(sender.headers("canary-of-the-signature"), change.received),
                            Refusal.MALFORMED,
                            NOW)
                    .ifPresent(finding -> said.add(finding.toString()));
        });
        Secret.list(SECRET, KeyFormat.UTF8)
                .get(0)
                .readings()
                .forEach((reading, secrets) -> said.add(reading + reading.words() + secrets));

        assertThat(said).hasSizeGreaterThan(80).noneMatch(text -> text.contains("canary") || text.contains("Grün"));
    }

    @Test
    void boundsWhatALargeBodyCosts() {
        byte[] body = ("{\"a\":[" + "\"/\\u00fc<\",".repeat(87_000) + "1]}").getBytes(UTF_8);
        assertThat(body.length).isBetween(BodyVariants.LARGEST * 9 / 10, BodyVariants.LARGEST);
        SignatureDoctor doctor = doctor("glossi", SECRET + " second third");
        Variations variations = new Variations(doctor, 16L * BodyVariants.LARGEST);
        WebhookRequest forged = new Sender("glossi").key("forged").send(body, body);
        Hypothesis received = new Hypothesis(
                List.of(),
                forged,
                doctor.vendor().signatures(),
                doctor.secrets().accepted(NOW));

        assertThat(variations.first(received)).isEmpty();
        assertThat(variations.bytesLeft()).isBetween(-8L * BodyVariants.LARGEST, 0L);
    }

    @Test
    void leavesLargerBodiesAsTheyAre() {
        byte[] body = new byte[BodyVariants.LARGEST + 1];

        assertThat(BodyVariants.ofBytes(body)).isEmpty();
        assertThat(BodyVariants.ofJson(body, Optional.empty())).isEmpty();
    }

    static Stream<Arguments> faultsOfSignedIds() {
        return Stream.of(
                arguments("msg_1.1780683445.", "v1,other v1,%s", COMPACT + "\n", Cause.BODY_LINE_BREAK),
                arguments("msg_1.1780683445.", "v1a,x v1,%s", SPACED, Cause.BODY_REWRITTEN),
                arguments("msg_1.1780683445.", "%s", COMPACT, Cause.SIGNATURE_PREFIX),
                arguments("msg_1.1780683445.", "v1=%s", COMPACT, Cause.SIGNATURE_PREFIX),
                arguments("1780683445.", "v1,%s", COMPACT, Cause.SIGNED_CONTENT),
                arguments("msg_1.", "v1,%s", COMPACT, Cause.SIGNED_CONTENT),
                arguments("msg_1.1780683445000.", "v1,%s", COMPACT, Cause.TIME_FORMAT));
    }

    @ParameterizedTest
    @MethodSource("faultsOfSignedIds")
    void namesWhatIsWrongWithASignedIdAndAListOfSignatures(
            String before, String signatures, String received, Cause cause) {
        DeclaredVendor declared = new DeclaredVendor();
        declared.setSignatureHeader("webhook-signature");
        declared.setSignatureSeparator(" ");
        declared.setSignaturePrefix("v1,");
        declared.setEncoding(Encoding.BASE64);
        declared.setTimestampHeader("webhook-timestamp");
        declared.setIdHeader("webhook-id");
        declared.setSignedContent("{id}.{timestamp}.{body}");
        byte[] mac = new Sender("generic").key(SECRET).mac(before, bytes(COMPACT));
        Map<String, String> headers = Map.of(
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                "1780683445",
                "webhook-signature",
                signatures.formatted(Base64.getEncoder().encodeToString(mac)));

        assertThat(cause(declared, Sender.request(headers, bytes(received)))).contains(cause);
    }

    static Stream<Arguments> faultsOfListedTimes() {
        return Stream.of(
                arguments("1780683445.", "t=1780683445,v1=%s", COMPACT + "\n", Cause.BODY_LINE_BREAK),
                arguments("1780683445.", "t=1780683445,v0=%s", COMPACT, Cause.SIGNATURE_PREFIX),
                arguments("1780683445000.", "t=1780683445,v1=%s", COMPACT, Cause.TIME_FORMAT),
                arguments("", "t=1780683445,v1=%s", COMPACT, Cause.SIGNED_CONTENT),
                arguments("1780683445.", "t=1780683445,t=1780683445,v1=%s", COMPACT, Cause.HEADER_REPEATED));
    }

    @ParameterizedTest
    @MethodSource("faultsOfListedTimes")
    void namesWhatIsWrongWithAListOfTimeAndSignature(String before, String list, String received, Cause cause) {
        DeclaredVendor declared = new DeclaredVendor();
        declared.setSignatureHeader("x-signature");
        declared.setSignatureSeparator(",");
        declared.setSignaturePrefix("v1=");
        declared.setTimestampPrefix("t=");
        declared.setSignedContent("{timestamp}.{body}");
        String signature = Sender.hex(new Sender("generic").key(SECRET).mac(before, bytes(COMPACT)));
        Map<String, String> headers = Map.of("x-signature", list.formatted(signature));

        assertThat(cause(declared, Sender.request(headers, bytes(received)))).contains(cause);
    }

    @Test
    void namesBase64OfTheHexadecimalText() {
        Sender sender = new Sender("glossi").key(SECRET);
        String hex = Sender.hex(sender.mac(bytes(COMPACT)));
        WebhookRequest request =
                Sender.request(sender.headers(Base64.getEncoder().encodeToString(hex.getBytes(UTF_8))), bytes(COMPACT));

        assertThat(doctor("glossi", SECRET).examine(request, Refusal.MALFORMED, NOW))
                .contains(new Finding(
                        Cause.SIGNATURE_ENCODING, "the signature fits once its base64 is read as hexadecimal"));
    }

    @Test
    void namesTwoTimesInOneHeader() {
        WebhookRequest request = new Sender("vntana")
                .key(SECRET)
                .time(Sender.ISO_TIME + ", " + Sender.ISO_TIME)
                .signedTime(Sender.ISO_TIME)
                .send(COMPACT);

        assertThat(doctor("vntana", SECRET).examine(request, Refusal.MISMATCH, NOW))
                .contains(new Finding(Cause.HEADER_REPEATED, "the signature fits one of several values of a header"));
    }

    @Test
    void namesATimeInQuotes() {
        WebhookRequest request = new Sender("vntana")
                .key(SECRET)
                .time('"' + Sender.ISO_TIME + '"')
                .signedTime(Sender.ISO_TIME)
                .send(COMPACT);

        assertThat(doctor("vntana", SECRET).examine(request, Refusal.MISMATCH, NOW))
                .contains(new Finding(
                        Cause.TIME_FORMAT, "the signature fits over the time without what stands around it"));
    }

    static Stream<Arguments> pairsOfFaults() {
        return Stream.of(
                arguments(SECRET, "sha256=", COMPACT + "\n", Cause.SIGNATURE_PREFIX),
                arguments(OTHER_SECRET, "sha256=", COMPACT, Cause.SIGNATURE_PREFIX),
                arguments(SECRET + "\n", "sha256=", COMPACT, Cause.SIGNATURE_PREFIX),
                arguments(OTHER_SECRET, "", COMPACT + "\n", Cause.BODY_LINE_BREAK),
                arguments(SECRET + "\n", "", COMPACT + "\n", Cause.BODY_LINE_BREAK),
                arguments(OTHER_SECRET, "", SPACED, Cause.BODY_REWRITTEN),
                arguments(SECRET, "sha256=", SPACED, Cause.BODY_REWRITTEN));
    }

    @ParameterizedTest
    @MethodSource("pairsOfFaults")
    void namesTheFirstOfTwoFaults(String key, String prefix, String received, Cause cause) {
        for (String vendor : List.of("glossi", "vntana")) {
            Sender sender = new Sender(vendor).key(key);
            Map<String, String> headers = sender.headers(prefix + Sender.hex(sender.mac(bytes(COMPACT))));

            assertThat(cause(vendor, SECRET, Sender.request(headers, bytes(received))))
                    .contains(cause);
        }
    }

    @Test
    void namesAnotherJointThatIsKeyedWithAnotherSecret() {
        for (String key : List.of(OTHER_SECRET, SECRET + "\n")) {
            Sender sender = new Sender("vntana").key(key);
            String signature = Sender.hex(sender.mac(Sender.ISO_TIME + ".", bytes(COMPACT)));

            assertThat(cause("vntana", SECRET, Sender.request(sender.headers(signature), bytes(COMPACT))))
                    .contains(Cause.SIGNED_CONTENT);
        }
    }

    @Test
    void triesTheSecretsOfOtherEndpointsAsOtherVendorsSign() {
        assertThat(doctor("generic", SECRET)
                        .examine(new Sender("glossi").key(OTHER_SECRET).send(COMPACT), Refusal.MISSING, NOW))
                .contains(new Finding(Cause.OTHER_VENDOR, "the signature fits as glossi signs"));
    }

    @Test
    void namesWhatIsSignedInPlaceOfTheBody() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(COMPACT));
        Map<String, byte[]> contents = Map.of(
                "no body", new byte[0],
                "the body's SHA-256", digest,
                "the body's SHA-256 in hexadecimal", bytes(Sender.hex(digest)),
                "the body's SHA-256 in base64", Base64.getEncoder().encode(digest),
                "the body in base64", Base64.getEncoder().encode(bytes(COMPACT)));

        contents.forEach((words, signed) -> assertThat(doctor("glossi", SECRET)
                        .examine(new Sender("glossi").key(SECRET).send(signed, bytes(COMPACT)), Refusal.MISMATCH, NOW))
                .contains(new Finding(Cause.SIGNED_CONTENT, "the signature fits " + words)));
    }

    static List<String> vendors() {
        return Sender.VENDORS;
    }

    static List<String> timedVendors() {
        return List.of("kaedim", "vntana");
    }

    /** The cause that is found after the refusal that the vendor's own scheme gives. */
    private static Optional<Cause> cause(String vendor, String secret, WebhookRequest request) {
        return cause(doctor(vendor, secret), request);
    }

    private static Optional<Cause> cause(DeclaredVendor declared, WebhookRequest request) {
        return cause(doctor(declared, Secret.list(SECRET, KeyFormat.UTF8)), request);
    }

    private static Optional<Cause> cause(SignatureDoctor doctor, WebhookRequest request) {
        return doctor.vendor()
                .signatures()
                .refusal(request, doctor.secrets().accepted(NOW), TOLERANCE, NOW)
                .flatMap(refusal -> doctor.examine(request, refusal, NOW))
                .map(Finding::cause);
    }

    private static SignatureDoctor doctor(String vendor, String secret) {
        return doctor(Fixtures.VENDORS.get(vendor), Secret.list(secret, KeyFormat.UTF8));
    }

    private static SignatureDoctor doctor(Vendor vendor, List<Secret> configured) {
        Secrets secrets = new Secrets();
        secrets.replace(configured, Duration.ZERO, NOW);
        Map<String, List<Secret>> others = Map.of("vendorhook:other", Secret.list(OTHER_SECRET, KeyFormat.UTF8));
        Map<String, SignatureScheme> schemes = Fixtures.VENDORS.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().signatures()));
        return new SignatureDoctor(vendor, secrets, TOLERANCE, () -> others, () -> schemes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String goEscapes(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bytes(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private record Change(Cause cause, byte[] signed, byte[] received) {

        Change(Cause cause, String signed, String received) {
            this(cause, bytes(signed), bytes(received));
        }

        Change(Cause cause, String signed, byte[] received) {
            this(cause, bytes(signed), received);
        }
    }

    private record Mistake(Cause cause, String configured, byte[] key) {

        Mistake(Cause cause, String configured, String key) {
            this(cause, configured, bytes(key));
        }
    }
}
