package dev.vendorhooks.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.signature.Notation.Reading;
import dev.vendorhooks.signature.Notation.Stamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderNotationTest {

    private static final Instant TIME = Instant.parse("2026-06-05T18:17:25Z");
    private static final HeaderNotation PREFIXED = new HeaderNotation("S", "", "sha256=", "", "", TimeFormat.UNIX, "");
    private static final HeaderNotation LIST = new HeaderNotation("S", ",", "v1=", "", "t=", TimeFormat.UNIX, "");
    private static final HeaderNotation ALL = new HeaderNotation("S", " ", "v1,", "T", "", TimeFormat.UNIX, "I");

    private static Reading read(HeaderNotation notation, String text) {
        return notation.read(Headers.of(Map.of("s", List.of(text), "t", List.of("1"), "i", List.of("id"))));
    }

    @Test
    void readsSignatureAfterItsPrefix() {
        assertThat(read(PREFIXED, " sha256=ab ")).isEqualTo(new Stamp("", "", List.of("ab")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "sha1=ab", "SHA256=ab", "sha256", "ab,sha256=ab", "x sha256=ab"})
    void refusesSignatureWithoutItsPrefix(String text) {
        assertThat(read(PREFIXED, text)).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void keepsWhiteSpaceAfterThePrefixSoThatItIsNoSignature() {
        assertThat(read(PREFIXED, "sha256= ab")).isEqualTo(new Stamp("", "", List.of(" ab")));
    }

    @Test
    void readsEntriesInAnyOrderAndIgnoresOthers() {
        assertThat(read(LIST, "v0=ee, v1=ab,t=12 , v1=cd,x")).isEqualTo(new Stamp("", "12", List.of("ab", "cd")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1=ab", "t=12", "t=,v1=ab", "t=12,v0=ab", "t=12;v1=ab", "t=12,t=13,v1=ab", ",", "t=12,"})
    void refusesListWithoutOneTimeAndASignature(String text) {
        assertThat(read(LIST, text)).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void readsTimeWhereSignaturesHaveNoPrefix() {
        HeaderNotation notation = new HeaderNotation("S", ",", "", "", "t=", TimeFormat.UNIX, "");
        assertThat(read(notation, "t=12,ab")).isEqualTo(new Stamp("", "12", List.of("ab")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", ".", "||", "\\"})
    void takesSeparatorLiterally(String separator) {
        HeaderNotation notation = new HeaderNotation("S", separator, "", "", "", TimeFormat.UNIX, "");
        assertThat(read(notation, "ab" + separator + "cd")).isEqualTo(new Stamp("", "", List.of("ab", "cd")));
    }

    @Test
    void readsTimeAndIdFromHeadersOfTheirOwn() {
        assertThat(read(ALL, "v1,ab v2,cd v1,ef")).isEqualTo(new Stamp("id", "1", List.of("ab", "ef")));
        assertThat(ALL.headers()).containsExactly("I", "S", "T");
    }

    @Test
    void refusesEachHeaderThatIsMissingEmptyOrRepeated() {
        for (String name : ALL.headers()) {
            assertThat(readWith(name, List.of())).isEqualTo(Refusal.MISSING);
            assertThat(readWith(name, List.of(""))).isEqualTo(Refusal.MISSING);
            assertThat(readWith(name, List.of(" \t"))).isEqualTo(Refusal.MISSING);
            assertThat(readWith(name, List.of("v1,ab", "v1,ab"))).isEqualTo(Refusal.REPEATED);
        }
    }

    @Test
    void writesSignatureAfterItsPrefix() {
        assertThat(write(PREFIXED)).isEqualTo(Map.of("S", "sha256=ab"));
    }

    @Test
    void writesListWithItsTimeFirst() {
        assertThat(write(LIST)).isEqualTo(Map.of("S", "t=1780683445,v1=ab"));
    }

    @Test
    void writesTimeAndIdIntoHeadersOfTheirOwnAfterTheSignature() {
        assertThat(write(ALL))
                .containsExactly(Map.entry("S", "v1,ab"), Map.entry("T", "1780683445"), Map.entry("I", "id"));
    }

    @Test
    void writesTimeInTheFormatDeclared() {
        HeaderNotation iso = Notation.header("S").timestampIn("T", TimeFormat.ISO);
        assertThat(write(iso)).containsExactly(Map.entry("S", "ab"), Map.entry("T", "2026-06-05T18:17:25.000Z"));
    }

    static Stream<HeaderNotation> notations() {
        return Stream.of(
                Notation.header("S"),
                PREFIXED,
                LIST,
                ALL,
                Notation.header("S").timestampIn("T", TimeFormat.UNIX_MILLIS),
                Notation.header("S").timestampIn("T", TimeFormat.ISO),
                new HeaderNotation("S", " ", "", "", "t=", TimeFormat.ISO, "I"));
    }

    /** Also says that the stamp has neither id nor time where the notation has none: reading finds none there. */
    @ParameterizedTest
    @MethodSource("notations")
    void readsWhatItWrites(HeaderNotation notation) {
        Stamp stamp = notation.stamp("id", TIME);
        Map<String, String> headers = notation.write(stamp, "ab");
        assertThat(headers.keySet()).isEqualTo(notation.headers());
        Map<String, List<String>> received = new HashMap<>();
        headers.forEach((name, value) -> received.put(name, List.of(value)));
        assertThat(notation.read(Headers.of(received)))
                .isEqualTo(new Stamp(stamp.id(), stamp.timestamp(), List.of("ab")));
    }

    private static Map<String, String> write(HeaderNotation notation) {
        return notation.write(notation.stamp("id", TIME), "ab");
    }

    private static Reading readWith(String name, List<String> values) {
        Map<String, List<String>> headers = new HashMap<>();
        ALL.headers().forEach(header -> headers.put(header, List.of("v1,ab")));
        headers.put(name, values);
        return ALL.read(Headers.of(headers));
    }
}
