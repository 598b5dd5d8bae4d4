package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.vendor.glossi.GlossiVendor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VendorSamplesTest {

    private static final Instant TIME = Instant.parse("2026-06-05T18:17:25.123456Z");

    static Stream<Arguments> types() {
        return Fixtures.VENDORS.entrySet().stream().flatMap(vendor -> vendor.getValue().eventTypes().stream()
                .sorted()
                .map(type -> Arguments.of(vendor.getKey(), type)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void isReadAsTheTypeAskedFor(String vendor, String type) {
        WebhookEvent event = Fixtures.read(vendor, sample(vendor, type));

        assertThat(event.eventType()).isEqualTo(type);
        assertThat(event.getClass().getSimpleName()).isNotEqualTo("Unknown");
    }

    @ParameterizedTest
    @MethodSource("types")
    void fillsTheRecordWithAllThatItSays(String vendor, String type) throws IOException {
        String sample = sample(vendor, type);

        JsonNode written = EventJson.readTree(EventJson.write(Fixtures.read(vendor, sample)));

        assertThat(valuesOf(EventJson.readTree(sample.getBytes(UTF_8)), JsonPointer.empty()))
                .isNotEmpty()
                .allSatisfy(place -> assertThat(written.at(place).isValueNode()
                                && !written.at(place).isNull())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("types")
    void leavesNothingToFillIn(String vendor, String type) {
        assertThat(sample(vendor, type)).doesNotContain("<", ">");
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasOtherIdsEachTime(String vendor, String type) {
        assertThat(sample(vendor, type)).isNotEqualTo(sample(vendor, type));
    }

    @Test
    void saysTheTimeToTheMillisecond() {
        assertThat(sample("glossi", "job.failed")).contains("\"timestamp\": \"2026-06-05T18:17:25.123Z\"");
        assertThat(sample("generic", "file.uploaded")).contains("\"created_at\": \"2026-06-05T18:17:25.123Z\"");
        assertThat(sample("kaedim", "rig.new")).contains("\"createdAt\": \"2026-06-05T18:17:25.123Z\"");
    }

    @Test
    void namesTheSameModelWithTheSameId() {
        assertThat(Fixtures.VENDORS.get("glossi").sample("model.processed", numbers(), TIME))
                .hasValueSatisfying(sample -> assertThat(sample)
                        .contains("\"modelId\": \"1\"", "example/1.glb", "example/1.jpg")
                        .doesNotContain("2.jpg"));
        assertThat(Fixtures.VENDORS.get("kaedim").sample("generation.completed", numbers(), TIME))
                .hasValueSatisfying(sample -> assertThat(sample).contains("\"userID\": \"1\"", "\"devID\": \"1\""));
    }

    @Test
    void writesIdsAsJsonText() {
        assertThat(Fixtures.VENDORS.get("makini").sample("assets.updated", () -> "a\"\\b$1", TIME))
                .contains("{\"event\": \"assets.updated\", \"body\": [\"a\\\"\\\\b$1\", \"a\\\"\\\\b$1\"]}");
    }

    @ParameterizedTest
    @CsvSource({
        "product.added, DRAFT",
        "product.published, LIVE_PUBLIC",
        "asset.published_internal, LIVE_INTERNAL",
        "product.pending_approval, WAITING_REVIEW",
        "product.rejected, REJECTED",
        "product.approved, APPROVED",
        "asset.client.review, CUSTOMER_REVIEW",
        "asset.client.approved, CUSTOMER_APPROVED",
        "asset.client.rejected, CUSTOMER_REJECTED",
        "asset.client.dropped, CUSTOMER_DROPPED",
        "asset.client.hold, CUSTOMER_HOLD"
    })
    void tellsWhereAProductStandsAfterTheEvent(String type, String status) {
        assertThat(sample("vntana", type)).contains("\"status\": \"" + status + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "generic, user.deleted, true",
        "generic, project.created, false",
        "generic, payment.failed, false",
        "vntana, product.added, true",
        "vntana, project.added, false",
        "vntana, renders.failed, false",
        "vntana, turntable.completed, false"
    })
    void saysMoreThanIdsOnlyOfWhatTheVendorPublishes(String vendor, String type, boolean published) {
        assertThat(sample(vendor, type).contains("\"name\"")).isEqualTo(published);
    }

    @Test
    void failsOnAWordThatTheVendorDoesNotGive() {
        Samples samples = new Samples(GlossiVendor.class);

        assertThatThrownBy(() -> samples.fill("job.failed", Map.of(), numbers(), TIME))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("type");
    }

    @Test
    void hasNoneOfAnUnknownType() {
        for (Vendor vendor : Fixtures.VENDORS.values()) {
            assertThat(vendor.sample("model.exploded", numbers(), TIME)).isEmpty();
            assertThat(vendor.sample("", numbers(), TIME)).isEmpty();
        }
        assertThat(new DeclaredVendor().sample("model.processed", numbers(), TIME))
                .isEmpty();
    }

    private static String sample(String vendor, String type) {
        return Fixtures.VENDORS
                .get(vendor)
                .sample(type, () -> UUID.randomUUID().toString(), TIME)
                .orElseThrow();
    }

    private static Supplier<String> numbers() {
        Iterator<Integer> numbers = IntStream.iterate(1, n -> n + 1).iterator();
        return () -> numbers.next().toString();
    }

    /** Where the texts, numbers and truth values stand. */
    private static List<JsonPointer> valuesOf(JsonNode json, JsonPointer place) {
        List<JsonPointer> places = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            places.addAll(valuesOf(member.getValue(), place.appendProperty(member.getKey())));
        }
        for (int i = 0; json.isArray() && i < json.size(); i++) {
            places.addAll(valuesOf(json.get(i), place.appendIndex(i)));
        }
        if (json.isValueNode() && !json.isNull()) {
            places.add(place);
        }
        return places;
    }
}
