package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.vendor.Fixtures.Fixture;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every sample payload of every vendor. */
class FixturesTest {

    /** Samples of types that the vendor does not document. */
    private static final Set<String> WITHOUT_RECORD = Set.of("glossi/event.name", "makini/sync.completed");

    static List<Fixture> fixtures() {
        return Fixtures.all();
    }

    @Test
    void coversEveryVendor() {
        assertThat(fixtures()).extracting(Fixture::vendor).containsAll(Fixtures.VENDORS.keySet());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void findsRecordOfEvent(Fixture fixture) {
        assertThat(fixture.event().getClass().getSimpleName().equals("Unknown"))
                .isEqualTo(WITHOUT_RECORD.contains(fixture.toString()));
        assertThat(fixture.name()).startsWith(fixture.event().eventType());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsSameEventWithPlainMapper(Fixture fixture) throws IOException {
        assertThat(new ObjectMapper().readValue(fixture.json(), fixture.eventClass()))
                .isEqualTo(fixture.event());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsSameEventWithPlainMapperAsItsOwnRecord(Fixture fixture) throws IOException {
        WebhookEvent event = fixture.event();

        assertThat(new ObjectMapper().readValue(fixture.json(), event.getClass()))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void readsSameEventFromWhatItWrote(Fixture fixture) {
        WebhookEvent event = fixture.event();

        assertThat(Fixtures.read(fixture.vendor(), new String(EventJson.write(event), UTF_8)))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void writesMembersAsVendorNamesThem(Fixture fixture) throws IOException {
        Set<String> known = memberNames(EventJson.readTree(fixture.json()));
        Set<String> written = memberNames(EventJson.readTree(EventJson.write(fixture.event())));

        // an asset is written as product, a workspace as client
        known.removeAll(Set.of("asset", "workspace"));
        assertThat(written).containsAll(known);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void ignoresMembersAddedLater(Fixture fixture) {
        // what stands in completedModels is a format and its URL
        String json = new String(fixture.json(), UTF_8)
                .replaceAll("(?<!\"completedModels\": )\\{(?=\\s*\")", "{\"added\":[{}],");

        WebhookEvent event = Fixtures.read(fixture.vendor(), json);

        assertThat(json).contains("added");
        assertThat(event).hasSameClassAs(fixture.event());
        assertThat(event.eventType()).isEqualTo(fixture.event().eventType());
        assertThat(event.eventId()).isEqualTo(fixture.event().eventId());
    }

    @Test
    void readsSameEventWithUnmarshalOfCamel() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (Fixture fixture : fixtures()) {
                        from("direct:" + fixture).unmarshal().json(JsonLibrary.Jackson, fixture.eventClass());
                    }
                }
            });
            context.start();

            for (Fixture fixture : fixtures()) {
                assertThat(context.createProducerTemplate().requestBody("direct:" + fixture, fixture.json()))
                        .isEqualTo(fixture.event());
            }
        }
    }

    private static Set<String> memberNames(JsonNode tree) {
        Set<String> names = new TreeSet<>();
        tree.fieldNames().forEachRemaining(names::add);
        tree.forEach(member -> names.addAll(memberNames(member)));
        return names;
    }
}
