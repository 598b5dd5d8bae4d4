package dev.vendorhooks.vendor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.WebhookEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of a {@link DeclaredVendor}: what the declaration finds in it, and the JSON whole.
 *
 * @param eventType the type, empty where the declaration finds none
 * @param eventId the id, empty where the declaration finds none
 * @param eventTime the time, empty where the declaration finds none
 * @param json the body; members are read as in <code>${body.json.get('action').asText}</code>
 */
public record DeclaredEvent(
        String eventType, Optional<String> eventId, Optional<Instant> eventTime, @JsonValue ObjectNode json)
        implements WebhookEvent {

    /** An event from its JSON alone, without the declaration: of no type, id or time. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static DeclaredEvent of(ObjectNode json) {
        return new DeclaredEvent("", Optional.empty(), Optional.empty(), json);
    }
}
