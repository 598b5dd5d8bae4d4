package dev.vendorhooks.signature;

import dev.vendorhooks.http.Headers;
import java.util.ArrayList;
import java.util.List;
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
 * @param idHeader the header that holds the delivery's id
 */
public record HeaderNotation(
        String signatureHeader,
        String separator,
        String signaturePrefix,
        String timestampHeader,
        String timestampPrefix,
        String idHeader)
        implements Notation {

    /** This notation with the signed time in a header of its own. */
    public HeaderNotation timestampIn(String header) {
        return new HeaderNotation(signatureHeader, separator, signaturePrefix, header, timestampPrefix, idHeader);
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
        List<String> values = headers.all(signatureHeader);
        List<String> timestamps = timestampHeader.isEmpty() ? List.of("") : headers.all(timestampHeader);
        List<String> ids = idHeader.isEmpty() ? List.of("") : headers.all(idHeader);
        if (values.isEmpty() || timestamps.isEmpty() || ids.isEmpty()) {
            return Refusal.MISSING;
        }
        if (values.size() > 1 || timestamps.size() > 1 || ids.size() > 1) {
            return Refusal.REPEATED;
        }
        return readEntries(ids.get(0), timestamps.get(0), values.get(0));
    }

    private Reading readEntries(String id, String timestampText, String entries) {
        String timestamp = timestampText;
        List<String> signatures = new ArrayList<>(1);
        for (String entry : separator.isEmpty() ? List.of(entries) : List.of(entries.split(separator, -1))) {
            String text = entry.strip();
            if (text.startsWith(signaturePrefix)) {
                signatures.add(text.substring(signaturePrefix.length()).strip());
            } else if (!timestampPrefix.isEmpty() && text.startsWith(timestampPrefix)) {
                timestamp = text.substring(timestampPrefix.length());
            }
        }
        boolean timestampFound = timestampPrefix.isEmpty() || !timestamp.isEmpty();
        return signatures.isEmpty() || !timestampFound ? Refusal.MALFORMED : new Stamp(id, timestamp, signatures);
    }
}
