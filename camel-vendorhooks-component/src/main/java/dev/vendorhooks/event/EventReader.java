package dev.vendorhooks.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Reads the bytes of one whole JSON object, in UTF-8, into the events of one vendor.
 *
 * <p>Unknown members are ignored and of a repeated member the last one counts. An object that does not fit the record
 * of its type becomes the vendor's unknown event: what is authentic is delivered. The limits of Jackson's parser apply
 * (1,000 levels, numbers of 1,000 digits).
 */
public final class EventReader<E extends WebhookEvent> {

    /** Made beside the start of the application, which it would hold up by some hundred milliseconds. */
    private final CompletableFuture<ObjectReader> reader;

    private final Map<String, Class<?>> classesByType;
    private final Function<ObjectNode, E> unknown;

    /**
     * @param type the vendor's event interface, which tells Jackson how to find the record of an event
     * @param unknown makes the event for all that has no record
     */
    public EventReader(Class<E> type, Function<ObjectNode, E> unknown) {
        this.classesByType = classesByType(type);
        this.unknown = unknown;
        this.reader = CompletableFuture.supplyAsync(() -> warm(EventJson.MAPPER.readerFor(type)));
    }

    /** The types that have a record, as the vendor names them; empty where the type is not one member of the JSON. */
    public Set<String> types() {
        return classesByType.keySet();
    }

    /** The event in {@code body}; empty if it is not one whole JSON object. */
    public Optional<E> read(byte[] body) {
        int start = EventJson.start(body);
        try {
            E event = reader.join().readValue(body, start, body.length - start);
            if (event != null && isOfItsType(event)) {
                return Optional.of(event);
            }
        } catch (IOException e) {
            // not JSON, a repeated member or another shape than the record's: the tree tells which
        }
        return readTree(body);
    }

    private static ObjectReader warm(ObjectReader reader) {
        try {
            reader.readValue("{}".getBytes(UTF_8));
        } catch (IOException e) {
            // the vendor has no event without members; the classes are loaded all the same
        }
        return reader;
    }

    private Optional<E> readTree(byte[] body) {
        try {
            JsonNode tree = EventJson.readTree(body);
            return tree instanceof ObjectNode object ? Optional.of(fromTree(object)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private E fromTree(ObjectNode object) {
        try {
            return reader.join().readValue(object);
        } catch (IOException e) {
            return unknown.apply(object);
        }
    }

    /** False where a repeated type member made Jackson choose the record by the first and fill in the last. */
    private boolean isOfItsType(E event) {
        Class<?> expected = classesByType.get(event.eventType());
        return expected == null ? !classesByType.containsValue(event.getClass()) : expected.isInstance(event);
    }

    private static Map<String, Class<?>> classesByType(Class<?> type) {
        Map<String, Class<?>> classes = new HashMap<>();
        JsonSubTypes subTypes = type.getAnnotation(JsonSubTypes.class);
        if (subTypes != null) {
            for (JsonSubTypes.Type subType : subTypes.value()) {
                if (!subType.name().isEmpty()) {
                    classes.put(subType.name(), subType.value());
                }
                for (String name : subType.names()) {
                    classes.put(name, subType.value());
                }
            }
        }
        return Map.copyOf(classes);
    }
}
