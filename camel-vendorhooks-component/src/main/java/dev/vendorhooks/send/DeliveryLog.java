package dev.vendorhooks.send;

/** Hears of deliveries. Is called by several threads at once, and must neither block nor throw. */
@FunctionalInterface
public interface DeliveryLog {

    /** After each attempt; the record takes the place of an earlier one with the same id. */
    void record(DeliveryRecord delivery);
}
