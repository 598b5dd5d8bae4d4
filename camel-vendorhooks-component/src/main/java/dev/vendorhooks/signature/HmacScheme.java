package dev.vendorhooks.signature;

import dev.vendorhooks.http.Timestamps;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Notation.Reading;
import dev.vendorhooks.signature.Notation.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * HMAC-SHA256 over the bytes as received or sent; the one class that signs and verifies.
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
        Optional<Secret> signer = signer(stamp, request.body(), secrets);
        if (signer.isEmpty()) {
            boolean wellFormed = stamp.signatures().stream().anyMatch(encoding::isWellFormed);
            return Optional.of(wellFormed ? Refusal.MISMATCH : Refusal.MALFORMED);
        }
        Optional<Refusal> outsideWindow =
                !content.isTimed() || tolerance.isZero() ? Optional.empty() : outsideWindow(stamp, tolerance, now);
        if (outsideWindow.isEmpty()) {
            signer.get().use(now);
        }
        return outsideWindow;
    }

    @Override
    public Optional<Secret> signer(WebhookRequest request, List<Secret> secrets) {
        return notation.read(request.headers()) instanceof Stamp stamp
                ? signer(stamp, request.body(), secrets)
                : Optional.empty();
    }

    @Override
    public Map<String, String> sign(byte[] body, String id, Instant time, Secret secret) {
        Stamp stamp = notation.stamp(id, time);
        byte[] mac = secret.mac(content, stamp, body);
        return notation.write(stamp, encoding.write(mac));
    }

    @Override
    public Optional<Instant> signedTime(WebhookRequest request) {
        return content.isTimed() && notation.read(request.headers()) instanceof Stamp stamp
                ? time(stamp)
                : Optional.empty();
    }

    private Optional<Secret> signer(Stamp stamp, byte[] body, List<Secret> secrets) {
        for (int i = 0; i < secrets.size(); i++) {
            Secret secret = secrets.get(i);
            byte[] mac = secret.mac(content, stamp, body);
            for (int j = 0; j < stamp.signatures().size(); j++) {
                if (encoding.matches(stamp.signatures().get(j), mac)) {
                    return Optional.of(secret);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> outsideWindow(Stamp stamp, Duration tolerance, Instant now) {
        Optional<Instant> time = time(stamp);
        if (time.isEmpty()) {
            return Optional.of(Refusal.MALFORMED);
        }
        boolean inside =
                !time.get().isBefore(now.minus(tolerance)) && !time.get().isAfter(now.plus(tolerance));
        return inside ? Optional.empty() : Optional.of(Refusal.STALE);
    }

    private static Optional<Instant> time(Stamp stamp) {
        return Timestamps.parse(stamp.timestamp().strip());
    }
}
