package dev.vendorhooks.vendor.glossi;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.WebhookEvent;

/** What Glossi tells: an envelope of {@code event}, {@code timestamp} and {@code data}. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "event",
        visible = true,
        defaultImpl = GlossiEvent.Unknown.class)
@JsonSubTypes({@JsonSubTypes.Type(value = GlossiEvent.ModelProcessed.class, name = "model.processed")})
public sealed interface GlossiEvent extends WebhookEvent {

    /** A model is ready to use. */
    record ModelProcessed(String event, String timestamp, Data data) implements GlossiEvent {

        /**
         * @param status {@code READY}
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Data(String modelId, String name, String status, String glbFilePath, String thumbnailUrl) {}

        @Override
        public String eventType() {
            return event;
        }
    }

    /** An event without a record. */
    record Unknown(@JsonValue ObjectNode json) implements GlossiEvent {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Unknown {}

        @Override
        public String eventType() {
            return json.path("event").asText();
        }
    }
}
