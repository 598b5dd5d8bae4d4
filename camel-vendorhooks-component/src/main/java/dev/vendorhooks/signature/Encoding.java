package dev.vendorhooks.signature;

import java.util.Base64;
import java.util.HexFormat;

/** How the bytes of a signature are written as text. */
public enum Encoding {
    /** Hexadecimal, upper or lower case. */
    HEX {
        @Override
        boolean isWellFormed(String text) {
            if (text.length() != 2 * HmacScheme.MAC_LENGTH) {
                return false;
            }
            for (int i = 0; i < text.length(); i++) {
                if (!HexFormat.isHexDigit(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        boolean matches(String text, byte[] mac) {
            int difference = 0;
            for (int i = 0; i < mac.length; i++) {
                int high = HexFormat.fromHexDigit(text.charAt(2 * i));
                int low = HexFormat.fromHexDigit(text.charAt(2 * i + 1));
                difference |= (high << 4 | low) ^ (mac[i] & 0xff);
            }
            return difference == 0;
        }
    },

    /** Base64 in the standard or the URL alphabet, with or without padding. */
    BASE64 {
        @Override
        boolean isWellFormed(String text) {
            int length = text.endsWith("=") ? text.length() - 1 : text.length();
            if (length != UNPADDED_BASE64_LENGTH) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                char c = text.charAt(i);
                if (!(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "+/-_".indexOf(c) >= 0)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        boolean matches(String text, byte[] mac) {
            byte[] expected = Base64.getEncoder().encode(mac);
            int difference = 0;
            for (int i = 0; i < UNPADDED_BASE64_LENGTH; i++) {
                char c = text.charAt(i);
                difference |= (c == '-' ? '+' : c == '_' ? '/' : c) ^ expected[i];
            }
            return difference == 0;
        }
    },

    /** Whichever of the two the length tells. */
    HEX_OR_BASE64 {
        @Override
        boolean isWellFormed(String text) {
            return HEX.isWellFormed(text) || BASE64.isWellFormed(text);
        }

        @Override
        boolean matches(String text, byte[] mac) {
            return (text.length() == 2 * HmacScheme.MAC_LENGTH ? HEX : BASE64).matches(text, mac);
        }
    };

    private static final int UNPADDED_BASE64_LENGTH = 43;

    /** Whether {@code text} has the length and the characters of a signature in this encoding. */
    abstract boolean isWellFormed(String text);

    /**
     * Whether {@code text}, which is well-formed, stands for {@code mac}. Takes the same time wherever the first
     * difference is.
     */
    abstract boolean matches(String text, byte[] mac);
}
