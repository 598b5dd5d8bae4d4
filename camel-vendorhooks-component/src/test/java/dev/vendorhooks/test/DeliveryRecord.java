package dev.vendorhooks.test;

import java.time.Instant;

/**
 * What a vendor remembers of the delivery of one event, once it was delivered or given up.
 *
 * @param eventId the event's id; null at vendors without
 * @param attempts how often it was sent
 * @param status the HTTP status of the last answer; null if there was none
 * @param error why the last attempt failed, without an answer or despite it; null if it did not
 * @param at when the last attempt was made
 */
public record DeliveryRecord(String eventId, int attempts, Integer status, String error, Instant at) {

    /** Whether the last answer was a 2xx. */
    public boolean succeeded() {
        return error == null && status != null && status / 100 == 2;
    }
}
