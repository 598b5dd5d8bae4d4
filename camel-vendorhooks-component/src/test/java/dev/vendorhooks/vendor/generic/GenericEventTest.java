package dev.vendorhooks.vendor.generic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.generic.GenericEvent.File;
import dev.vendorhooks.vendor.generic.GenericEvent.FileUploaded;
import dev.vendorhooks.vendor.generic.GenericEvent.Payment;
import dev.vendorhooks.vendor.generic.GenericEvent.PaymentFailed;
import dev.vendorhooks.vendor.generic.GenericEvent.PaymentSucceeded;
import dev.vendorhooks.vendor.generic.GenericEvent.Project;
import dev.vendorhooks.vendor.generic.GenericEvent.ProjectCreated;
import dev.vendorhooks.vendor.generic.GenericEvent.ProjectDeleted;
import dev.vendorhooks.vendor.generic.GenericEvent.ProjectUpdated;
import dev.vendorhooks.vendor.generic.GenericEvent.Unknown;
import dev.vendorhooks.vendor.generic.GenericEvent.User;
import dev.vendorhooks.vendor.generic.GenericEvent.UserCreated;
import dev.vendorhooks.vendor.generic.GenericEvent.UserDeleted;
import dev.vendorhooks.vendor.generic.GenericEvent.UserUpdated;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericEventTest {

    private static final String TIME = "2026-01-15T12:30:00Z";

    @Test
    void readsEventsOfUsers() {
        assertThat(event("user.created"))
                .isEqualTo(new UserCreated(
                        "evt_abc123",
                        "user.created",
                        TIME,
                        new User("user_123", "John Doe", "john@example.com", "active")));
        assertThat(event("user.updated"))
                .isEqualTo(new UserUpdated(
                        "evt_2", "user.updated", TIME, new User("user_123", "Jane Doe", "john@example.com", "active")));
        assertThat(event("user.deleted"))
                .isEqualTo(new UserDeleted("evt_3", "user.deleted", TIME, new User("user_123", null, null, "deleted")));
    }

    @Test
    void readsEventsOfProjects() {
        assertThat(event("project.created"))
                .isEqualTo(new ProjectCreated(
                        "evt_4", "project.created", TIME, new Project("project_7", Map.of("name", "Spring"))));
        assertThat(event("project.updated"))
                .isEqualTo(new ProjectUpdated(
                        "evt_5",
                        "project.updated",
                        TIME,
                        new Project("project_7", Map.of("name", "Summer", "tags", List.of("a", "b")))));
        assertThat(event("project.deleted"))
                .isEqualTo(new ProjectDeleted("evt_6", "project.deleted", TIME, new Project("project_7", Map.of())));
    }

    @Test
    void readsEventsOfFiles() {
        assertThat(event("file.uploaded"))
                .isEqualTo(new FileUploaded(
                        "evt_7",
                        "file.uploaded",
                        TIME,
                        new File("file_9", Map.of("name", "chair.glb", "size", 1_048_576))));
    }

    @Test
    void readsEventsOfPayments() {
        assertThat(event("payment.succeeded"))
                .isEqualTo(new PaymentSucceeded(
                        "evt_8",
                        "payment.succeeded",
                        TIME,
                        new Payment("pay_5", Map.of("amount", 1999, "currency", "EUR"))));
        assertThat(event("payment.failed"))
                .isEqualTo(new PaymentFailed(
                        "evt_9",
                        "payment.failed",
                        TIME,
                        new Payment(
                                "pay_6",
                                Map.of("amount", 1999, "currency", "EUR", "error", Map.of("code", "card_declined")))));
    }

    @Test
    void readsTestDeliveryWithoutTime() {
        WebhookEvent event = event("user.created-test-delivery");

        assertThat(event)
                .isEqualTo(new UserCreated(
                        "evt_test", "user.created", null, new User("user_test", "Test User", null, null)));
        assertThat(event.eventTime()).isEmpty();
    }

    @Test
    void takesIdAndTimeOfVendor() {
        assertThat(event("user.created").eventId()).contains("evt_abc123");
        assertThat(event("user.created").eventTime()).contains(Instant.parse(TIME));
    }

    @ParameterizedTest
    @CsvSource({
        "user.created, UserCreated",
        "user.updated, UserUpdated",
        "user.deleted, UserDeleted",
        "project.created, ProjectCreated",
        "project.updated, ProjectUpdated",
        "project.deleted, ProjectDeleted",
        "file.uploaded, FileUploaded",
        "payment.succeeded, PaymentSucceeded",
        "payment.failed, PaymentFailed"
    })
    void hasRecordForEveryType(String type, String record) {
        assertThat(Fixtures.read("generic", "{\"type\":\"" + type + "\"}")
                        .getClass()
                        .getSimpleName())
                .isEqualTo(record);
        assertThat(new GenericVendor().eventTypes()).hasSize(9).contains(type);
    }

    @Test
    void keepsJsonOfUnknownTypeWhole() throws IOException {
        String json = "{\"id\":17,\"type\":\"invoice.sent\",\"created_at\":\"" + TIME + "\",\"data\":[null],\"a\":{}}";

        WebhookEvent event = Fixtures.read("generic", json);

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(((Unknown) event).json()).isEqualTo(new ObjectMapper().readTree(json));
        assertThat(event.eventType()).isEqualTo("invoice.sent");
        assertThat(event.eventId()).contains("17");
        assertThat(event.eventTime()).contains(Instant.parse(TIME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "{\"email\":{}}", "[{\"id\":1}]"})
    void readsOtherShapesAsUnknown(String data) {
        WebhookEvent event =
                Fixtures.read("generic", "{\"id\":\"evt_1\",\"type\":\"user.created\",\"data\":" + data + "}");

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(event.eventType()).isEqualTo("user.created");
        assertThat(event.eventId()).contains("evt_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "{}"})
    void hasNoIdWhereVendorGivesNone(String id) {
        assertThat(Fixtures.read("generic", "{\"id\":" + id + ",\"type\":\"user.created\"}")
                        .eventId())
                .isEmpty();
    }

    @Test
    void takesLastOfRepeatedTypes() {
        assertThat(Fixtures.read("generic", "{\"type\":\"user.created\",\"id\":1,\"type\":\"user.deleted\"}"))
                .isEqualTo(new UserDeleted("1", "user.deleted", null, null));
    }

    private static WebhookEvent event(String name) {
        return Fixtures.event("generic", name);
    }
}
