package dev.vendorhooks.send;

/** What became of an attempt. */
public enum Outcome {
    /** The receiver answered 2xx. */
    DELIVERED,
    /** It failed in a way that may pass: another attempt may succeed. */
    RETRYABLE,
    /** It failed in a way that another attempt would only repeat. */
    PERMANENT
}
