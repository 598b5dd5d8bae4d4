package dev.vendorhooks.vendor.kaedim;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.signature.HeaderNotation;
import dev.vendorhooks.signature.Notation;
import dev.vendorhooks.signature.Refusal;
import java.util.List;
import java.util.Set;

/**
 * Kaedim's header {@code kaedim-signature}, a JSON object of {@code t} and {@code v1}.
 *
 * <p>Kaedim's page shows the object without quotes as well, and others write {@code t=…,v1=…}: names and values may
 * stand with or without quotes. Members of other names are skipped, whatever they hold. {@code t} is digits only, for
 * it is signed without a separator before the body.
 */
public final class KaedimNotation implements Notation {

    private static final HeaderNotation HEADER = Notation.header("kaedim-signature");

    /** In characters; the two members need about 100. */
    private static final int LONGEST = 1024;

    @Override
    public Set<String> headers() {
        return HEADER.headers();
    }

    @Override
    public Reading read(Headers headers) {
        Reading reading = HEADER.read(headers);
        return reading instanceof Stamp stamp ? read(stamp.signatures().get(0)) : reading;
    }

    private static Reading read(String text) {
        if (text.length() > LONGEST) {
            return Refusal.MALFORMED;
        }
        return text.startsWith("{") && text.endsWith("}")
                ? readMembers(text, 1, text.length() - 1, ':')
                : readMembers(text, 0, text.length(), '=');
    }

    private static Reading readMembers(String text, int from, int to, char assignment) {
        String timestamp = null;
        String signature = null;
        int end;
        for (int start = from; start <= to; start = end + 1) {
            end = endOfMember(text, start, to);
            int nameEnd = text.indexOf(assignment, start);
            if (nameEnd < 0 || nameEnd >= end) {
                return Refusal.MALFORMED;
            }
            switch (unquoted(text, start, nameEnd)) {
                case "t" -> {
                    if (timestamp != null) {
                        return Refusal.MALFORMED;
                    }
                    timestamp = unquoted(text, nameEnd + 1, end);
                }
                case "v1" -> {
                    if (signature != null) {
                        return Refusal.MALFORMED;
                    }
                    signature = unquoted(text, nameEnd + 1, end);
                }
                default -> {}
            }
        }
        return timestamp == null || signature == null || !isNumber(timestamp)
                ? Refusal.MALFORMED
                : new Stamp("", timestamp, List.of(signature));
    }

    /** Where the next comma stands that is neither quoted nor nested, or {@code to}; negative if the text is broken. */
    private static int endOfMember(String text, int start, int to) {
        boolean quoted = false;
        int depth = 0;
        for (int i = start; i < to; i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                return i;
            }
            if (depth < 0) {
                return -1;
            }
        }
        return quoted || depth > 0 ? -1 : to;
    }

    /** The text between two indexes without white space and one pair of quotes around it. */
    private static String unquoted(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (start < end && text.charAt(end - 1) <= ' ') {
            end--;
        }
        boolean isQuoted = end - start > 1 && text.charAt(start) == '"' && text.charAt(end - 1) == '"';
        return isQuoted ? text.substring(start + 1, end - 1) : text.substring(start, end);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
