package dev.vendorhooks.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.vendorhooks.signature.KeyReading.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyReadingTest {

    /** The keys in ISO-8859-1, so that each character is a byte. */
    static Stream<Arguments> keys() {
        return Stream.of(
                arguments(KeyReading.AS_TEXT, "gr\u00fcn", List.of("gr\u00c3\u00bcn")),
                arguments(KeyReading.FROM_HEX, "00fFa5", List.of("\u0000\u00ff\u00a5")),
                arguments(KeyReading.FROM_HEX, "00ffa", List.of()),
                arguments(KeyReading.FROM_BASE64, "_-8=", List.of("\u00ff\u00ef")),
                arguments(KeyReading.FROM_BASE64, "no base64!", List.of()),
                arguments(KeyReading.WITHOUT_WHSEC, "whsec_abc", List.of("abc")),
                arguments(KeyReading.WITHOUT_WHSEC, "abc", List.of()),
                arguments(KeyReading.WHSEC_FROM_BASE64, "whsec_YWJj", List.of("abc")),
                arguments(KeyReading.WHSEC_FROM_HEX, "whsec_616263", List.of("abc")),
                arguments(KeyReading.WITH_WHSEC, "abc", List.of("whsec_abc")),
                arguments(KeyReading.TO_HEX, "jk", List.of("6a6b", "6A6B")),
                arguments(KeyReading.TO_BASE64, "a?~>", List.of("YT9+Pg==", "YT9+Pg", "YT9-Pg==", "YT9-Pg")),
                arguments(KeyReading.WITHOUT_QUOTES, "'abc'", List.of("abc")),
                arguments(KeyReading.WITHOUT_QUOTES, "'abc\"", List.of()),
                arguments(KeyReading.WITHOUT_QUOTES, "''", List.of()),
                arguments(KeyReading.WITHOUT_INVISIBLES, "\ufeffa\u200bb\u00a0", List.of("ab")),
                arguments(KeyReading.WITH_LINE_BREAK, "a", List.of("a\n", "a\r\n", "a\r")),
                arguments(KeyReading.WITH_BLANKS, "a", List.of("a ", " a", " a ", "a\t", "\ta", "\na")),
                arguments(KeyReading.WITH_QUOTES, "a", List.of("\"a\"", "'a'", "`a`")),
                arguments(KeyReading.WITH_BYTE_ORDER_MARK, "a", List.of("\u00ef\u00bb\u00bfa")),
                arguments(KeyReading.WITH_NUL, "a", List.of("a\u0000")),
                arguments(KeyReading.PLUS_TO_BLANK, "a+b", List.of("a b")),
                arguments(KeyReading.PERCENT_DECODED, "a%2Bb+c", List.of("a+b c", "a+b+c")),
                arguments(KeyReading.PERCENT_DECODED, "100%", List.of()),
                arguments(
                        KeyReading.PERCENT_ENCODED,
                        "a b/&",
                        List.of("a+b%2F%26", "a%20b%2F%26", "a+b%2f%26", "a b/&", "a b/&", "a b/%26", "a b%2F&")),
                arguments(KeyReading.XML_DECODED, "&lt;a&amp;&#39;", List.of("<a&'")),
                arguments(KeyReading.XML_ENCODED, "<a&", List.of("&lt;a&amp;")),
                arguments(KeyReading.WITHOUT_BACKSLASHES, "a\\\\b", List.of("a\\b", "ab")),
                arguments(KeyReading.WITHOUT_RAW, "RAW{abc}", List.of("abc")),
                arguments(KeyReading.WITHOUT_RAW, "abc", List.of()),
                arguments(KeyReading.WITHOUT_EQUALS_SIGNS, "a=b==", List.of("a=b")),
                arguments(KeyReading.WITH_EQUALS_SIGNS, "a", List.of("a=", "a==")),
                arguments(KeyReading.OTHER_BASE64_ALPHABET, "a-b/", List.of("a+b/", "a-b_")),
                arguments(KeyReading.IN_LOWER_CASE, "aB", List.of("ab")),
                arguments(KeyReading.IN_UPPER_CASE, "aB", List.of("AB")),
                arguments(KeyReading.IN_LATIN_1, "gr\u00fcn", List.of("gr\u00fcn")),
                arguments(KeyReading.IN_UTF_8_TWICE, "\u00fc", List.of("\u00c3\u0083\u00c2\u00bc")),
                arguments(KeyReading.OUT_OF_UTF_8, "\u00c3\u00bc", List.of("\u00c3\u00bc")));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsTheTextAnotherWay(KeyReading reading, String text, List<String> keys) {
        assertThat(reading.keys(text, text, KeyFormat.UTF8).map(key -> new String(key, ISO_8859_1)))
                .containsExactlyElementsOf(keys);
    }

    @Test
    void joinsTheOptionThatWasSplitAtBlanks() {
        assertThat(keys(KeyReading.JOINED_BY_PLUS, "a  b c")).containsExactly("a++b+c", "a+b", "a+b+c", "b+c");
        assertThat(keys(KeyReading.JOINED_BY_BLANK, "a b")).contains("a b");
        assertThat(keys(KeyReading.JOINED_BY_ESCAPE, "a b")).contains("a%20b");
    }

    @Test
    void makesKeysOfTextsAsTheOptionDoes() {
        assertThat(KeyReading.WITHOUT_QUOTES
                        .keys("'whsec_YWJj'", "'whsec_YWJj'", KeyFormat.WHSEC)
                        .map(key -> new String(key, UTF_8)))
                .containsExactly("abc");
    }

    @Test
    void offersNoReadingThatGivesTheKeyItself() {
        assertThat(Secret.of("abc", KeyFormat.UTF8).readings())
                .doesNotContainKeys(KeyReading.AS_TEXT, KeyReading.IN_LOWER_CASE, KeyReading.IN_LATIN_1)
                .containsKeys(KeyReading.IN_UPPER_CASE);
    }

    @ParameterizedTest
    @EnumSource
    void saysHowTheSecretIsRead(KeyReading reading) {
        assertThat(reading.words()).matches("[a-z].*[^.]");
        assertThat(reading.fault())
                .isEqualTo(
                        reading.ordinal() <= KeyReading.TO_BASE64.ordinal()
                                ? Fault.DECODING
                                : reading.ordinal() <= KeyReading.WITH_NUL.ordinal() ? Fault.PADDING : Fault.ENCODING);
    }

    private static List<String> keys(KeyReading reading, String option) {
        return reading.keys(option, option, KeyFormat.UTF8)
                .map(key -> new String(key, UTF_8))
                .toList();
    }
}
