package dev.vendorhooks.register;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A text that neither logs nor JSON show. Only {@link #reveal} does. */
public final class SecretText {

    private static final String REDACTED = "[redacted]";

    private final String text;

    private SecretText(String text) {
        this.text = text;
    }

    /** Null stays null. */
    @JsonCreator
    public static SecretText of(String text) {
        return text == null ? null : new SecretText(text);
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
