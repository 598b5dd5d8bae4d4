package dev.vendorhooks.vendor.generic;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.EventKey;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.Timestamps;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the vendor tells: an envelope of {@code id}, {@code type}, {@code created_at} and {@code data}. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true,
        defaultImpl = GenericEvent.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = GenericEvent.UserCreated.class, name = "user.created"),
    @JsonSubTypes.Type(value = GenericEvent.UserUpdated.class, name = "user.updated"),
    @JsonSubTypes.Type(value = GenericEvent.UserDeleted.class, name = "user.deleted"),
    @JsonSubTypes.Type(value = GenericEvent.ProjectCreated.class, name = "project.created"),
    @JsonSubTypes.Type(value = GenericEvent.ProjectUpdated.class, name = "project.updated"),
    @JsonSubTypes.Type(value = GenericEvent.ProjectDeleted.class, name = "project.deleted"),
    @JsonSubTypes.Type(value = GenericEvent.FileUploaded.class, name = "file.uploaded"),
    @JsonSubTypes.Type(value = GenericEvent.PaymentSucceeded.class, name = "payment.succeeded"),
    @JsonSubTypes.Type(value = GenericEvent.PaymentFailed.class, name = "payment.failed")
})
public sealed interface GenericEvent extends WebhookEvent {

    /** The event's id, such as {@code evt_abc123}. */
    String id();

    /** The type, as the JSON names it. */
    String type();

    /** When it happened, as written; test deliveries lack it. */
    String createdAt();

    /** What the event is about; null if it does not say. */
    Resource data();

    @Override
    default String eventType() {
        return Objects.requireNonNullElse(type(), "");
    }

    @Override
    default Optional<String> eventId() {
        return EventKey.of(id());
    }

    @Override
    default Optional<Instant> eventTime() {
        return Timestamps.parse(createdAt());
    }

    @Override
    default Optional<String> eventSubject() {
        return data() == null ? Optional.empty() : EventKey.of(data().id());
    }

    /** A user has registered. */
    record UserCreated(String id, String type, @JsonProperty("created_at") String createdAt, User data)
            implements GenericEvent {}

    /** A user's profile has changed. */
    record UserUpdated(String id, String type, @JsonProperty("created_at") String createdAt, User data)
            implements GenericEvent {}

    /** A user's account is gone. */
    record UserDeleted(String id, String type, @JsonProperty("created_at") String createdAt, User data)
            implements GenericEvent {}

    /** There is a new project. */
    record ProjectCreated(String id, String type, @JsonProperty("created_at") String createdAt, Project data)
            implements GenericEvent {}

    /** A project has changed. */
    record ProjectUpdated(String id, String type, @JsonProperty("created_at") String createdAt, Project data)
            implements GenericEvent {}

    /** A project is gone. */
    record ProjectDeleted(String id, String type, @JsonProperty("created_at") String createdAt, Project data)
            implements GenericEvent {}

    /** A file has arrived. */
    record FileUploaded(String id, String type, @JsonProperty("created_at") String createdAt, File data)
            implements GenericEvent {}

    /** A payment went through. */
    record PaymentSucceeded(String id, String type, @JsonProperty("created_at") String createdAt, Payment data)
            implements GenericEvent {}

    /** A payment failed. */
    record PaymentFailed(String id, String type, @JsonProperty("created_at") String createdAt, Payment data)
            implements GenericEvent {}

    /** An event without a record. */
    record Unknown(@JsonValue ObjectNode json) implements GenericEvent {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Unknown {}

        @Override
        public String id() {
            return json.path("id").asText("");
        }

        @Override
        public String type() {
            return json.path("type").asText("");
        }

        @Override
        public String createdAt() {
            return json.path("created_at").asText("");
        }

        /** Null: what an unknown event is about is not known either. */
        @Override
        public Resource data() {
            return null;
        }
    }

    /** What an event is about. */
    sealed interface Resource permits User, Project, File, Payment {

        String id();
    }

    /**
     * A user, the one resource whose members the vendor documents.
     *
     * @param status {@code active} in the vendor's sample
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(String id, String name, String email, String status) implements Resource {}

    /**
     * A project, whose members are not documented.
     *
     * @param others all members but the id, by name
     */
    record Project(String id, @JsonAnySetter @JsonAnyGetter Map<String, Object> others) implements Resource {

        public Project {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }

    /**
     * A file, whose members are not documented.
     *
     * @param others all members but the id, by name
     */
    record File(String id, @JsonAnySetter @JsonAnyGetter Map<String, Object> others) implements Resource {

        public File {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }

    /**
     * A payment, whose members are not documented.
     *
     * @param others all members but the id, by name
     */
    record Payment(String id, @JsonAnySetter @JsonAnyGetter Map<String, Object> others) implements Resource {

        public Payment {
            others = Objects.requireNonNullElse(others, Map.of());
        }
    }
}
