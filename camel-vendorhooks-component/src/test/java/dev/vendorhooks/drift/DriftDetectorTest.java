package dev.vendorhooks.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.drift.Drift.Change;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.vendor.DeclaredVendor;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.Fixtures.Fixture;
import dev.vendorhooks.vendor.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftDetectorTest {

    private static final Path VECTORS = Path.of("src/test/resources/vectors/signatures.json");

    /** What the vectors of these names add to an event that the vendor documents. */
    private static final Map<String, List<String>> ADDED_BY_VECTORS = Map.of(
            "non-ASCII, emoji, U+2028, NUL and escapes", List.of("note"),
            "escaped slashes and \\u escapes, signed as sent", List.of("note"),
            "numbers that a re-serialiser would change", List.of("big", "exp", "frac", "neg"),
            "body of 20 kB", List.of("pad"));

    private final DriftDetector glossi = detector("glossi");

    static Stream<String> vendors() {
        return Fixtures.VENDORS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void findsNothingInDocumentedEventsInWhateverOrder(String vendor) {
        DriftDetector detector = detector(vendor);
        List<Fixture> fixtures = Fixtures.all().stream()
                .filter(fixture -> fixture.vendor().equals(vendor))
                .toList();

        assertThat(fixtures).isNotEmpty();
        for (int round = 0; round < 12; round++) {
            assertThat(fixtures).allSatisfy(fixture -> assertThat(
                            detector.drifts(fixture.event().eventType(), fixture.json()))
                    .isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void findsInVectorsWhatTheyAdd(String vendor) throws IOException {
        DriftDetector detector = detector(vendor);
        int compared = 0;
        for (JsonNode vector : EventJson.readTree(Files.readAllBytes(VECTORS))) {
            if (!vector.get("vendor").asText().equals(vendor)) {
                continue;
            }
            byte[] body = Base64.getDecoder().decode(vector.get("bodyBase64").asText());
            String type = Fixtures.VENDORS
                    .get(vendor)
                    .read(Fixtures.request(body))
                    .map(event -> event.eventType())
                    .orElse("");
            List<String> added = vendor.equals("makini")
                    ? List.of()
                    : ADDED_BY_VECTORS.getOrDefault(vector.path("name").asText(), List.of());

            assertThat(detector.drifts(type, body))
                    .as(vector.path("name").asText())
                    .allMatch(drift -> drift.change() == Change.APPEARED)
                    .extracting(Drift::field)
                    .containsExactlyInAnyOrderElementsOf(added);
            compared++;
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void findsAppearedVanishedAndRetypedFieldsOfOneEvent() {
        String event =
                """
                {"event": "job.complete", "timestamp": "2026-01-01T00:00:00Z", "data": {"jobId": "j",
                 "results": [{"model": {"id": "m", "name": 5}}, {"model": {"id": "m", "name": "n"}, "cost": 1}, "x"]}}""";
        drifts("job.complete", sample("job.complete"));

        List<Drift> last = List.of();
        for (int i = 0; i < 10; i++) {
            last = drifts("job.complete", event);
        }

        assertThat(last)
                .containsExactlyInAnyOrder(
                        new Drift(Change.RETYPED, "job.complete", "data.results[].model.name"),
                        new Drift(Change.APPEARED, "job.complete", "data.results[].cost"),
                        new Drift(Change.RETYPED, "job.complete", "data.results[]"),
                        new Drift(Change.VANISHED, "job.complete", "data.status"),
                        new Drift(Change.VANISHED, "job.complete", "data.results[].project"));
    }

    @Test
    void takesAFieldForVanishedAfterTenEventsWithoutIt() {
        String without = "{\"event\": \"model.failed\", \"timestamp\": \"t\", \"data\": {\"modelId\": \"m\"}}";
        String with = without.replace("\"m\"", "\"m\", \"error\": null");
        drifts("model.failed", with);

        for (int i = 0; i < 9; i++) {
            assertThat(drifts("model.failed", without)).isEmpty();
        }
        assertThat(drifts("model.failed", without))
                .containsExactly(new Drift(Change.VANISHED, "model.failed", "data.error"));
        assertThat(drifts("model.failed", without)).hasSize(1);
        assertThat(drifts("model.failed", with)).isEmpty();
        assertThat(drifts("model.failed", without)).isEmpty();
    }

    @Test
    void missesNoFieldThatNoEventHad() {
        for (int i = 0; i < 20; i++) {
            assertThat(drifts("model.failed", "{\"event\": \"model.failed\", \"data\": {}}"))
                    .isEmpty();
        }
    }

    @Test
    void missesNothingInsideWhatIsNotThere() {
        drifts("job.complete", sample("job.complete"));

        for (int i = 0; i < 20; i++) {
            assertThat(drifts("job.complete", "{\"event\": \"\", \"timestamp\": \"\", \"data\": null}"))
                    .isEmpty();
        }
    }

    @Test
    void forgetsNoTypeForAnother() {
        drifts("model.failed", sample("model.failed"));

        for (int i = 0; i < 20; i++) {
            assertThat(drifts("job.failed", "{\"event\": \"job.failed\", \"timestamp\": \"t\", \"data\": {}}"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "work-orders.created, work-orders.created",
        "work_orders.created, work-orders.created",
        "workOrders.created, work-orders.created",
        "WORK ORDERS.CREATED, work-orders.created"
    })
    void tellsTheTypeInOneSpelling(String type, String told) {
        assertThat(detector("makini").drifts(type, "{\"event\": 5}".getBytes(UTF_8)))
                .containsExactly(new Drift(Change.RETYPED, told, "event"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "event.name", "../kaedim/rig.new", "model.processed.schema", "/"})
    void knowsNothingOfOtherTypes(String type) {
        assertThat(drifts(type, "{\"new\": 1}")).isEmpty();
    }

    @Test
    void knowsNothingOfVendorsWithoutContracts() {
        byte[] event = "{\"event\": \"model.processed\", \"new\": 1}".getBytes(UTF_8);

        assertThat(new DriftDetector("glossi", new DeclaredVendor()).drifts("model.processed", event))
                .isEmpty();
        assertThat(new DriftDetector("acme", Fixtures.VENDORS.get("glossi")).drifts("model.processed", event))
                .isEmpty();
        assertThat(drifts("model.processed", new String(event, UTF_8))).isNotEmpty();
    }

    @Test
    void bearsAVendorWhoseTypesDifferInSpellingOnly() {
        Vendor vendor = new Vendor() {
            @Override
            public SignatureScheme signatures() {
                return Fixtures.VENDORS.get("glossi").signatures();
            }

            @Override
            public Set<String> eventTypes() {
                return Set.of("work-order.created", "work_order.created");
            }

            @Override
            public Optional<WebhookEvent> read(WebhookRequest request) {
                return Optional.empty();
            }
        };

        assertThat(new DriftDetector("acme", vendor).drifts("work_order.created", "{}".getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "5", "null", "{\"event\": ", "{} {}", "\u0000"})
    void findsNothingInWhatIsNoJsonObject(String body) {
        assertThat(drifts("model.processed", body)).isEmpty();
    }

    @Test
    void takesHundredThousandNewFieldsForThirtyTwo() {
        String fields = IntStream.range(0, 100_000)
                .mapToObj(number -> "\"f" + number + "\":[{}]")
                .collect(Collectors.joining(","));

        assertThat(drifts("model.processed", "{" + fields + "}"))
                .hasSize(32)
                .doesNotHaveDuplicates()
                .allMatch(drift -> drift.field().matches("f\\d+"));
    }

    @Test
    void comparesAThousandItemsOfAnArray() {
        ArrayNode results = EventJson.convert(List.of(), ArrayNode.class);
        IntStream.range(0, 1_000).forEach(number -> results.addObject());
        ObjectNode event = EventJson.convert(Map.of("data", Map.of("results", results)), ObjectNode.class);
        ArrayNode items = (ArrayNode) event.at("/data/results");

        assertThat(drifts("job.complete", event.toString())).isEmpty();
        items.add(5);
        assertThat(drifts("job.complete", event.toString())).isEmpty();
        items.remove(0);
        assertThat(drifts("job.complete", event.toString())).hasSize(1);
    }

    @Test
    void goesNoDeeperThanTheContract() {
        String deep = "{\"a\":".repeat(900) + "1" + "}".repeat(900);

        assertThat(drifts("model.processed", "{\"data\": " + deep + "}"))
                .containsExactly(new Drift(Change.APPEARED, "model.processed", "data.a"));
    }

    @Test
    void tellsPrintableAndShortPaths() {
        String name = "a\\r\\nWARN forged\\u2028" + "x".repeat(1_000);

        assertThat(drifts("model.processed", "{\"data\": {\"" + name + "\": 1}}"))
                .singleElement()
                .extracting(Drift::field)
                .asString()
                .startsWith("data.a  WARN forged xxx")
                .endsWith("x…")
                .hasSize("data.".length() + 101);
    }

    @Test
    void readsBehindAByteOrderMark() {
        assertThat(drifts("model.processed", "\ufeff{\"new\": 1}")).hasSize(1);
    }

    @Test
    void saysWhatBecomesOfIt() {
        assertThat(new Drift(Change.APPEARED, "model.processed", "data.previewUrl"))
                .hasToString(
                        "model.processed has a new field data.previewUrl, which this version's record does not have;"
                                + " it is in the delivered JSON, and in no record");
        assertThat(new Drift(Change.VANISHED, "model.processed", "data.name"))
                .hasToString("model.processed no longer has the field data.name, which its earlier events had;"
                        + " the record has null there");
        assertThat(new Drift(Change.RETYPED, "model.processed", "data.name"))
                .hasToString("model.processed has another JSON type in the field data.name than this version's record;"
                        + " an event that does not fit its record is delivered as Unknown");
    }

    @Test
    void tellsEachDriftOnce() {
        DriftLog log = new DriftLog();
        Drift one = new Drift(Change.APPEARED, "t", "one");
        Drift other = new Drift(Change.VANISHED, "t", "one");

        assertThat(log.news(List.of(one, one))).containsExactly(one.toString());
        assertThat(log.news(List.of(one, other))).containsExactly(other.toString());
        assertThat(log.news(List.of(one, other))).isEmpty();
    }

    @Test
    void tellsAThousandDriftsAndThatThereAreMore() {
        DriftLog log = new DriftLog();
        List<Drift> drifts = new ArrayList<>();
        IntStream.range(0, 1_002).forEach(number -> drifts.add(new Drift(Change.APPEARED, "t", "f" + number)));

        List<String> news = log.news(drifts);

        assertThat(news)
                .hasSize(1_001)
                .startsWith(drifts.get(0).toString(), drifts.get(1).toString());
        assertThat(news.get(1_000))
                .isEqualTo("1000 drifts were told; further ones are counted, and told no more until a restart");
        assertThat(log.news(drifts)).isEmpty();
    }

    private List<Drift> drifts(String type, String body) {
        return glossi.drifts(type, body.getBytes(UTF_8));
    }

    private static DriftDetector detector(String vendor) {
        return new DriftDetector(vendor, Fixtures.VENDORS.get(vendor));
    }

    private static String sample(String type) {
        return Fixtures.VENDORS
                .get("glossi")
                .sample(type, () -> "id", Instant.EPOCH)
                .orElseThrow();
    }
}
