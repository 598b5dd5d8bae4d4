package dev.vendorhooks.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How each vendor signs, after its own page: HMAC-SHA256 under the secret's text as UTF-8, in lower-case hexadecimal.
 * It shares no code with the component, so that it can prove the component right.
 */
public enum VendorSignature {
    /** {@code kaedim-signature: {"t":SECONDS,"v1":HEX}}, over the digits of {@code t} followed by the body. */
    KAEDIM,
    /**
     * {@code X-TIMESTAMP}, in UTC to the millisecond as {@code 2025-01-15T10:30:00.000Z}, and
     * {@code X-VNTANA-SIGNATURE}, over that text, {@code #} and the body.
     */
    VNTANA,
    /** {@code X-Webhook-Signature}, over the body. */
    MAKINI,
    /** {@code X-Glossi-Signature}, over the body. */
    GLOSSI,
    /** {@code X-Webhook-Signature}, over the body. */
    GENERIC;

    static final DateTimeFormatter TO_THE_MILLISECOND =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /**
     * The headers by which the vendor signs {@code body}, by name.
     *
     * @param secret the webhook's secret, as the vendor shows it
     * @param body the bytes as they are sent
     * @param time when it is sent; only Kaedim and VNTANA sign it
     */
    public Map<String, String> headers(String secret, byte[] body, Instant time) {
        return switch (this) {
            case KAEDIM -> {
                String seconds = Long.toString(time.getEpochSecond());
                yield Map.of(
                        "kaedim-signature", "{\"t\":" + seconds + ",\"v1\":\"" + hmac(secret, seconds, body) + "\"}");
            }
            case VNTANA -> {
                String timestamp = TO_THE_MILLISECOND.format(time);
                yield Map.of("X-TIMESTAMP", timestamp, "X-VNTANA-SIGNATURE", hmac(secret, timestamp + "#", body));
            }
            case MAKINI, GENERIC -> Map.of("X-Webhook-Signature", hmac(secret, "", body));
            case GLOSSI -> Map.of("X-Glossi-Signature", hmac(secret, "", body));
        };
    }

    private static String hmac(String secret, String beforeBody, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update(beforeBody.getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no HMAC-SHA256", e);
        }
    }
}
