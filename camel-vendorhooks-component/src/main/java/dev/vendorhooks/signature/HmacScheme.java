package dev.vendorhooks.signature;

import dev.vendorhooks.http.Timestamps;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Notation.Reading;
import dev.vendorhooks.signature.Notation.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * HMAC-SHA256 over the bytes as received; the one class that verifies.
 *
 * @param notation where signature, time and id stand
 * @param content which bytes are signed
 * @param encoding how the signature is written
 * @param keyFormat how the secret is written
 */
public record HmacScheme(Notation notation, SignedContent content, Encoding encoding, KeyFormat keyFormat)
        implements SignatureScheme {

    /** The length of a SHA-256 MAC in bytes. */
    static final int MAC_LENGTH = 32;

    /** A scheme whose secrets are keyed as their text's UTF-8 bytes. */
    public static HmacScheme sha256(Notation notation, SignedContent content, Encoding encoding) {
        return new HmacScheme(notation, content, encoding, KeyFormat.UTF8);
    }

    @Override
    public Set<String> headers() {
        return notation.headers();
    }

    @Override
    public Optional<Refusal> refusal(WebhookRequest request, List<Secret> secrets, Duration tolerance, Instant now) {
        Reading reading = notation.read(request.headers());
        if (reading instanceof Refusal refusal) {
            return Optional.of(refusal);
        }
        Stamp stamp = (Stamp) reading;
        if (!hasWellFormedSignature(stamp)) {
            return Optional.of(Refusal.MALFORMED);
        }
        if (!isSigned(stamp, request.body(), secrets)) {
            return Optional.of(Refusal.MISMATCH);
        }
        return stamp.timestamp().isEmpty() || tolerance.isZero()
                ? Optional.empty()
                : outsideWindow(stamp, tolerance, now);
    }

    @Override
    public Optional<Instant> signedTime(WebhookRequest request) {
        return content.isTimed() && notation.read(request.headers()) instanceof Stamp stamp
                ? time(stamp)
                : Optional.empty();
    }

    private boolean hasWellFormedSignature(Stamp stamp) {
        for (String signature : stamp.signatures()) {
            if (encoding.isWellFormed(signature)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSigned(Stamp stamp, byte[] body, List<Secret> secrets) {
        for (Secret secret : secrets) {
            byte[] mac = secret.mac(content, stamp, body);
            for (String signature : stamp.signatures()) {
                if (encoding.isWellFormed(signature) && encoding.matches(signature, mac)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Refusal> outsideWindow(Stamp stamp, Duration tolerance, Instant now) {
        Optional<Instant> time = time(stamp);
        if (time.isEmpty()) {
            return Optional.of(Refusal.MALFORMED);
        }
        Instant signed = time.get();
        Duration distance = signed.isBefore(now) ? Duration.between(signed, now) : Duration.between(now, signed);
        return distance.compareTo(tolerance) > 0 ? Optional.of(Refusal.STALE) : Optional.empty();
    }

    private static Optional<Instant> time(Stamp stamp) {
        return Timestamps.parse(stamp.timestamp().strip());
    }
}
