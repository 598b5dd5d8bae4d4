package dev.vendorhooks.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** How a secret's text becomes the bytes of a key. */
public enum KeyFormat {
    /** The text's own UTF-8 bytes, whatever it looks like. */
    UTF8,
    /** The text is Base64. */
    BASE64,
    /** The text is hexadecimal. */
    HEX,
    /** The text is Base64 after {@code whsec_}, as Standard Webhooks writes secrets. */
    WHSEC;

    private static final String WHSEC_PREFIX = "whsec_";

    /** The key; throws IllegalArgumentException, without the text, if the text is not in this format. */
    byte[] key(String text) {
        try {
            return switch (this) {
                case UTF8 -> text.getBytes(StandardCharsets.UTF_8);
                case BASE64 -> Base64.getDecoder().decode(text);
                case HEX -> HexFormat.of().parseHex(text);
                case WHSEC -> {
                    if (!text.startsWith(WHSEC_PREFIX)) {
                        throw new IllegalArgumentException();
                    }
                    yield Base64.getDecoder().decode(text.substring(WHSEC_PREFIX.length()));
                }
            };
        } catch (IllegalArgumentException e) {
            // the cause is left out: its message quotes characters of the secret
            throw new IllegalArgumentException(
                    "A secret is not written as its key format " + name().toLowerCase() + " asks for");
        }
    }
}
