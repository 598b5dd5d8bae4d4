package dev.vendorhooks.doctor;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Which characters of a JSON string are written as escapes, beside those that must be. */
record JsonEscapes(String words, UnaryOperator<String> strings) {

    private static final JsonEscapes AS_RECEIVED = new JsonEscapes("", UnaryOperator.identity());

    /** What Go's encoder escapes unless told not to, and what .NET's does. */
    private static final String GO = "<>&\u2028\u2029";

    private static final String DOT_NET = "<>&'+`\u2028\u2029\u007f";

    private static final String SHORT = "\b\t\n\f\r";
    private static final String SHORT_LETTERS = "btnfr";

    /** The ways that make a difference in {@code text}, the one that changes nothing first. */
    static List<JsonEscapes> of(String text) {
        boolean hasSlashes = text.indexOf('/') >= 0;
        boolean hasEscapes = text.indexOf('\\') >= 0;
        boolean hasHtml = text.chars().anyMatch(c -> DOT_NET.indexOf(c) >= 0);
        boolean hasOthers = text.chars().anyMatch(c -> c > '~');
        List<JsonEscapes> ways = new ArrayList<>(List.of(AS_RECEIVED));
        for (String html : hasHtml || hasEscapes ? new String[] {"", GO, DOT_NET, "<>"} : new String[] {""}) {
            for (boolean slashes : hasSlashes ? new boolean[] {false, true} : new boolean[] {false}) {
                if (hasEscapes || html.isEmpty() && slashes || !html.isEmpty()) {
                    ways.add(way(slashes, html, false, HexFormat.of()));
                    ways.add(way(slashes, html, false, HexFormat.of().withUpperCase()));
                }
                if (hasOthers || hasEscapes) {
                    ways.add(way(slashes, html, true, HexFormat.of()));
                    ways.add(way(slashes, html, true, HexFormat.of().withUpperCase()));
                }
            }
        }
        return ways;
    }

    private static JsonEscapes way(boolean slashes, String html, boolean others, HexFormat digits) {
        List<String> escaped = new ArrayList<>();
        if (slashes) {
            escaped.add("slashes");
        }
        if (!html.isEmpty()) {
            escaped.add("the characters of markup");
        }
        if (others) {
            escaped.add("all but ASCII");
        }
        String words =
                escaped.isEmpty() ? ", with no needless escapes" : ", with " + String.join(", ", escaped) + " escaped";
        return new JsonEscapes(words, string -> written(unescaped(string), slashes, html, others, digits));
    }

    private static String written(String plain, boolean slashes, String html, boolean others, HexFormat digits) {
        StringBuilder text = new StringBuilder(plain.length() + 2).append('"');
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int shortEscape = SHORT.indexOf(c);
            if (shortEscape >= 0) {
                text.append('\\').append(SHORT_LETTERS.charAt(shortEscape));
            } else if (c < ' ' || html.indexOf(c) >= 0 || others && c > '~') {
                text.append("\\u").append(digits.toHexDigits(c));
            } else if (c == '"' && html.equals(DOT_NET)) {
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
