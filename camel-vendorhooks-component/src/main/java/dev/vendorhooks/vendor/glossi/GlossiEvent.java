package dev.vendorhooks.vendor.glossi;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.EventKey;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What Glossi tells: an envelope of {@code event}, {@code timestamp} and {@code data}. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "event",
        visible = true,
        defaultImpl = GlossiEvent.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = GlossiEvent.ModelProcessed.class, name = "model.processed"),
    @JsonSubTypes.Type(value = GlossiEvent.ModelFailed.class, name = "model.failed"),
    @JsonSubTypes.Type(value = GlossiEvent.ProjectCreated.class, name = "project.created"),
    @JsonSubTypes.Type(value = GlossiEvent.JobComplete.class, name = "job.complete"),
    @JsonSubTypes.Type(value = GlossiEvent.JobFailed.class, name = "job.failed"),
    @JsonSubTypes.Type(value = GlossiEvent.RenderComplete.class, name = "render.complete"),
    @JsonSubTypes.Type(value = GlossiEvent.RenderFailed.class, name = "render.failed")
})
public sealed interface GlossiEvent extends WebhookEvent {

    /** The type, as the JSON names it. */
    String event();

    /** When it happened, as written. */
    String timestamp();

    /** The id of the job, else the model, else the project that the event is about; null if it names none. */
    String resourceId();

    @Override
    default String eventType() {
        return Objects.requireNonNullElse(event(), "");
    }

    /** Event, resource and time: Glossi numbers no events. */
    @Override
    default Optional<String> eventId() {
        return EventKey.of(event(), resourceId(), timestamp());
    }

    @Override
    default Optional<Instant> eventTime() {
        return Timestamps.parse(timestamp());
    }

    @Override
    default Optional<String> eventSubject() {
        return EventKey.of(resourceId());
    }

    /** A model is ready to use. */
    record ModelProcessed(String event, String timestamp, Data data) implements GlossiEvent {

        /**
         * @param status {@code READY}
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Data(String modelId, String name, String status, String glbFilePath, String thumbnailUrl) {}

        @Override
        public String resourceId() {
            return data == null ? null : data.modelId;
        }
    }

    /** A model could not be processed. */
    record ModelFailed(String event, String timestamp, Data data) implements GlossiEvent {

        /**
         * @param status {@code FAILED}
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Data(String modelId, String name, String status, String error) {}

        @Override
        public String resourceId() {
            return data == null ? null : data.modelId;
        }
    }

    /** There is a new project. */
    record ProjectCreated(String event, String timestamp, Data data) implements GlossiEvent {

        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Data(String projectId, String name, List<String> modelIds, String templateId) {}

        @Override
        public String resourceId() {
            return data == null ? null : data.projectId;
        }
    }

    /** A job of the Jobs API is done. */
    record JobComplete(String event, String timestamp, Data data) implements GlossiEvent {

        /**
         * @param status {@code COMPLETE}
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Data(String jobId, String status, List<Result> results) {}

        /** What the job made. */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Result(Item model, Item project) {}

        /** A model or a project. */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Item(String id, String name) {}

        @Override
        public String resourceId() {
            return data == null ? null : data.jobId;
        }
    }

    /** A job of the Jobs API failed. */
    record JobFailed(String event, String timestamp, Data data) implements GlossiEvent {

        /**
         * @param status {@code FAILED}
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Data(String jobId, String status, String error) {}

        @Override
        public String resourceId() {
            return data == null ? null : data.jobId;
        }
    }

    /** A render is done. */
    record RenderComplete(String event, String timestamp, Data data) implements GlossiEvent {

        /**
         * @param jobId the render job's id
         * @param status {@code COMPLETED}
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Data(String jobId, String status, String projectId, List<String> renderIds) {}

        @Override
        public String resourceId() {
            return data == null ? null : data.jobId;
        }
    }

    /** A render failed; the vendor gives no status here. */
    record RenderFailed(String event, String timestamp, Data data) implements GlossiEvent {

        /**
         * @param jobId the render job's id
         */
        @JsonIgnoreProperties(ignoreUnknown = true)
        public record Data(String jobId, String projectId, String error) {}

        @Override
        public String resourceId() {
            return data == null ? null : data.jobId;
        }
    }

    /** An event without a record. */
    record Unknown(@JsonValue ObjectNode json) implements GlossiEvent {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Unknown {}

        @Override
        public String event() {
            return json.path("event").asText("");
        }

        @Override
        public String timestamp() {
            return json.path("timestamp").asText("");
        }

        /** Null: what an unknown event is about is not known either. */
        @Override
        public String resourceId() {
            return null;
        }
    }
}
