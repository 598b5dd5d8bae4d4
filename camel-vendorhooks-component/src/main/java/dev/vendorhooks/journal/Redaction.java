package dev.vendorhooks.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.vendorhooks.event.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of headers and bodies must not be kept. */
final class Redaction {

    private static final String REDACTED = "[redacted]";
    private static final byte[] REDACTED_JSON = EventJson.write(REDACTED);
    private static final String HEADER = "header:";

    /** One name of a path, with {@code []} behind it or not. */
    private static final Pattern NAME = Pattern.compile("[^\\[\\]$*]+(\\[])*");

    /** Headers that hold what lets somebody in. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(proxy-)?authorization|(set-)?cookie2?|.*(api[-_]?key|token|secret|password)");

    /** Bytes of JSON are UTF-8, as in {@link EventJson}. */
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private final Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> fields = new TreeSet<>();
    private int longestField;

    private Redaction() {}

    /** See {@link BoundedJournal#setRedact}. */
    static Redaction of(String list) {
        Redaction redaction = new Redaction();
        for (String item : list.split(",")) {
            String name = item.strip();
            if (name.startsWith(HEADER)) {
                redaction.headers.add(name.substring(HEADER.length()).strip());
            } else if (isPath(name)) {
                redaction.addField(name.replace("[]", ""));
            } else if (!name.isEmpty()) {
                throw new IllegalArgumentException("A journal cannot redact '" + name
                        + "'. Name fields from the top of the body, such as data.user.email or items[].token,"
                        + " and headers as header:X-Customer.");
            }
        }
        return redaction;
    }

    private static boolean isPath(String text) {
        return Stream.of(text.split("\\.", -1))
                .allMatch(name -> NAME.matcher(name).matches());
    }

    private void addField(String path) {
        fields.add(path);
        longestField = Math.max(longestField, path.length());
    }

    /** The headers, with as many values as there were. */
    Map<String, List<String>> ofHeaders(Map<String, List<String>> valuesByName) {
        Map<String, List<String>> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        valuesByName.forEach((name, values) ->
                kept.put(name, isRedacted(name) ? Collections.nCopies(values.size(), REDACTED) : values));
        return Collections.unmodifiableMap(kept);
    }

    private boolean isRedacted(String header) {
        return headers.contains(header)
                || CREDENTIAL.matcher(header.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * The very {@code body} if nothing of it is to be redacted, a redacted one if something is, or null if that cannot be
     * told.
     */
    byte[] ofBody(byte[] body) {
        if (fields.isEmpty()) {
            return body;
        }
        byte[] json = EventJson.withoutMark(body);
        if (!EventJson.isObject(json)) {
            return null;
        }
        try {
            byte[] redacted = ofJson(json);
            return redacted == json ? body : redacted;
        } catch (IOException e) {
            return null;
        }
    }

    /** Replaces the values in place: all else stays byte for byte, repeated members included. */
    private byte[] ofJson(byte[] json) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(json.length);
        StringBuilder path = new StringBuilder();
        Deque<Integer> parents = new ArrayDeque<>();
        int from = 0;
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    parents.push(path.length());
                } else if (token == JsonToken.END_OBJECT) {
                    path.setLength(parents.pop());
                } else if (token == JsonToken.FIELD_NAME) {
                    path.setLength(parents.element());
                    path.append(parents.size() == 1 ? "" : ".").append(parser.currentName());
                    if (isRedacted(path)) {
                        parser.nextToken();
                        kept.write(json, from, startOf(parser) - from);
                        kept.writeBytes(REDACTED_JSON);
                        from = endOf(parser);
                    }
                }
            }
        }
        if (from == 0) {
            return json;
        }
        kept.write(json, from, json.length - from);
        return kept.toByteArray();
    }

    private boolean isRedacted(StringBuilder path) {
        return path.length() <= longestField && fields.contains(path.toString());
    }

    private static int startOf(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private static int endOf(JsonParser parser) throws IOException {
        parser.skipChildren();
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }
}
