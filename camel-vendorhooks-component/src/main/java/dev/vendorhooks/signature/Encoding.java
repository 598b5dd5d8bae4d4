package dev.vendorhooks.signature;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** How the bytes of a signature are written as text. */
public enum Encoding {
    /** Hexadecimal, upper or lower case. */
    HEX {
        @Override
        Optional<byte[]> decode(String text) {
            if (text.length() != 2 * HmacScheme.MAC_LENGTH) {
                return Optional.empty();
            }
            byte[] bytes = new byte[HmacScheme.MAC_LENGTH];
            int invalid = 0;
            for (int i = 0; i < bytes.length; i++) {
                int value = digit(text.charAt(2 * i)) << 4 | digit(text.charAt(2 * i + 1));
                invalid |= value;
                bytes[i] = (byte) value;
            }
            return invalid < 0 ? Optional.empty() : Optional.of(bytes);
        }
    },

    /** Base64 in the standard or the URL alphabet, with or without padding. */
    BASE64 {
        @Override
        Optional<byte[]> decode(String text) {
            String urlText = text.replace('+', '-').replace('/', '_');
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(urlText);
                // the last character holds bits that the decoder leaves out: one signature has one text
                return bytes.length == HmacScheme.MAC_LENGTH && urlText.startsWith(UNPADDED.encodeToString(bytes))
                        ? Optional.of(bytes)
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    },

    /** Whichever of the two the length tells. */
    HEX_OR_BASE64 {
        @Override
        Optional<byte[]> decode(String text) {
            return (text.length() == 2 * HmacScheme.MAC_LENGTH ? HEX : BASE64).decode(text);
        }
    };

    private static final Base64.Encoder UNPADDED = Base64.getUrlEncoder().withoutPadding();

    /** The values of the hexadecimal digits by character, -1 for all other characters. */
    private static final byte[] DIGITS = new byte[128];

    static {
        Arrays.fill(DIGITS, (byte) -1);
        for (int value = 0; value < 16; value++) {
            DIGITS[Character.toUpperCase(Character.forDigit(value, 16))] = (byte) value;
            DIGITS[Character.forDigit(value, 16)] = (byte) value;
        }
    }

    /** The signature that {@code text} stands for; empty if it has not the length or the characters of one. */
    abstract Optional<byte[]> decode(String text);

    private static int digit(char c) {
        return c < DIGITS.length ? DIGITS[c] : -1;
    }
}
