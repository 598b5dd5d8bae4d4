package dev.vendorhooks.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the five vendors' pages say, with the JDK's own HMAC, and makes any mistake that a sender can make. */
final class Sender {

    static final List<String> VENDORS = List.of("generic", "glossi", "kaedim", "makini", "vntana");
    static final String ISO_TIME = "2026-06-05T18:17:25.123Z";
    static final String UNIX_TIME = "1780683445";

    private final String vendor;
    private String time;
    private String signedTime;
    private byte[] key = new byte[0];

    Sender(String vendor) {
        this.vendor = vendor;
        time(vendor.equals("kaedim") ? UNIX_TIME : ISO_TIME);
    }

    Sender key(byte[] bytes) {
        key = bytes;
        return this;
    }

    Sender key(String text) {
        return key(text.getBytes(UTF_8));
    }

    /** The time that is sent, and signed unless another is. */
    Sender time(String text) {
        time = text;
        signedTime = text;
        return this;
    }

    Sender signedTime(String text) {
        signedTime = text;
        return this;
    }

    boolean isTimed() {
        return vendor.equals("kaedim") || vendor.equals("vntana");
    }

    /** A request that arrives with {@code received} where {@code signed} was signed. */
    WebhookRequest send(byte[] signed, byte[] received) {
        return request(headers(hex(mac(signed))), received);
    }

    WebhookRequest send(String body) {
        return send(body.getBytes(UTF_8), body.getBytes(UTF_8));
    }

    static WebhookRequest request(Map<String, String> headers, byte[] body) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, List.of(value)));
        return new WebhookRequest(Headers.of(values), body);
    }

    Map<String, String> headers(String signature) {
        return switch (vendor) {
            case "glossi" -> Map.of("X-Glossi-Signature", signature);
            case "kaedim" -> Map.of("kaedim-signature", "{\"t\":\"" + time + "\",\"v1\":\"" + signature + "\"}");
            case "vntana" -> Map.of("X-VNTANA-SIGNATURE", signature, "X-TIMESTAMP", time);
            default -> Map.of("X-Webhook-Signature", signature);
        };
    }

    byte[] mac(byte[] body) {
        String before = vendor.equals("kaedim") ? signedTime : vendor.equals("vntana") ? signedTime + "#" : "";
        return mac(before, body);
    }

    /** The MAC of what the vendor does not sign so. */
    byte[] mac(String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(before.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(byte[] mac) {
        return HexFormat.of().formatHex(mac);
    }
}
