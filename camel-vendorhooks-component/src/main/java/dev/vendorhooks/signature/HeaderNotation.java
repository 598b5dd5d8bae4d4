package dev.vendorhooks.signature;

import dev.vendorhooks.http.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Signature, time and id as texts in headers. An empty string means "none" everywhere.
 *
 * @param signatureHeader the header that holds the signature or a list of entries
 * @param separator what stands between the entries of the signature header, such as {@code ,}; none: one entry
 * @param signaturePrefix what an entry must start with to be a signature, such as {@code sha256=}; other entries are
 *     ignored where there is a separator
 * @param timestampHeader the header that holds the signed time
 * @param timestampPrefix what the entry of the signature header that holds the signed time starts with, such as
 *     {@code t=}
 * @param timeFormat how the signed time is written; without effect on reading
 * @param idHeader the header that holds the delivery's id
 */
public record HeaderNotation(
        String signatureHeader,
        String separator,
        String signaturePrefix,
        String timestampHeader,
        String timestampPrefix,
        TimeFormat timeFormat,
        String idHeader)
        implements Notation {

    private static final List<String> NOT_USED = List.of("");

    /** This notation with the signed time in a header of its own. */
    public HeaderNotation timestampIn(String header, TimeFormat format) {
        return new HeaderNotation(
                signatureHeader, separator, signaturePrefix, header, timestampPrefix, format, idHeader);
    }

    @Override
    public Set<String> headers() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of(signatureHeader, timestampHeader, idHeader));
        names.remove("");
        return names;
    }

    @Override
    public Reading read(Headers headers) {
        List<String> signatures = headers.all(signatureHeader);
        List<String> timestamps = timestampHeader.isEmpty() ? NOT_USED : headers.all(timestampHeader);
        List<String> ids = idHeader.isEmpty() ? NOT_USED : headers.all(idHeader);
        if (isMissing(signatures) || isMissing(timestamps) || isMissing(ids)) {
            return Refusal.MISSING;
        }
        if (signatures.size() > 1 || timestamps.size() > 1 || ids.size() > 1) {
            return Refusal.REPEATED;
        }
        String id = ids.get(0);
        String timestamp = timestamps.get(0);
        String text = signatures.get(0);
        return separator.isEmpty() ? readSignature(id, timestamp, text.strip()) : readEntries(id, timestamp, text);
    }

    @Override
    public Stamp stamp(String id, Instant time) {
        boolean isTimed = !timestampHeader.isEmpty() || !timestampPrefix.isEmpty();
        return new Stamp(idHeader.isEmpty() ? "" : id, isTimed ? timeFormat.write(time) : "", List.of());
    }

    @Override
    public Map<String, String> write(Stamp stamp, String signature) {
        String entry = signaturePrefix + signature;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                signatureHeader,
                timestampPrefix.isEmpty() ? entry : timestampPrefix + stamp.timestamp() + separator + entry);
        if (!timestampHeader.isEmpty()) {
            headers.put(timestampHeader, stamp.timestamp());
        }
        if (!idHeader.isEmpty()) {
            headers.put(idHeader, stamp.id());
        }
        return headers;
    }

    private static boolean isMissing(List<String> values) {
        return values != NOT_USED && (values.isEmpty() || values.get(0).isBlank());
    }

    private Reading readSignature(String id, String timestamp, String text) {
        return text.startsWith(signaturePrefix)
                ? new Stamp(id, timestamp, List.of(text.substring(signaturePrefix.length())))
                : Refusal.MALFORMED;
    }

    private Reading readEntries(String id, String headerTimestamp, String text) {
        String timestamp = timestampPrefix.isEmpty() ? headerTimestamp : null;
        List<String> signatures = new ArrayList<>(1);
        int end;
        for (int start = 0; start <= text.length(); start = end + separator.length()) {
            end = endOfEntry(text, start);
            String entry = text.substring(start, end).strip();
            if (!timestampPrefix.isEmpty() && entry.startsWith(timestampPrefix)) {
                if (timestamp != null) {
                    return Refusal.MALFORMED;
                }
                timestamp = entry.substring(timestampPrefix.length());
            } else if (entry.startsWith(signaturePrefix)) {
                signatures.add(entry.substring(signaturePrefix.length()));
            }
        }
        boolean isTimestampMissing = !timestampPrefix.isEmpty() && (timestamp == null || timestamp.isEmpty());
        return signatures.isEmpty() || isTimestampMissing ? Refusal.MALFORMED : new Stamp(id, timestamp, signatures);
    }

    private int endOfEntry(String text, int start) {
        int end = text.indexOf(separator, start);
        return end < 0 ? text.length() : end;
    }
}
