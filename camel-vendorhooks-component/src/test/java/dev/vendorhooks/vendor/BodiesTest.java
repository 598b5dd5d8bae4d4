package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.vendor.Fixtures.Fixture;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are not one whole JSON object in UTF-8, for every vendor: each time made from a sample payload. */
class BodiesTest {

    /** One sample payload with a record for each vendor. */
    static List<Fixture> samples() {
        return List.of(
                new Fixture("generic", "user.created"),
                new Fixture("glossi", "model.processed"),
                new Fixture("kaedim", "generation.uploaded"),
                new Fixture("makini", "assets.updated"),
                new Fixture("vntana", "product.added"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsNothingFromTrailingTokens(Fixture sample) {
        String json = text(sample);

        assertThat(Stream.of(json + "1", json + "{}", json + json, json + "]", json + "\0", json + "x", "1" + json))
                .allSatisfy(body -> assertThat(read(sample, body)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsNothingFromAnythingButAnObject(Fixture sample) {
        String json = text(sample);

        assertThat(Stream.of("[" + json + "]", "", " ", "[]", "null", "true", "0", "\"text\"", "[\"" + "text\",{}]"))
                .allSatisfy(body -> assertThat(read(sample, body)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsNothingFromAnyBeginning(Fixture sample) {
        byte[] json = text(sample).strip().getBytes(UTF_8);

        for (int length = 0; length < json.length; length++) {
            assertThat(read(sample, Arrays.copyOf(json, length))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsNothingFromOtherCharsets(Fixture sample) {
        for (Charset charset : List.of(UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32"))) {
            assertThat(read(sample, text(sample).getBytes(charset))).isEmpty();
        }
        assertThat(read(sample, ("\ufeff" + text(sample)).getBytes(UTF_16LE))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsNothingFromInvalidUtf8(Fixture sample) {
        String name = withMember(sample, "\"\u00e9\":1");
        String value = withMember(sample, "\"a\":\"\u00e9\"");
        String loneContinuation = withMember(sample, "\"a\":\"\u0080\"");

        assertThat(read(sample, name.getBytes(UTF_8))).isPresent();
        assertThat(Stream.of(name, value, loneContinuation))
                .allSatisfy(body ->
                        assertThat(read(sample, body.getBytes(ISO_8859_1))).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsNothingBelowTheDepthOfTheParser(Fixture sample) {
        assertThat(read(sample, withMember(sample, "\"a\":" + "[".repeat(900) + "]".repeat(900))))
                .isPresent();
        assertThat(read(sample, withMember(sample, "\"a\":" + "[".repeat(2_000) + "]".repeat(2_000))))
                .isEmpty();
        assertThat(read(sample, withMember(sample, "\"a\":" + "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsNothingFromNumbersOfTenThousandDigits(Fixture sample) {
        assertThat(read(sample, withMember(sample, "\"a\":" + "9".repeat(900)))).isPresent();
        assertThat(read(sample, withMember(sample, "\"a\":" + "9".repeat(10_000))))
                .isEmpty();
        assertThat(read(sample, withMember(sample, "\"a\":0." + "9".repeat(10_000))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsNothingFromCommentsAndTrailingCommas(Fixture sample) {
        assertThat(read(sample, withMember(sample, "\"a\":1,"))).isEmpty();
        assertThat(read(sample, withMember(sample, "/* */\"a\":1"))).isEmpty();
        assertThat(read(sample, withMember(sample, "\"a\":NaN"))).isEmpty();
        assertThat(read(sample, withMember(sample, "'a':1"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsPastOneByteOrderMark(Fixture sample) {
        assertThat(read(sample, "\ufeff" + text(sample))).get().isEqualTo(sample.event());
        assertThat(read(sample, "\ufeff\ufeff" + text(sample))).isEmpty();
        assertThat(read(sample, "\ufeff")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEmptyObjectAsUnknownEvent(Fixture sample) {
        assertThat(read(sample, "{}")).get().satisfies(event -> {
            assertThat(event.eventType()).isEmpty();
            assertThat(event.eventId()).isEmpty();
            assertThat(event.eventTime()).isEmpty();
        });
    }

    /** Every member of the sample, at any depth, becomes null in turn, then another shape. */
    @ParameterizedTest
    @MethodSource("samples")
    void readsEventWhateverAMemberBecomes(Fixture sample) {
        String json = text(sample);
        for (String value : List.of("null", "[]", "{}", "[[1]]", "{\"a\":{}}", "\"\"", "17", "true")) {
            for (int colon = json.indexOf("\": "); colon >= 0; colon = json.indexOf("\": ", colon + 1)) {
                String changed = json.substring(0, colon + 3) + value + json.substring(endOfValue(json, colon + 3));

                assertThat(read(sample, changed)).as(changed).get().satisfies(event -> {
                    assertThat(event.eventType()).isNotNull();
                    assertThat(event.eventId()).isNotNull();
                    assertThat(event.eventTime()).isNotNull();
                    assertThat(Fixtures.VENDORS
                                    .get(sample.vendor())
                                    .describe(sample.vendor(), Fixtures.request(changed.getBytes(UTF_8))))
                            .isPresent();
                });
            }
        }
    }

    /** Every member of the sample, at any depth, comes twice in turn. */
    @ParameterizedTest
    @MethodSource("samples")
    void takesLastOfRepeatedMembers(Fixture sample) {
        String json = text(sample);
        for (String other : List.of("null", "[]", "{}", "\"other\"", "1")) {
            for (int colon = json.indexOf("\": "); colon >= 0; colon = json.indexOf("\": ", colon + 1)) {
                String name = json.substring(json.lastIndexOf('"', colon - 1), colon + 3);
                String before = json.substring(0, colon + 3 - name.length());
                String value = json.substring(colon + 3, endOfValue(json, colon + 3));
                String after = json.substring(endOfValue(json, colon + 3));

                String otherFirst = before + name + other + "," + name + value + after;
                String otherLast = before + name + value + "," + name + other + after;
                String otherAlone = before + name + other + after;

                assertThat(read(sample, otherFirst)).as(otherFirst).get().isEqualTo(sample.event());
                assertThat(read(sample, otherLast)).as(otherLast).isEqualTo(read(sample, otherAlone));
            }
        }
    }

    private static int endOfValue(String json, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; ; i++) {
            char c = json.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '{' || c == '[')) {
                depth++;
            } else if (!quoted && depth > 0 && (c == '}' || c == ']')) {
                depth--;
            } else if (!quoted && depth == 0 && (c == ',' || c == '}' || c == ']')) {
                return i;
            }
        }
    }

    private static String text(Fixture sample) {
        return new String(sample.json(), UTF_8);
    }

    private static String withMember(Fixture sample, String member) {
        String json = text(sample).strip();
        return json.substring(0, json.length() - 1) + "," + member + "}";
    }

    private static Optional<? extends WebhookEvent> read(Fixture sample, String body) {
        return read(sample, body.getBytes(UTF_8));
    }

    private static Optional<? extends WebhookEvent> read(Fixture sample, byte[] body) {
        Map<String, Vendor> vendors = Fixtures.VENDORS;
        return vendors.get(sample.vendor()).read(Fixtures.request(body));
    }
}
