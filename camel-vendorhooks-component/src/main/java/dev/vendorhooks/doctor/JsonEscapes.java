package dev.vendorhooks.doctor;

import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Which characters of a JSON string are written as escapes, beside those that must be. */
record JsonEscapes(String words, UnaryOperator<String> strings) {

    private static final String LINES = "\u2028\u2029";
    private static final String DOT_NET = "<>&'+`\u007f" + LINES;
    private static final String SHORT = "\b\t\n\f\r";
    private static final String SHORT_LETTERS = "btnfr";
    private static final HexFormat LOWER = HexFormat.of();
    private static final HexFormat UPPER = LOWER.withUpperCase();

    /** Those of the usual libraries: as received, of most, of Python, PHP, Go, Gson, Jackson and .NET. */
    static final List<JsonEscapes> ALL = List.of(
            new JsonEscapes("", UnaryOperator.identity()),
            way(", with no needless escapes", false, "", false, LOWER),
            way(", with all but ASCII escaped", false, "", true, LOWER),
            way(", with slashes and all but ASCII escaped", true, "", true, LOWER),
            way(", with slashes escaped", true, "", false, LOWER),
            way(", with the characters of markup escaped", false, "<>&" + LINES, false, LOWER),
            way(", with the characters of markup escaped", false, "<>&='" + LINES, false, LOWER),
            way(", with all but ASCII escaped", false, "", true, UPPER),
            way(", with the characters of markup and all but ASCII escaped", false, DOT_NET, true, UPPER));

    private static JsonEscapes way(String words, boolean slashes, String markup, boolean others, HexFormat digits) {
        return new JsonEscapes(words, string -> written(unescaped(string), slashes, markup, others, digits));
    }

    private static String written(String plain, boolean slashes, String markup, boolean others, HexFormat digits) {
        StringBuilder text = new StringBuilder(plain.length() + 2).append('"');
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int shortEscape = SHORT.indexOf(c);
            if (shortEscape >= 0) {
                text.append('\\').append(SHORT_LETTERS.charAt(shortEscape));
            } else if (c < ' ' || markup.indexOf(c) >= 0 || others && c > '~') {
                text.append("\\u").append(digits.toHexDigits(c));
            } else if (c == '"' && markup.equals(DOT_NET)) {
                text.append("\\u0022");
            } else if (c == '"' || c == '\\' || c == '/' && slashes) {
                text.append('\\').append(c);
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    /** What a JSON string, written with quotes, says. */
    static String unescaped(String string) {
        if (string.indexOf('\\') < 0) {
            return string.substring(1, string.length() - 1);
        }
        StringBuilder plain = new StringBuilder(string.length());
        for (int i = 1; i < string.length() - 1; i++) {
            char c = string.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escape = string.charAt(++i);
            int shortEscape = SHORT_LETTERS.indexOf(escape);
            if (escape == 'u') {
                plain.append((char) HexFormat.fromHexDigits(string, i + 1, i + 5));
                i += 4;
            } else {
                plain.append(shortEscape >= 0 ? SHORT.charAt(shortEscape) : escape);
            }
        }
        return plain.toString();
    }
}
