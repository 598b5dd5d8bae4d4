package dev.vendorhooks.vendor.kaedim;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.signature.HeaderNotation;
import dev.vendorhooks.signature.Notation;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.TimeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kaedim's header {@code kaedim-signature}, a JSON object of {@code t} and {@code v1}.
 *
 * <p>Kaedim's page shows the object without quotes as well, and others write {@code t=…,v1=…}: names and values may
 * stand with or without quotes. Members of other names are skipped, whatever they hold. {@code t} is digits only, for
 * it is signed without a separator before the body. Written is strict JSON with {@code t} as a number of seconds: the
 * page names no unit, and its example is nearer to seconds than to milliseconds.
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

    @Override
    public Stamp stamp(String id, Instant time) {
        return new Stamp("", TimeFormat.UNIX.write(time), List.of());
    }

    @Override
    public Map<String, String> write(Stamp stamp, String signature) {
        return Map.of(HEADER.signatureHeader(), "{\"t\":" + stamp.timestamp() + ",\"v1\":\"" + signature + "\"}");
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
            Span name = Span.unquoted(text, start, nameEnd);
            if (name.reads("t", text)) {
                if (timestamp != null) {
                    return Refusal.MALFORMED;
                }
                timestamp = Span.unquoted(text, nameEnd + 1, end).in(text);
            } else if (name.reads("v1", text)) {
                if (signature != null) {
                    return Refusal.MALFORMED;
                }
                signature = Span.unquoted(text, nameEnd + 1, end).in(text);
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

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A piece of the header's text. */
    private record Span(int start, int end) {

        /** What stands between two indexes, without white space and one pair of quotes around it. */
        static Span unquoted(String text, int from, int to) {
            int start = from;
            int end = to;
            while (start < end && text.charAt(start) <= ' ') {
                start++;
            }
            while (start < end && text.charAt(end - 1) <= ' ') {
                end--;
            }
            boolean isQuoted = end - start > 1 && text.charAt(start) == '"' && text.charAt(end - 1) == '"';
            return isQuoted ? new Span(start + 1, end - 1) : new Span(start, end);
        }

        boolean reads(String word, String text) {
            return end - start == word.length() && text.startsWith(word, start);
        }

        String in(String text) {
            return text.substring(start, end);
        }
    }
}
