package dev.vendorhooks.cli;

import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SignatureScheme;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What makes a delivery one that a receiver has to refuse. */
enum Tamper {
    /** The body is another one than was signed. */
    BODY {
        @Override
        Map<String, String> sign(SignatureScheme scheme, byte[] body, String id, Instant time, Secret secret) {
            return scheme.sign(another(body), id, time, secret);
        }
    },

    /** One character of the signature is another one. */
    SIGNATURE {
        @Override
        Map<String, String> sign(SignatureScheme scheme, byte[] body, String id, Instant time, Secret secret) {
            Map<String, String> headers = new LinkedHashMap<>(scheme.sign(body, id, time, secret));
            Map<String, String> others = scheme.sign(another(body), id, time, secret);
            // what differs between two bodies is the signature, wherever the vendor writes it
            headers.replaceAll((name, value) -> withCharacterOf(others.get(name), value));
            return headers;
        }
    },

    /** It was signed a day ago. */
    TIME {
        @Override
        Map<String, String> sign(SignatureScheme scheme, byte[] body, String id, Instant time, Secret secret) {
            return scheme.sign(body, id, time.minus(Duration.ofDays(1)), secret);
        }
    },

    /** It is signed with a secret that nobody knows. */
    SECRET {
        @Override
        Map<String, String> sign(SignatureScheme scheme, byte[] body, String id, Instant time, Secret secret) {
            return scheme.sign(body, id, time, unknown(scheme.keyFormat()));
        }
    };

    /** The headers to send with {@code body}. */
    abstract Map<String, String> sign(SignatureScheme scheme, byte[] body, String id, Instant time, Secret secret);

    private static byte[] another(byte[] body) {
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        longer[body.length] = ' ';
        return longer;
    }

    private static String withCharacterOf(String other, String value) {
        int i = 0;
        while (i < value.length() && value.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i == value.length() ? value : value.substring(0, i) + other.charAt(i) + value.substring(i + 1);
    }

    private static Secret unknown(KeyFormat format) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        // 48 hexadecimal digits are Base64 too
        String text = HexFormat.of().formatHex(random);
        return Secret.of(format == KeyFormat.WHSEC ? "whsec_" + text : text, format);
    }
}
