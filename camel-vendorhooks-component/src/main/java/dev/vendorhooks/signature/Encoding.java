package dev.vendorhooks.signature;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** How the bytes of a signature are written as text. */
public enum Encoding {
    /** Hexadecimal, upper or lower case; written in lower case. */
    HEX {
        @Override
        String write(byte[] mac) {
            return HexFormat.of().formatHex(mac);
        }

        @Override
        public boolean isWellFormed(String text) {
            return text.length() == HEX_LENGTH && text.chars().allMatch(c -> digit((char) c) >= 0);
        }

        @Override
        boolean matches(String text, byte[] mac) {
            if (text.length() != HEX_LENGTH) {
                return false;
            }
            int difference = 0;
            for (int i = 0; i < mac.length; i++) {
                int value = digit(text.charAt(2 * i)) << 4 | digit(text.charAt(2 * i + 1));
                difference |= value ^ (mac[i] & 0xff);
            }
            return difference == 0;
        }
    },

    /** Base64 in the standard or the URL alphabet, with or without padding; written in the former, with padding. */
    BASE64 {
        @Override
        String write(byte[] mac) {
            return Base64.getEncoder().encodeToString(mac);
        }

        @Override
        public boolean isWellFormed(String text) {
            return unpaddedLength(text) == BASE64_LENGTH
                    && text.chars().limit(BASE64_LENGTH).allMatch(c -> BASE64_CHARACTERS.indexOf(c) >= 0);
        }

        @Override
        boolean matches(String text, byte[] mac) {
            if (unpaddedLength(text) != BASE64_LENGTH) {
                return false;
            }
            byte[] expected = Base64.getEncoder().encode(mac);
            int difference = 0;
            for (int i = 0; i < BASE64_LENGTH; i++) {
                char c = text.charAt(i);
                difference |= (c == '-' ? '+' : c == '_' ? '/' : c) ^ expected[i];
            }
            return difference == 0;
        }
    },

    /** Whichever of the two the length tells; written as hexadecimal. */
    HEX_OR_BASE64 {
        @Override
        String write(byte[] mac) {
            return HEX.write(mac);
        }

        @Override
        public boolean isWellFormed(String text) {
            return HEX.isWellFormed(text) || BASE64.isWellFormed(text);
        }

        @Override
        boolean matches(String text, byte[] mac) {
            return (text.length() == HEX_LENGTH ? HEX : BASE64).matches(text, mac);
        }
    };

    private static final int HEX_LENGTH = 2 * HmacScheme.MAC_LENGTH;
    private static final int BASE64_LENGTH = 43;
    private static final String BASE64_CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";

    /** The values of the hexadecimal digits by character, -1 for all other characters. */
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < 16; value++) {
            VALUES[Character.forDigit(value, 16)] = (byte) value;
            VALUES[Character.toUpperCase(Character.forDigit(value, 16))] = (byte) value;
        }
    }

    /** The text of {@code mac}. */
    abstract String write(byte[] mac);

    /** Whether {@code text} has the length and the characters of a signature in this encoding. */
    public abstract boolean isWellFormed(String text);

    /** Whether {@code text} stands for {@code mac}. Takes the same time wherever the first difference is. */
    abstract boolean matches(String text, byte[] mac);

    private static int digit(char c) {
        return c < VALUES.length ? VALUES[c] : -1;
    }

    private static int unpaddedLength(String text) {
        return text.endsWith("=") ? text.length() - 1 : text.length();
    }
}
