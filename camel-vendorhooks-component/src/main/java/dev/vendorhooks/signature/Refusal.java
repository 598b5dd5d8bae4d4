package dev.vendorhooks.signature;

/** Why a request was refused. The reason is for the operator; the caller sees nothing but the status. */
public enum Refusal implements Notation.Reading {
    /** A header that the signature needs is absent. */
    MISSING(401, "a header that the signature needs is missing"),
    /** A header that the signature needs came more than once. */
    REPEATED(401, "a header that the signature needs came more than once; a proxy may have added it"),
    /** The signature or the signed time is not written as the vendor writes it. */
    MALFORMED(401, "the signature or the signed time is not written as this vendor writes it"),
    /** No secret of the endpoint gives this signature over these bytes. */
    MISMATCH(
            401,
            "no secret of the endpoint gives this signature over the bytes received; check that the secret is this"
                    + " vendor's and that nothing between the vendor and here changes the body"),
    /** Authentic, but the signed time lies further from now than the tolerance. */
    STALE(
            401,
            "authentic, but signed too far from now; check this machine's clock, and raise timestampTolerance if the"
                    + " vendor delivers again under the old time"),
    /** Authentic, but the body is not one whole JSON object within the limits of the JSON parser. */
    NOT_AN_EVENT(400, "authentic, but the body is not one whole JSON object"),
    /** The body is larger than the endpoint's maximum. */
    TOO_LARGE(413, "the body is larger than maxBodySize"),
    /** The body is a form, multipart or compressed, so its bytes cannot be what was signed. */
    UNSUPPORTED_MEDIA_TYPE(415, "the body is a form, multipart or compressed");

    private final int status;
    private final String explanation;

    Refusal(int status, String explanation) {
        this.status = status;
        this.explanation = explanation;
    }

    /** The HTTP status to answer with. All failures of a signature look the same from outside. */
    public int status() {
        return status;
    }

    /** What happened and what to look at, for the operator. */
    public String explanation() {
        return explanation;
    }
}
