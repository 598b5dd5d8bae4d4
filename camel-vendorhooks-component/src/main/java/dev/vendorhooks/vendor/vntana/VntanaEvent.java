package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.EventKey;
import dev.vendorhooks.event.WebhookEvent;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What VNTANA tells: {@code event} and one member for each thing concerned. A record stands for all events of its
 * shape; the vocabulary is that of the webhook page and the newer one, which says asset for product and workspace for
 * client.
 */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "event",
        visible = true,
        defaultImpl = VntanaEvent.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(
            value = VntanaEvent.ProductEvent.class,
            names = {
                "product.added",
                "product.pending",
                "product.processing",
                "product.completed",
                "product.terminated",
                "product.failed",
                "product.published",
                "product.deactivated",
                "product.pending_approval",
                "product.rejected",
                "product.approved",
                "product.deleted",
                "asset.added",
                "asset.pending",
                "asset.processing",
                "asset.completed",
                "asset.terminated",
                "asset.failed",
                "asset.published",
                "asset.published_internal",
                "asset.deactivated",
                "asset.pending_approval",
                "asset.rejected",
                "asset.approved",
                "asset.deleted",
                "asset.cloned",
                "asset.moved",
                "asset.attributes.updated",
                "asset.viewer_settings.updated",
                "asset.client.approved",
                "asset.client.rejected",
                "asset.client.dropped",
                "asset.client.hold",
                "asset.client.review"
            }),
    @JsonSubTypes.Type(
            value = VntanaEvent.ClientEvent.class,
            names = {"client.added", "workspace.added"}),
    @JsonSubTypes.Type(
            value = VntanaEvent.UserEvent.class,
            names = {"user.added", "user.revoked"}),
    @JsonSubTypes.Type(
            value = VntanaEvent.ShowroomEvent.class,
            names = {
                "showroom.order.placed",
                "showroom.product.added",
                "showroom.product.removed",
                "showroom.user.added",
                "showroom.order.item.added"
            }),
    @JsonSubTypes.Type(
            value = VntanaEvent.ViewerPresetEvent.class,
            names = {"viewer_preset.added", "viewer_preset.updated", "viewer_preset.deleted"}),
    @JsonSubTypes.Type(
            value = VntanaEvent.ProjectEvent.class,
            names = {
                "project.added",
                "project.updated",
                "project.deleted",
                "project.published",
                "project.published_internal"
            }),
    @JsonSubTypes.Type(
            value = VntanaEvent.RendersEvent.class,
            names = {"renders.pending", "renders.processing", "renders.completed", "renders.failed"}),
    @JsonSubTypes.Type(
            value = VntanaEvent.TurntableEvent.class,
            names = {"turntable.pending", "turntable.processing", "turntable.completed", "turntable.failed"})
})
public sealed interface VntanaEvent extends WebhookEvent {

    /** The type, as the JSON names it. */
    String event();

    /** The uuid of what the event is about; null if it says none. */
    String resourceUuid();

    @Override
    default String eventType() {
        return Objects.requireNonNullElse(event(), "");
    }

    @Override
    default Optional<String> eventSubject() {
        return EventKey.of(resourceUuid());
    }

    /**
     * Something happened to a product, or a client judged it ({@code asset.client.*}).
     *
     * @param product {@code product} or {@code asset} in the JSON
     */
    record ProductEvent(String event, Organization organization, @JsonAlias("asset") Product product, Client client)
            implements VntanaEvent {

        @Override
        public String resourceUuid() {
            return product == null ? null : product.uuid();
        }
    }

    /**
     * There is a new workspace.
     *
     * @param client {@code client} or {@code workspace} in the JSON
     */
    record ClientEvent(String event, @JsonAlias("workspace") Client client, Organization organization)
            implements VntanaEvent {

        @Override
        public String resourceUuid() {
            return client == null ? null : client.uuid();
        }
    }

    /** A user came or went. */
    record UserEvent(String event, User user, Organization organization, Client client) implements VntanaEvent {

        @Override
        public String resourceUuid() {
            return user == null ? null : user.uuid();
        }
    }

    /** Something happened in a showroom. */
    record ShowroomEvent(String event, Organization organization, Showroom showroom) implements VntanaEvent {

        @Override
        public String resourceUuid() {
            return showroom == null ? null : showroom.uuid();
        }
    }

    /** Settings of the viewer changed. */
    record ViewerPresetEvent(String event, Organization organization, ViewerPreset viewerPreset, Client client)
            implements VntanaEvent {

        @Override
        public String resourceUuid() {
            return viewerPreset == null ? null : viewerPreset.uuid();
        }
    }

    /**
     * Something happened to a project.
     *
     * @param others all other members: the vendor publishes no sample
     */
    record ProjectEvent(
            String event,
            Organization organization,
            Project project,
            Client client,
            @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements VntanaEvent {

        public ProjectEvent {
            others = Objects.requireNonNullElse(others, Map.of());
        }

        @Override
        public String resourceUuid() {
            return project == null ? null : project.uuid();
        }
    }

    /**
     * Renders of a product get on.
     *
     * @param product {@code product} or {@code asset} in the JSON
     * @param others all other members: the vendor publishes no sample
     */
    record RendersEvent(
            String event,
            Organization organization,
            @JsonAlias("asset") Product product,
            Client client,
            @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements VntanaEvent {

        public RendersEvent {
            others = Objects.requireNonNullElse(others, Map.of());
        }

        @Override
        public String resourceUuid() {
            return product == null ? null : product.uuid();
        }
    }

    /**
     * A turntable of a product gets on.
     *
     * @param product {@code product} or {@code asset} in the JSON
     * @param others all other members: the vendor publishes no sample
     */
    record TurntableEvent(
            String event,
            Organization organization,
            @JsonAlias("asset") Product product,
            Client client,
            @JsonAnySetter @JsonAnyGetter Map<String, Object> others)
            implements VntanaEvent {

        public TurntableEvent {
            others = Objects.requireNonNullElse(others, Map.of());
        }

        @Override
        public String resourceUuid() {
            return product == null ? null : product.uuid();
        }
    }

    /** An event without a record. */
    record Unknown(@JsonValue ObjectNode json) implements VntanaEvent {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Unknown {}

        @Override
        public String event() {
            return json.path("event").asText("");
        }

        /** Null: what an unknown event is about is not known either. */
        @Override
        public String resourceUuid() {
            return null;
        }
    }
}
