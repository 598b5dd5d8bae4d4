package dev.vendorhooks.camel;

/** When the vendor gets its answer. */
public enum Acknowledge {
    /** After the route is done: a failure makes the vendor deliver again. */
    PROCESSED,
    /** As soon as the event is authentic and claimed: a crash or a failure of the route loses it. */
    RECEIVED
}
