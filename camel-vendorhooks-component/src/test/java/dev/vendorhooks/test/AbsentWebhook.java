package dev.vendorhooks.test;

/** How Glossi, whose documents do not tell, answers a request for a webhook that does not exist. */
public enum AbsentWebhook {
    /** 404 with an error. */
    NOT_FOUND,
    /** 204 without a body. */
    NO_CONTENT,
    /** 200 with an empty JSON object. */
    EMPTY,
    /** 200 with the JSON text {@code null}. */
    NULL
}
