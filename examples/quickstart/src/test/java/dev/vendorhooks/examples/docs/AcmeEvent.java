package dev.vendorhooks.examples.docs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.EventKey;
import dev.vendorhooks.event.WebhookEvent;
import java.util.Optional;

@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true,
        defaultImpl = AcmeEvent.Unknown.class)
@JsonSubTypes(@JsonSubTypes.Type(value = AcmeEvent.OrderPaid.class, name = "order.paid"))
public sealed interface AcmeEvent extends WebhookEvent {

    String id();

    @Override
    default Optional<String> eventId() {
        return EventKey.of(id());
    }

    record OrderPaid(String id, String type, Order order) implements AcmeEvent {

        @Override
        public String eventType() {
            return type;
        }
    }

    record Order(String number, String currency) {}

    record Unknown(@JsonValue ObjectNode json) implements AcmeEvent {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Unknown {}

        @Override
        public String id() {
            return json.path("id").asText("");
        }

        @Override
        public String eventType() {
            return json.path("type").asText("");
        }
    }
}
