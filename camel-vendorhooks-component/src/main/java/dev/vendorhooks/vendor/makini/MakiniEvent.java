package dev.vendorhooks.vendor.makini;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.event.EventKey;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.Timestamps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Makini tells: {@code event} and {@code body}, the ids of the records that changed.
 *
 * <p>The vendor also describes an envelope with a type, a time, a connection and details, and does not name their
 * members. So all members are kept, and where one is an id or a time, it makes the event recognisable.
 */
public sealed interface MakiniEvent extends WebhookEvent {

    /** The event that a JSON object bears; for Jackson. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static MakiniEvent of(Map<String, Object> json) {
        if (!(json.get("event") instanceof String event)) {
            return new Unknown(EventJson.convert(json, ObjectNode.class));
        }
        Object body = json.get("body");
        Map<String, Object> others = new LinkedHashMap<>(json);
        others.keySet().removeAll(List.of("event", "body"));
        return switch (MakiniTypes.resource(event)) {
            case "connections", "connectionstatuses" -> new Connections(event, body, others);
            case "assets" -> new Assets(event, body, others);
            case "sites" -> new Sites(event, body, others);
            case "workorders" -> new WorkOrders(event, body, others);
            case "purchaseorders" -> new PurchaseOrders(event, body, others);
            case "materials" -> new Materials(event, body, others);
            case "locations" -> new Locations(event, body, others);
            default -> new Unknown(EventJson.convert(json, ObjectNode.class));
        };
    }

    /** The members of the JSON that the vendor's one published event does not have. */
    Map<String, Object> others();

    /** Type and id, else type and time, of an envelope that has them. Two published events may be equal to the byte. */
    @Override
    default Optional<String> eventId() {
        return EventKey.of(eventType(), text("id", "eventId", "event_id")).or(() -> EventKey.of(eventType(), time()));
    }

    @Override
    default Optional<Instant> eventTime() {
        return Timestamps.parse(time());
    }

    private String time() {
        return text("timestamp", "time", "createdAt", "created_at");
    }

    /** The first text or number under one of the names; null if there is none. */
    private String text(String... names) {
        return Stream.of(names)
                .map(others()::get)
                .filter(value -> value instanceof String || value instanceof Number)
                .map(Object::toString)
                .findFirst()
                .orElse(null);
    }

    /** Records of a known resource were inserted, created, updated or (connections only) deleted. */
    sealed interface Change extends MakiniEvent
            permits Connections, Assets, Sites, WorkOrders, PurchaseOrders, Materials, Locations {

        /** The type, as the vendor spells it. */
        String event();

        /** A list of ids; also one object or a list of objects, each as a map. */
        Object body();

        /** The ids in the body: its texts and numbers, and what stands under {@code id} in its objects. */
        default List<String> ids() {
            Stream<?> items = body() instanceof List<?> list ? list.stream() : Stream.of(body());
            return items.map(item -> item instanceof Map<?, ?> object ? object.get("id") : item)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .toList();
        }

        /** The id of the record that changed, if it is a single one. */
        @Override
        default Optional<String> eventSubject() {
            List<String> ids = ids();
            return ids.size() == 1 ? EventKey.of(ids.get(0)) : Optional.empty();
        }

        @Override
        default String eventType() {
            return Objects.requireNonNullElse(event(), "");
        }
    }

    /** Statuses of connections. */
    record Connections(String event, Object body, @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements Change {

        public Connections {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }

    /** Assets. */
    record Assets(String event, Object body, @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements Change {

        public Assets {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }

    /** Sites. */
    record Sites(String event, Object body, @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements Change {

        public Sites {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }

    /** Work orders. */
    record WorkOrders(String event, Object body, @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements Change {

        public WorkOrders {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }

    /** Purchase orders. */
    record PurchaseOrders(String event, Object body, @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements Change {

        public PurchaseOrders {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }

    /** Materials. */
    record Materials(String event, Object body, @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements Change {

        public Materials {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }

    /** Locations. */
    record Locations(String event, Object body, @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements Change {

        public Locations {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }

    /** An event without a record. */
    record Unknown(@JsonValue ObjectNode json) implements MakiniEvent {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Unknown {}

        @Override
        public String eventType() {
            return Stream.of("event", "eventType", "event_type", "type")
                    .map(name -> json.path(name).asText(""))
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .orElse("");
        }

        @Override
        @SuppressWarnings("unchecked")
        public Map<String, Object> others() {
            return EventJson.convert(json, Map.class);
        }
    }
}
