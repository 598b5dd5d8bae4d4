package dev.vendorhooks.vendor.makini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.makini.MakiniEvent.Assets;
import dev.vendorhooks.vendor.makini.MakiniEvent.Change;
import dev.vendorhooks.vendor.makini.MakiniEvent.Connections;
import dev.vendorhooks.vendor.makini.MakiniEvent.Locations;
import dev.vendorhooks.vendor.makini.MakiniEvent.Materials;
import dev.vendorhooks.vendor.makini.MakiniEvent.PurchaseOrders;
import dev.vendorhooks.vendor.makini.MakiniEvent.Sites;
import dev.vendorhooks.vendor.makini.MakiniEvent.Unknown;
import dev.vendorhooks.vendor.makini.MakiniEvent.WorkOrders;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MakiniEventTest {

    @Test
    void readsListOfIds() {
        assertThat(event("assets.updated"))
                .isEqualTo(new Assets(
                        "assets.updated", List.of("665f1c2e9b1d4a0012ab34cd", "665f1c2e9b1d4a0012ab34ce"), Map.of()));
        assertThat(event("connections.deleted"))
                .isEqualTo(new Connections("connections.deleted", List.of("c-1"), Map.of()));
        assertThat(event("materials.inserted")).isEqualTo(new Materials("materials.inserted", List.of(), Map.of()));
        assertThat(((Change) event("assets.updated")).ids())
                .containsExactly("665f1c2e9b1d4a0012ab34cd", "665f1c2e9b1d4a0012ab34ce");
    }

    @Test
    void readsNumericIdsAsText() {
        Change change = (Change) event("purchaseOrders.updated");

        assertThat(change).isEqualTo(new PurchaseOrders("purchaseOrders.updated", List.of(7, 8), Map.of()));
        assertThat(change.ids()).containsExactly("7", "8");
    }

    @Test
    void readsOneObject() {
        Change change = (Change) event("sites.inserted");

        assertThat(change).isEqualTo(new Sites("sites.inserted", Map.of("id", "s-1", "name", "Plant"), Map.of()));
        assertThat(change.ids()).containsExactly("s-1");
    }

    @Test
    void readsListOfObjects() {
        Change change = (Change) event("work_orders.created");

        assertThat(change)
                .isEqualTo(new WorkOrders(
                        "work_orders.created",
                        List.of(Map.of("id", "w-1", "status", "OPEN"), Map.of("id", 2)),
                        Map.of()));
        assertThat(change.ids()).containsExactly("w-1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "[null,{}]", "{\"id\":null}"})
    void findsNoIdsWhereThereAreNone(String body) {
        WebhookEvent event = Fixtures.read("makini", "{\"event\":\"assets.updated\",\"body\":" + body + "}");

        assertThat(((Change) event).ids()).isEmpty();
    }

    @Test
    void keepsOtherMembers() {
        assertThat(event("locations.updated"))
                .isEqualTo(new Locations(
                        "locations.updated",
                        List.of("l-1"),
                        Map.of(
                                "timestamp",
                                "2025-01-15T10:30:00Z",
                                "connectionId",
                                "c-1",
                                "details",
                                Map.of("count", 1))));
    }

    @Test
    void writesOtherMembersWhereTheyStood() throws IOException {
        assertThat(EventJson.readTree(EventJson.write(event("locations.updated"))))
                .isEqualTo(EventJson.readTree(new Fixtures.Fixture("makini", "locations.updated").json()));
    }

    @ParameterizedTest
    @CsvSource({
        "connections, Connections",
        "connection-statuses, Connections",
        "assets, Assets",
        "sites, Sites",
        "work-orders, WorkOrders",
        "purchase-orders, PurchaseOrders",
        "materials, Materials",
        "locations, Locations"
    })
    void hasRecordForEveryType(String resource, String record) {
        for (String verb : List.of("inserted", "created", "updated")) {
            assertThat(Fixtures.read("makini", "{\"event\":\"" + resource + "." + verb + "\"}")
                            .getClass()
                            .getSimpleName())
                    .isEqualTo(record);
            assertThat(new MakiniVendor().eventTypes()).hasSize(26).contains(resource + "." + verb);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "work-orders.updated, WorkOrders",
        "work_orders.updated, WorkOrders",
        "workOrders.updated, WorkOrders",
        "work orders.updated, WorkOrders",
        "Work Orders.Updated, WorkOrders",
        "purchase-orders.created, PurchaseOrders",
        "purchase_orders.created, PurchaseOrders",
        "purchaseOrders.created, PurchaseOrders",
        "purchase orders.created, PurchaseOrders",
        "connections.deleted, Connections",
        "connection-statuses.deleted, Connections",
        "connection_statuses.inserted, Connections",
        "connectionStatuses.updated, Connections",
        "connection statuses.updated, Connections"
    })
    void treatsSpellingsAlikeAndKeepsThem(String type, String record) {
        WebhookEvent event = Fixtures.read("makini", "{\"event\":\"" + type + "\",\"body\":[]}");

        assertThat(event.getClass().getSimpleName()).isEqualTo(record);
        assertThat(event.eventType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assets.deleted",
                "work-orders.deleted",
                "assets.archived",
                "assets",
                "assets.",
                ".updated",
                "assets.updated.twice",
                "sensors.updated",
                "",
                "."
            })
    void keepsJsonOfUnknownTypeWhole(String type) throws IOException {
        String json = "{\"event\":\"" + type + "\",\"body\":[null,{\"a\":1}],\"c\":null}";

        WebhookEvent event = Fixtures.read("makini", json);

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(((Unknown) event).json()).isEqualTo(new ObjectMapper().readTree(json));
        assertThat(event.eventType()).isEqualTo(type);
        assertThat(new ObjectMapper().readValue(json, MakiniEvent.class)).isEqualTo(event);
    }

    @Test
    void toleratesNewerEnvelope() {
        WebhookEvent event = event("sync.completed");

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(event.eventType()).isEqualTo("sync.completed");
        assertThat(event.eventTime()).contains(Instant.parse("2025-01-15T10:30:00Z"));
        assertThat(event.eventId()).contains("sync.completed/2025-01-15T10:30:00Z");
        assertThat(((Unknown) event).json().at("/details/records").asInt()).isEqualTo(12);
    }

    @Test
    void hasNoIdWhereTwoChangesMayBeEqual() {
        assertThat(event("assets.updated").eventId()).isEmpty();
        assertThat(event("assets.updated").eventTime()).isEmpty();
        assertThat(event("sites.inserted").eventId()).as("id of a record").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'[\"a-1\"]', a-1",
        "'[17]', 17",
        "'{\"id\":\"a-1\"}', a-1",
        "'[\"a-1\",\"a-2\"]', ",
        "'[\" \"]', ",
        "'[]', ",
        "'null', "
    })
    void isAboutTheRecordThatChangedIfItIsASingleOne(String body, String subject) {
        assertThat(Fixtures.read("makini", "{\"event\":\"assets.updated\",\"body\":" + body + "}")
                        .eventSubject())
                .isEqualTo(Optional.ofNullable(subject));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"id\":\"e-1\"', assets.updated/e-1",
        "'\"eventId\":17', assets.updated/17",
        "'\"id\":\"e-1\",\"timestamp\":\"2025-01-15T10:30:00Z\"', assets.updated/e-1",
        "'\"timestamp\":\"2025-01-15T10:30:00Z\"', assets.updated/2025-01-15T10:30:00Z",
        "'\"timestamp\":1736937000', assets.updated/1736937000"
    })
    void takesIdElseTimeOfNewerEnvelope(String members, String id) {
        assertThat(Fixtures.read("makini", "{\"event\":\"assets.updated\",\"body\":[\"a\"]," + members + "}")
                        .eventId())
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\":null", "\"id\":\"\"", "\"id\":{}", "\"timestamp\":[]", "\"timestamp\":\" \""})
    void hasNoIdWhereNewerEnvelopeGivesNone(String members) {
        assertThat(Fixtures.read("makini", "{\"event\":\"assets.updated\"," + members + "}")
                        .eventId())
                .isEmpty();
    }

    @Test
    void takesLastOfRepeatedMembers() {
        assertThat(Fixtures.read(
                        "makini",
                        "{\"event\":\"sites.updated\",\"body\":[\"a\"],\"event\":\"assets.updated\",\"body\":[\"b\"]}"))
                .isEqualTo(new Assets("assets.updated", List.of("b"), Map.of()));
    }

    private static WebhookEvent event(String name) {
        return Fixtures.event("makini", name);
    }
}
