package dev.vendorhooks.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Another key that a configured secret may have been meant to be. */
public enum KeyReading {
    AS_TEXT(Fault.DECODING, "as the text that it is", decoded(text -> text.getBytes(UTF_8))),
    FROM_HEX(Fault.DECODING, "decoded from hexadecimal", decoded(text -> HexFormat.of()
            .parseHex(text))),
    FROM_BASE64(Fault.DECODING, "decoded from base64", decoded(KeyReading::base64)),
    WITHOUT_WHSEC(
            Fault.DECODING, "without whsec_", decoded(text -> withoutWhsec(text).getBytes(UTF_8))),
    WHSEC_FROM_BASE64(Fault.DECODING, "decoded from base64 behind whsec_", decoded(text -> base64(withoutWhsec(text)))),
    WHSEC_FROM_HEX(Fault.DECODING, "decoded from hexadecimal behind whsec_", decoded(text -> HexFormat.of()
            .parseHex(withoutWhsec(text)))),
    WITH_WHSEC(Fault.DECODING, "with whsec_ before it", decoded(text -> ("whsec_" + text).getBytes(UTF_8))),
    TO_HEX(Fault.DECODING, "encoded in hexadecimal", texts(text -> {
        String hex = HexFormat.of().formatHex(text.getBytes(UTF_8));
        return Stream.of(hex, hex.toUpperCase(Locale.ROOT));
    })),
    TO_BASE64(Fault.DECODING, "encoded in base64", texts(text -> {
        byte[] bytes = text.getBytes(UTF_8);
        return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .flatMap(base64 -> Stream.of(base64, base64.withoutPadding()))
                .map(base64 -> base64.encodeToString(bytes));
    })),
    WITHOUT_QUOTES(
            Fault.PADDING,
            "without the quotes around it",
            texts(text -> isQuoted(text) ? Stream.of(text.substring(1, text.length() - 1)) : Stream.empty())),
    WITHOUT_INVISIBLES(
            Fault.PADDING,
            "without its invisible characters",
            texts(text -> Stream.of(text.replaceAll("[\\p{Cntrl}\\p{Z}\\p{Cf}]", "")))),
    WITH_LINE_BREAK(Fault.PADDING, "with a line break behind it", around("", "\n", "", "\r\n", "", "\r")),
    WITH_BLANKS(
            Fault.PADDING,
            "with white space around it",
            around("", " ", " ", "", " ", " ", "", "\t", "\t", "", "\n", "")),
    WITH_QUOTES(Fault.PADDING, "with quotes around it", around("\"", "\"", "'", "'", "`", "`")),
    WITH_BYTE_ORDER_MARK(Fault.PADDING, "with a byte order mark before it", around("\ufeff", "")),
    WITH_NUL(Fault.PADDING, "with a null character behind it", around("", "\0")),
    JOINED_BY_PLUS(Fault.ENCODING, "with + for each blank in it", joined("+")),
    JOINED_BY_BLANK(Fault.ENCODING, "as one secret with blanks in it", joined(" ")),
    JOINED_BY_ESCAPE(Fault.ENCODING, "with %20 for each blank in it", joined("%20")),
    PLUS_TO_BLANK(Fault.ENCODING, "with a blank for each + in it", texts(text -> Stream.of(text.replace('+', ' ')))),
    PERCENT_DECODED(
            Fault.ENCODING,
            "with its %XX decoded",
            texts(text ->
                    Stream.of(URLDecoder.decode(text, UTF_8), URLDecoder.decode(text.replace("+", "%2B"), UTF_8)))),
    PERCENT_ENCODED(Fault.ENCODING, "with special characters as %XX", texts(text -> {
        String encoded = URLEncoder.encode(text, UTF_8);
        return Stream.of(
                encoded,
                encoded.replace("+", "%20"),
                lowerCaseEscapes(encoded),
                text.replace("%", "%25"),
                text.replace("+", "%2B"),
                text.replace("&", "%26"),
                text.replace("/", "%2F"));
    })),
    XML_DECODED(
            Fault.ENCODING,
            "with its XML entities decoded",
            texts(text -> Stream.of(text.replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&apos;", "'")
                    .replace("&#39;", "'")
                    .replace("&amp;", "&")))),
    XML_ENCODED(
            Fault.ENCODING,
            "with special characters as XML entities",
            texts(text ->
                    Stream.of(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")))),
    WITHOUT_BACKSLASHES(
            Fault.ENCODING,
            "without the backslashes in it",
            texts(text -> Stream.of(text.replaceAll("\\\\(.)", "$1"), text.replace("\\", "")))),
    WITHOUT_RAW(
            Fault.ENCODING,
            "without the RAW(...) around it",
            texts(text -> text.matches("(?s)RAW[({].*[)}]")
                    ? Stream.of(text.substring(4, text.length() - 1))
                    : Stream.empty())),
    WITHOUT_EQUALS_SIGNS(Fault.ENCODING, "without = at its end", texts(text -> Stream.of(text.replaceAll("=+$", "")))),
    WITH_EQUALS_SIGNS(Fault.ENCODING, "with = at its end", around("", "=", "", "==")),
    OTHER_BASE64_ALPHABET(
            Fault.ENCODING,
            "in base64's other alphabet",
            texts(text -> Stream.of(
                    text.replace('-', '+').replace('_', '/'),
                    text.replace('+', '-').replace('/', '_')))),
    IN_LOWER_CASE(Fault.ENCODING, "in lower case", texts(text -> Stream.of(text.toLowerCase(Locale.ROOT)))),
    IN_UPPER_CASE(Fault.ENCODING, "in upper case", texts(text -> Stream.of(text.toUpperCase(Locale.ROOT)))),
    IN_LATIN_1(Fault.ENCODING, "in ISO-8859-1", decoded(text -> text.getBytes(ISO_8859_1))),
    IN_UTF_8_TWICE(
            Fault.ENCODING,
            "encoded twice in UTF-8",
            texts(text -> Stream.of(new String(text.getBytes(UTF_8), ISO_8859_1)))),
    OUT_OF_UTF_8(
            Fault.ENCODING,
            "decoded once more from UTF-8",
            texts(text -> Stream.of(new String(text.getBytes(ISO_8859_1), UTF_8))));

    /** What is wrong with a secret that another reading makes right. */
    public enum Fault {
        /** It is decoded and should not be, or the other way round. */
        DECODING,
        /** Something stands around it. */
        PADDING,
        /** Characters of it were changed on the way into the configuration. */
        ENCODING
    }

    private static final int MOST_PIECES = 8;

    private final Fault fault;
    private final String words;
    private final Keys keys;

    KeyReading(Fault fault, String words, Keys keys) {
        this.fault = fault;
        this.words = words;
        this.keys = keys;
    }

    /** What is wrong if this reading is the right one. */
    public Fault fault() {
        return fault;
    }

    /** How the secret is read, as it follows "the secret". */
    public String words() {
        return words;
    }

    /** The keys, none where the text does not allow this reading; {@code option} is what the text was taken from. */
    Stream<byte[]> keys(String text, String option, KeyFormat format) {
        return keys.of(text, option, format).filter(key -> key.length > 0);
    }

    /** The keys that a text has in this reading. */
    private interface Keys {
        Stream<byte[]> of(String text, String option, KeyFormat format);
    }

    private static Keys decoded(Function<String, byte[]> decoding) {
        return (text, option, format) -> keysOf(text, decoding);
    }

    /** Other texts, which become keys as those of the option do. */
    private static Keys texts(Function<String, Stream<String>> reading) {
        return (text, option, format) ->
                keysOf(text, reading).flatMap(texts -> texts.flatMap(other -> keysOf(other, format::key)));
    }

    /** @param pairs what stands before and behind the text, by turns */
    private static Keys around(String... pairs) {
        return texts(
                text -> IntStream.range(0, pairs.length / 2).mapToObj(i -> pairs[2 * i] + text + pairs[2 * i + 1]));
    }

    /** What was one secret before the option was split at white space, which a URI makes of {@code +}. */
    private static Keys joined(String joint) {
        return (text, option, format) -> {
            String[] pieces = option.strip().split("\\s+", MOST_PIECES);
            Stream<String> ranges = IntStream.range(0, pieces.length - 1)
                    .boxed()
                    .flatMap(from -> IntStream.rangeClosed(from + 2, pieces.length)
                            .mapToObj(to ->
                                    String.join(joint, Arrays.asList(pieces).subList(from, to))));
            return Stream.concat(Stream.of(option.replace(" ", joint)), ranges)
                    .flatMap(other -> keysOf(other, format::key));
        };
    }

    /** Nothing where {@code reading} refuses the text. */
    private static <T> Stream<T> keysOf(String text, Function<String, T> reading) {
        try {
            return Stream.of(reading.apply(text));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }

    private static String withoutWhsec(String text) {
        if (!text.startsWith("whsec_")) {
            throw new IllegalArgumentException();
        }
        return text.substring("whsec_".length());
    }

    private static boolean isQuoted(String text) {
        return text.length() > 2
                && "\"'`".indexOf(text.charAt(0)) >= 0
                && text.charAt(0) == text.charAt(text.length() - 1);
    }

    private static String lowerCaseEscapes(String encoded) {
        return Pattern.compile("%[0-9A-F]{2}").matcher(encoded).replaceAll(escape -> escape.group()
                .toLowerCase(Locale.ROOT));
    }
}
