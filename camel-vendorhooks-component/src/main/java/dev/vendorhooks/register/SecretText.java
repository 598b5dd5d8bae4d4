package dev.vendorhooks.register;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A text that neither logs nor JSON show. Only {@link #reveal} does. */
public final class SecretText {

    private static final String REDACTED = "[redacted]";
    private static final int RANDOM_BYTES = 32;

    private final String text;

    private SecretText(String text) {
        this.text = text;
    }

    /**
     * Null stays null.
     *
     * @throws IllegalArgumentException if the text is what this class shows in place of a secret
     */
    @JsonCreator
    public static SecretText of(String text) {
        if (REDACTED.equals(text)) {
            throw new IllegalArgumentException("'" + REDACTED + "' stands for a secret, and is none");
        }
        return text == null ? null : new SecretText(text);
    }

    /** A secret that nobody can guess: 32 random bytes, in hex. */
    public static SecretText random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SecretText(HexFormat.of().formatHex(bytes));
    }

    /** The text itself, which must not get into a log, a header or an exception. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretText secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @JsonValue
    @Override
    public String toString() {
        return REDACTED;
    }
}
