package dev.vendorhooks.receive;

/** The claim store cannot be reached, so whether an event is a duplicate is unknown. */
public final class ClaimStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
