package dev.vendorhooks.journal;

/** Which way a delivery went. */
public enum Direction {
    RECEIVED,
    SENT
}
