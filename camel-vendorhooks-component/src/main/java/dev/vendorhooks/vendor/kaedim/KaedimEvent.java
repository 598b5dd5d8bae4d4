package dev.vendorhooks.vendor.kaedim;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.event.EventKey;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What Kaedim tells: one member {@code results}, whose {@code type} chooses the record. */
public sealed interface KaedimEvent extends WebhookEvent {

    /**
     * The event that a JSON object bears; for Jackson.
     *
     * @param results {@link Results} if their type is known, else as they come; {@code null} counts as absent
     * @param others all other members, which only an unknown event keeps
     */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static KaedimEvent of(
            @JsonProperty("results")
                    @JsonTypeInfo(
                            use = JsonTypeInfo.Id.NAME,
                            include = JsonTypeInfo.As.EXISTING_PROPERTY,
                            property = "type",
                            visible = true,
                            defaultImpl = ObjectNode.class)
                    @JsonSubTypes(
                            @JsonSubTypes.Type(
                                    value = Results.class,
                                    names = {
                                        KaedimType.SCULPT,
                                        KaedimType.GENERATION,
                                        KaedimType.UNWRAP,
                                        KaedimType.TEXTURE,
                                        KaedimType.RIG,
                                        KaedimType.LOD
                                    }))
                    Object results,
            @JsonAnySetter Map<String, JsonNode> others) {
        return results instanceof Results known ? iteration(known) : unknown(results, others);
    }

    private static KaedimEvent iteration(Results results) {
        return switch (Objects.requireNonNullElse(results.type(), "")) {
            case KaedimType.SCULPT -> new Sculpt(results);
            case KaedimType.GENERATION -> new Generation(results);
            case KaedimType.UNWRAP -> new Unwrap(results);
            case KaedimType.TEXTURE -> new Texture(results);
            case KaedimType.RIG -> new Rig(results);
            case KaedimType.LOD -> new Lod(results);
            default -> throw typeRepeated();
        };
    }

    private static Unknown unknown(Object results, Map<String, JsonNode> others) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (others != null) {
            json.setAll(others);
        }
        if (results != null) {
            json.set("results", EventJson.convert(results, JsonNode.class));
        }
        if (KaedimType.ALL.contains(json.path("results").path("type").asText(""))) {
            throw typeRepeated();
        }
        return new Unknown(json);
    }

    /** Jackson went by the first of two type members. Who then reads the tree, as our reader does, gets the last. */
    private static IllegalArgumentException typeRepeated() {
        return new IllegalArgumentException("results.type is there twice");
    }

    /** An iteration of a known type, whatever its status. */
    sealed interface Iteration extends KaedimEvent permits Sculpt, Generation, Unwrap, Texture, Rig, Lod {

        Results results();

        /** Type and status, such as {@code generation.completed}. */
        @Override
        default String eventType() {
            return results() == null
                    ? ""
                    : typeAndStatus(results().type(), results().status());
        }

        /** Request, iteration, type and status: Kaedim numbers no events. */
        @Override
        default Optional<String> eventId() {
            return results() == null
                    ? Optional.empty()
                    : EventKey.of(
                            results().requestID(),
                            results().iterationID(),
                            results().type(),
                            results().status());
        }

        /** When it was completed, else created. */
        @Override
        default Optional<Instant> eventTime() {
            return results() == null
                    ? Optional.empty()
                    : Timestamps.parse(results().completedAt())
                            .or(() -> Timestamps.parse(results().createdAt()));
        }

        /** The request that the iteration belongs to. */
        @Override
        default Optional<String> eventSubject() {
            return results() == null ? Optional.empty() : EventKey.of(results().requestID());
        }
    }

    /** A model is sculpted. */
    record Sculpt(Results results) implements Iteration {}

    /** A model is generated. */
    record Generation(Results results) implements Iteration {}

    /** A model is unwrapped. */
    record Unwrap(Results results) implements Iteration {}

    /** A model is textured. */
    record Texture(Results results) implements Iteration {}

    /** A model is rigged. */
    record Rig(Results results) implements Iteration {}

    /** A model gets its levels of detail. */
    record Lod(Results results) implements Iteration {}

    /**
     * What all events bear.
     *
     * @param status see {@link KaedimStatus}
     * @param image URLs; the JSON has one as text or several as a list
     * @param type see {@link KaedimType}
     * @param completedModels URLs by format ({@code fbx}, {@code glb}, …), good for one hour
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Results(
            String status,
            String userID,
            String studioID,
            String requestID,
            String iterationID,
            String name,
            @JsonFormat(
                            with = {
                                JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                                JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
                            })
                    List<String> image,
            String type,
            @JsonProperty("isRevision") Boolean isRevision,
            String createdAt,
            String completedAt,
            Boolean assetComplete,
            Map<String, String> completedModels,
            String devID) {}

    /** An event of a type without a record. */
    record Unknown(@JsonValue ObjectNode json) implements KaedimEvent {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Unknown {}

        @Override
        public String eventType() {
            JsonNode results = json.path("results");
            return typeAndStatus(
                    results.path("type").asText(""), results.path("status").asText(""));
        }
    }

    private static String typeAndStatus(String type, String status) {
        return EventKey.of(type).isEmpty() ? "" : EventKey.of(status).isEmpty() ? type : type + "." + status;
    }
}
