package dev.vendorhooks.event;

import java.time.Instant;
import java.util.Optional;

/**
 * One authentic delivery of an event.
 *
 * @param vendor the vendor's name
 * @param type the event's type as the vendor names it
 * @param id what makes the event the same when it is delivered again; empty where nothing does
 * @param eventTime when the event happened, where the vendor says so
 * @param signedTime when the delivery was signed, where the vendor signs a time
 * @param body the JSON exactly as received; must not be changed
 * @param event the event read from it
 */
public record Delivery(
        String vendor,
        String type,
        Optional<String> id,
        Optional<Instant> eventTime,
        Optional<Instant> signedTime,
        byte[] body,
        WebhookEvent event) {

    /** Names the delivery without its payload. */
    @Override
    public String toString() {
        return vendor
                + (type.isEmpty() ? "" : " " + type)
                + id.map(text -> " " + text).orElse("");
    }
}
