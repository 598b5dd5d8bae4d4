package dev.vendorhooks.doctor;

/** What can make the signature of a genuine delivery fail: the closed list of what is looked for, each with its fix. */
public enum Cause {
    /** The JSON was parsed and written anew: other spaces, escapes or order of keys. */
    BODY_REWRITTEN("Have whatever stands between the vendor and here pass the body on byte for byte."),
    /** A line break at the end was added or lost, or line breaks were changed from one kind to another. */
    BODY_LINE_BREAK("Have whatever stands between the vendor and here pass the body on byte for byte."),
    /** A byte order mark at the start was added or lost. */
    BODY_BYTE_ORDER_MARK("Have whatever stands between the vendor and here pass the body on byte for byte."),
    /** The text was decoded in one charset and encoded in another. */
    BODY_CHARSET("Have whatever stands between the vendor and here pass the body on as bytes, not as text."),
    /** The body was compressed after it was signed, or decompressed. */
    BODY_COMPRESSED("Switch compression and decompression of requests off between the vendor and here."),
    /** The key is the secret's text where its decoded bytes are meant, or the other way round. */
    SECRET_DECODING("Give 'secret' the text that the vendor keys with."),
    /** One side has white space or quotes around the secret. */
    SECRET_PADDING("Set the bare secret on both sides."),
    /** Characters of the secret were changed in the endpoint's URI or in an encoded property. */
    SECRET_ENCODING("Write RAW(...) around the secret, or take it from a property placeholder in RAW(...)."),
    /** The secret is that of another endpoint of this application. */
    SECRET_OF_OTHER_ENDPOINT("Give each endpoint its own secret, and the vendor the URL that goes with it."),
    /** The secret was replaced, and its time is over. */
    SECRET_FORMER("Have the vendor sign with the current secret, or accept the former one too: secret=current former."),
    /** The signature is hexadecimal where base64 is expected, or the other way round. */
    SIGNATURE_ENCODING("Have the sender write the signature as this vendor does, or declare a vendor of its own."),
    /** The signature has a prefix such as {@code sha256=} that is not expected, or lacks one that is. */
    SIGNATURE_PREFIX("Have the sender write the signature as this vendor does, or declare a vendor of its own."),
    /** The time was signed in another unit or format than it was sent in. */
    TIME_FORMAT("Have the sender sign the very text of the time that it sends."),
    /** Time and body were joined in another way than this vendor does, or the time was not signed. */
    SIGNED_CONTENT("Have the sender sign what this vendor signs, or declare a vendor of its own."),
    /** The request is signed as another vendor signs. */
    OTHER_VENDOR("Give that vendor the URL of an endpoint of its own."),
    /** Headers that the signature needs are missing while others of it are there, or none is. */
    HEADER_MISSING("Have whatever stands between the vendor and here pass that header on, and check who sends."),
    /** A header was repeated, or several of one name were joined into one. */
    HEADER_REPEATED("Have whatever stands between the vendor and here pass headers on as they are."),
    /** The signed time and this machine's clock differ, as by a time zone or a clock that is wrong. */
    CLOCK("Set this machine's clock by NTP, and have the sender sign the time in UTC."),
    /** The delivery comes long after it was signed: again, late, or replayed by somebody. */
    LATE("Raise timestampTolerance if the vendor delivers again under the old time; else somebody replays requests.");

    private final String fix;

    Cause(String fix) {
        this.fix = fix;
    }

    /** What to do about it, in one line. */
    public String fix() {
        return fix;
    }
}
