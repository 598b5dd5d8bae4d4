package dev.vendorhooks.signature;

import dev.vendorhooks.http.Headers;
import java.util.List;
import java.util.Set;

/** How a vendor writes signature, signed time and id into headers. */
public interface Notation {

    /** What the headers say, or why they cannot be read. */
    Reading read(Headers headers);

    /** The names of the headers that {@link #read} looks at. */
    Set<String> headers();

    /** The signature alone, in one header. */
    static HeaderNotation header(String signatureHeader) {
        return new HeaderNotation(signatureHeader, "", "", "", "", "");
    }

    /** Either a {@link Stamp} or the {@link Refusal} to read one. */
    sealed interface Reading permits Stamp, Refusal {}

    /**
     * What stands beside the body of a signed request, as the texts received.
     *
     * @param id the delivery's id, empty where the notation has none
     * @param timestamp the signed time, empty where the notation has none
     * @param signatures one or more candidates, of which one has to match
     */
    record Stamp(String id, String timestamp, List<String> signatures) implements Reading {}
}
