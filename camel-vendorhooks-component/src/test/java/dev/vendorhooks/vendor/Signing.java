package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as a vendor would, with the JDK's Mac. */
final class Signing {

    private Signing() {}

    static byte[] sign(String secret, String beforeBody, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update(beforeBody.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(String secret, String beforeBody, byte[] body) {
        return HexFormat.of().formatHex(sign(secret, beforeBody, body));
    }
}
