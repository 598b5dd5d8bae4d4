package dev.vendorhooks.signature;

/** Why a request was refused. The reason is for the operator; the caller sees nothing but the status. */
public enum Refusal implements Notation.Reading {
    /** A header that the signature needs is absent or empty. */
    MISSING,
    /** A header that the signature needs came more than once. */
    REPEATED,
    /** The signature or the signed time is not written as the vendor writes it. */
    MALFORMED,
    /** No secret of the endpoint gives this signature over these bytes. */
    MISMATCH,
    /** Authentic, but the signed time lies further from now than the tolerance. */
    STALE,
    /** Authentic, but the body is not one whole JSON object within the limits of the JSON parser. */
    NOT_AN_EVENT,
    /** The body is larger than the endpoint's maximum. */
    TOO_LARGE,
    /** The body is a form, multipart or compressed, so its bytes cannot be what was signed. */
    UNSUPPORTED_MEDIA_TYPE,
    /** The method is not POST. */
    METHOD_NOT_ALLOWED;

    /** The HTTP status to answer with. All signature failures look the same from outside. */
    public int status() {
        return switch (this) {
            case MISSING, REPEATED, MALFORMED, MISMATCH, STALE -> 401;
            case NOT_AN_EVENT -> 400;
            case METHOD_NOT_ALLOWED -> 405;
            case TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
        };
    }
}
