package dev.vendorhooks.signature;

import dev.vendorhooks.http.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a vendor signs: the seam between a vendor's declaration and the code that signs and verifies. */
public interface SignatureScheme {

    /** How the secrets of this scheme are written. */
    KeyFormat keyFormat();

    /** The names of all headers that a judgement needs. */
    Set<String> headers();

    /**
     * Why {@code request} is to be refused; empty if one of {@code secrets} signed it within the window. That secret then
     * counts as used.
     *
     * @param tolerance how far the signed time may lie from {@code now} on either side; zero accepts any time. Without
     *     effect where the vendor signs no time
     */
    Optional<Refusal> refusal(WebhookRequest request, List<Secret> secrets, Duration tolerance, Instant now);

    /** Which of {@code secrets} signed {@code request}, at whatever time; that is no use of it. Empty if none did. */
    Optional<Secret> signer(WebhookRequest request, List<Secret> secrets);

    /**
     * The headers that make {@code body} authentic, by name, in a stable order.
     *
     * @param id the delivery's id, ignored where the vendor signs none. It is written as it is: the caller makes sure
     *     that it is printable ASCII, not empty and without white space around it; any other may not arrive as signed
     * @param time when the request is signed, ignored where the vendor signs no time
     */
    Map<String, String> sign(byte[] body, String id, Instant time, Secret secret);

    /** The time that the vendor signed; empty where it signs none or the text is no time. */
    Optional<Instant> signedTime(WebhookRequest request);
}
