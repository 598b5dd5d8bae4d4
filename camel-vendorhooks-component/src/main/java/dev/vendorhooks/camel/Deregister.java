package dev.vendorhooks.camel;

/** When a registered webhook is removed at the vendor. */
public enum Deregister {
    /** It stays until somebody removes it. */
    NEVER,
    /** When the route stops. */
    ON_STOP
}
