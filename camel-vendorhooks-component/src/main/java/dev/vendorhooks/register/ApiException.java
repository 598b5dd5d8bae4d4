package dev.vendorhooks.register;

import java.util.Optional;

/**
 * A call of a vendor's API that failed. The message names the call, the status and the vendor's own code and text, never
 * a credential.
 */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Integer status;
    private final String code;

    ApiException(String message, Integer status, String code) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The status that the vendor answered; empty where it did not answer. */
    public Optional<Integer> getStatus() {
        return Optional.ofNullable(status);
    }

    /** The vendor's own code for what is wrong; empty where it gave none. */
    public Optional<String> getCode() {
        return Optional.ofNullable(code);
    }
}
