package dev.vendorhooks.vendor.kaedim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.kaedim.KaedimEvent.Generation;
import dev.vendorhooks.vendor.kaedim.KaedimEvent.Iteration;
import dev.vendorhooks.vendor.kaedim.KaedimEvent.Lod;
import dev.vendorhooks.vendor.kaedim.KaedimEvent.Results;
import dev.vendorhooks.vendor.kaedim.KaedimEvent.Rig;
import dev.vendorhooks.vendor.kaedim.KaedimEvent.Sculpt;
import dev.vendorhooks.vendor.kaedim.KaedimEvent.Texture;
import dev.vendorhooks.vendor.kaedim.KaedimEvent.Unknown;
import dev.vendorhooks.vendor.kaedim.KaedimEvent.Unwrap;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KaedimEventTest {

    @Test
    void readsSampleOfVendor() {
        WebhookEvent event = Fixtures.event("kaedim", "generation.uploaded");

        assertThat(event)
                .isEqualTo(new Generation(new Results(
                        KaedimStatus.UPLOADED,
                        "94d... ",
                        null,
                        "927... ",
                        "2",
                        "",
                        List.of("https://... "),
                        KaedimType.GENERATION,
                        false,
                        "2025-02-22T05:49:57.000Z",
                        null,
                        false,
                        Map.of(
                                "fbx", "https://... ",
                                "glb", "https://... ",
                                "mtl", "https://... ",
                                "obj", "https://... ",
                                "usd", "https://... ",
                                "gltf", "https://... "),
                        "94d... ")));
        assertThat(event.eventType()).isEqualTo("generation.uploaded");
        assertThat(event.eventId()).contains("927... /2/generation/uploaded");
        assertThat(event.eventTime()).contains(Instant.parse("2025-02-22T05:49:57Z"));
    }

    @Test
    void readsFlagsListsAndTextsOfSculpt() {
        WebhookEvent event = Fixtures.event("kaedim", "sculpt.completed");

        assertThat(event).isInstanceOfSatisfying(Sculpt.class, sculpt -> {
            assertThat(sculpt.results().isRevision()).isTrue();
            assertThat(sculpt.results().assetComplete()).isTrue();
            assertThat(sculpt.results().studioID()).isEqualTo("s-1");
            assertThat(sculpt.results().name()).isEqualTo("Chair");
            assertThat(sculpt.results().image())
                    .containsExactly("https://images.example/1.png", "https://images.example/2.png");
        });
        assertThat(event.eventId()).contains("r-1/3/sculpt/completed");
        assertThat(event.eventTime()).as("completedAt").contains(Instant.parse("2025-02-22T06:00:00Z"));
    }

    @Test
    void readsModelsOfWhateverFormat() {
        assertThat(Fixtures.event("kaedim", "lod.completed")).isInstanceOfSatisfying(Lod.class, lod -> assertThat(
                        lod.results().completedModels())
                .containsOnly(
                        entry("glb", "https://models.example/5.glb"), entry("ply", "https://models.example/5.ply")));
        assertThat(Fixtures.event("kaedim", "unwrap.approved"))
                .isInstanceOfSatisfying(
                        Unwrap.class, unwrap -> assertThat(unwrap.results().completedModels())
                                .containsOnly(entry("fbx", "https://models.example/2.fbx")));
        assertThat(Fixtures.event("kaedim", "rig.dismissed")).isInstanceOfSatisfying(Rig.class, rig -> assertThat(
                        rig.results().completedModels())
                .isEmpty());
        assertThat(Fixtures.event("kaedim", "texture.new")).isInstanceOfSatisfying(Texture.class, texture -> {
            assertThat(texture.results().completedModels()).isNull();
            assertThat(texture.results().image()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({"sculpt, Sculpt", "generation, Generation", "unwrap, Unwrap", "texture, Texture", "rig, Rig", "lod, Lod"
    })
    void hasRecordForEveryType(String type, String record) {
        for (String status : List.of("new", "completed", "approved", "dismissed", "uploaded")) {
            WebhookEvent event =
                    Fixtures.read("kaedim", "{\"results\":{\"status\":\"" + status + "\",\"type\":\"" + type + "\"}}");

            assertThat(event.getClass().getSimpleName()).isEqualTo(record);
            assertThat(event.eventType()).isEqualTo(type + "." + status);
            assertThat(new KaedimVendor().eventTypes()).hasSize(30).contains(type + "." + status);
        }
    }

    @Test
    void keepsRecordForUnknownStatus() {
        WebhookEvent event = Fixtures.read("kaedim", "{\"results\":{\"type\":\"rig\",\"status\":\"paused\"}}");

        assertThat(event).isInstanceOf(Rig.class);
        assertThat(event.eventType()).isEqualTo("rig.paused");
    }

    @Test
    void keepsJsonOfUnknownTypeWhole() throws IOException {
        String json =
                "{\"a\":{\"b\":[1]},\"results\":{\"status\":\"new\",\"x\":null,\"type\":\"animation\",\"y\":[{}]},"
                        + "\"c\":null}";

        WebhookEvent event = Fixtures.read("kaedim", json);

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(((Unknown) event).json()).isEqualTo(new ObjectMapper().readTree(json));
        assertThat(event.eventType()).isEqualTo("animation.new");
        assertThat(event.eventId()).isEmpty();
        assertThat(new ObjectMapper().readValue(json, KaedimEvent.class)).isEqualTo(event);
    }

    /** As an application may make it. */
    @Test
    void namesNothingWhereItHasNoResults() {
        WebhookEvent event = new Rig(null);

        assertThat(event.eventType()).isEmpty();
        assertThat(event.eventId()).isEmpty();
        assertThat(event.eventTime()).isEmpty();
        assertThat(event.eventSubject()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":{\"status\":\"new\"}}",
                "{\"results\":{\"type\":null,\"status\":\"new\"}}",
                "{\"results\":{\"type\":[\"rig\"],\"status\":\"new\"}}",
                "{\"type\":\"rig\"}",
                "{\"results\":[]}",
                "{\"results\":[{\"type\":\"rig\"}]}",
                "{\"results\":\"rig\"}",
                "{\"results\":{}}"
            })
    void readsWhatHasNoTypeAsUnknown(String json) throws IOException {
        WebhookEvent event = Fixtures.read("kaedim", json);

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(((Unknown) event).json()).isEqualTo(new ObjectMapper().readTree(json));
        assertThat(event.eventType()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"image\":{}", "\"completedModels\":[1]", "\"name\":{}", "\"isRevision\":\"perhaps\""})
    void readsOtherShapesAsUnknown(String member) {
        WebhookEvent event =
                Fixtures.read("kaedim", "{\"results\":{\"status\":\"new\",\"type\":\"rig\"," + member + "}}");

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(event.eventType()).isEqualTo("rig.new");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"type\":\"rig\",\"status\":\"new\",\"type\":\"lod\"', Lod, lod.new",
        "'\"type\":\"rig\",\"status\":\"new\",\"type\":\"animation\"', Unknown, animation.new",
        "'\"type\":\"animation\",\"status\":\"new\",\"type\":\"rig\"', Rig, rig.new",
        "'\"type\":\"rig\",\"status\":\"new\",\"type\":null', Unknown, ''",
        "'\"type\":\"rig\",\"status\":\"new\",\"status\":\"approved\"', Rig, rig.approved"
    })
    void takesLastOfRepeatedMembers(String members, String record, String type) {
        WebhookEvent event = Fixtures.read("kaedim", "{\"results\":{" + members + "}}");

        assertThat(event.getClass().getSimpleName()).isEqualTo(record);
        assertThat(event.eventType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"requestID", "iterationID", "status"})
    void hasNoIdWhereAPartIsMissing(String part) {
        String whole = "{\"results\":{\"requestID\":\"r\",\"iterationID\":1,\"type\":\"rig\",\"status\":\"new\"}}";

        assertThat(Fixtures.read("kaedim", whole).eventId()).contains("r/1/rig/new");
        assertThat(Fixtures.read("kaedim", whole.replace(part, "other")).eventId())
                .isEmpty();
    }

    @Test
    void toleratesRecordWithoutResults() throws IOException {
        Iteration rig = new ObjectMapper().readValue("{}", Rig.class);

        assertThat(rig.eventType()).isEmpty();
        assertThat(rig.eventId()).isEmpty();
        assertThat(rig.eventTime()).isEmpty();
    }

    @Test
    void writesOneImageAsTextAndSeveralAsList() throws IOException {
        assertThat(EventJson.readTree(EventJson.write(Fixtures.event("kaedim", "generation.uploaded")))
                        .at("/results/image")
                        .asText())
                .isEqualTo("https://... ");
        assertThat(EventJson.readTree(EventJson.write(Fixtures.event("kaedim", "sculpt.completed")))
                        .at("/results/image"))
                .hasSize(2);
    }

    @Test
    void writesFlagsUnderTheirNames() throws IOException {
        assertThat(EventJson.readTree(EventJson.write(Fixtures.event("kaedim", "sculpt.completed")))
                        .path("results")
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "status",
                        "userID",
                        "studioID",
                        "requestID",
                        "iterationID",
                        "name",
                        "image",
                        "type",
                        "isRevision",
                        "createdAt",
                        "completedAt",
                        "assetComplete",
                        "completedModels",
                        "devID");
    }
}
