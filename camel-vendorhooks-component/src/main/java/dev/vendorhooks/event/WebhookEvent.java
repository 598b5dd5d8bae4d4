package dev.vendorhooks.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of a vendor. Its records are shaped like the vendor's JSON, whatever a vendor adds later is ignored, and
 * every component may be null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public interface WebhookEvent {

    /** The type as the vendor names it, such as {@code model.processed}; empty where the event names none. */
    String eventType();

    /**
     * What makes this event the same when it is delivered again: the vendor's own id, else the documented natural key.
     * Empty where nothing in the event does.
     */
    default Optional<String> eventId() {
        return Optional.empty();
    }

    /** When it happened, as the event says; empty where it says nothing that can be read. */
    default Optional<Instant> eventTime() {
        return Optional.empty();
    }

    /** The id of what the event is about, such as a model or a product; empty where it names none. */
    default Optional<String> eventSubject() {
        return Optional.empty();
    }
}
