package dev.vendorhooks.signature;

import dev.vendorhooks.http.Headers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a vendor writes signature, signed time and id into headers: what is written here is read here. */
public interface Notation {

    /** What the headers say, or why they cannot be read. */
    Reading read(Headers headers);

    /** The names of the headers that {@link #read} looks at. */
    Set<String> headers();

    /** What is to stand beside a body that is signed now: {@code id} and {@code time} as texts, without signatures. */
    Stamp stamp(String id, Instant time);

    /** The headers, by name in a stable order, in which {@link #read} finds {@code stamp} and {@code signature}. */
    Map<String, String> write(Stamp stamp, String signature);

    /** The signature alone, in one header. */
    static HeaderNotation header(String signatureHeader) {
        return new HeaderNotation(signatureHeader, "", "", "", "", TimeFormat.UNIX, "");
    }

    /** Either a {@link Stamp} or the {@link Refusal} to read one. */
    sealed interface Reading permits Stamp, Refusal {}

    /**
     * What stands beside the body of a signed request, as the texts received or sent.
     *
     * @param id the delivery's id, empty where the notation has none
     * @param timestamp the signed time, empty where the notation has none
     * @param signatures one or more candidates, of which one has to match; none before the body is signed
     */
    record Stamp(String id, String timestamp, List<String> signatures) implements Reading {}
}
