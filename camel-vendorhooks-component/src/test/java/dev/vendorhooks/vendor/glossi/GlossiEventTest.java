package dev.vendorhooks.vendor.glossi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.glossi.GlossiEvent.JobComplete;
import dev.vendorhooks.vendor.glossi.GlossiEvent.JobFailed;
import dev.vendorhooks.vendor.glossi.GlossiEvent.ModelFailed;
import dev.vendorhooks.vendor.glossi.GlossiEvent.ModelProcessed;
import dev.vendorhooks.vendor.glossi.GlossiEvent.ProjectCreated;
import dev.vendorhooks.vendor.glossi.GlossiEvent.RenderComplete;
import dev.vendorhooks.vendor.glossi.GlossiEvent.RenderFailed;
import dev.vendorhooks.vendor.glossi.GlossiEvent.Unknown;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlossiEventTest {

    private static final String TIME = "2025-01-15T10:30:00.000Z";

    @Test
    void readsModelProcessed() {
        WebhookEvent event = Fixtures.event("glossi", "model.processed");

        assertThat(event)
                .isEqualTo(new ModelProcessed(
                        "model.processed",
                        TIME,
                        new ModelProcessed.Data(
                                "model-uuid",
                                "Chair Model",
                                GlossiStatus.READY,
                                "https://s3.../file.glb",
                                "https://s3.../file.jpg")));
        assertThat(event.eventId()).contains("model.processed/model-uuid/2025-01-15T10:30:00.000Z");
        assertThat(event.eventTime()).contains(Instant.parse("2025-01-15T10:30:00Z"));
    }

    @Test
    void readsModelFailed() {
        WebhookEvent event = Fixtures.event("glossi", "model.failed");

        assertThat(event)
                .isEqualTo(new ModelFailed(
                        "model.failed",
                        TIME,
                        new ModelFailed.Data(
                                "model-uuid",
                                "Chair Model",
                                GlossiStatus.FAILED,
                                "Model conversion failed: unsupported format")));
        assertThat(event.eventId()).contains("model.failed/model-uuid/2025-01-15T10:30:00.000Z");
    }

    @Test
    void readsProjectCreated() {
        WebhookEvent event = Fixtures.event("glossi", "project.created");

        assertThat(event)
                .isEqualTo(new ProjectCreated(
                        "project.created",
                        TIME,
                        new ProjectCreated.Data(
                                "project-uuid", "Chair Project", List.of("model-uuid"), "template-uuid")));
        assertThat(event.eventId()).contains("project.created/project-uuid/2025-01-15T10:30:00.000Z");
    }

    @Test
    void readsJobComplete() {
        WebhookEvent event = Fixtures.event("glossi", "job.complete");

        assertThat(event)
                .isEqualTo(new JobComplete(
                        "job.complete",
                        TIME,
                        new JobComplete.Data(
                                "job-uuid",
                                GlossiStatus.COMPLETE,
                                List.of(new JobComplete.Result(
                                        new JobComplete.Item("model-uuid", "Chair"),
                                        new JobComplete.Item("project-uuid", "Chair Project"))))));
        assertThat(event.eventId()).contains("job.complete/job-uuid/2025-01-15T10:30:00.000Z");
    }

    @Test
    void readsJobFailed() {
        WebhookEvent event = Fixtures.event("glossi", "job.failed");

        assertThat(event)
                .isEqualTo(new JobFailed(
                        "job.failed",
                        TIME,
                        new JobFailed.Data("job-uuid", GlossiStatus.FAILED, "Model processing timed out")));
        assertThat(event.eventId()).contains("job.failed/job-uuid/2025-01-15T10:30:00.000Z");
    }

    @Test
    void readsRenderComplete() {
        WebhookEvent event = Fixtures.event("glossi", "render.complete");

        assertThat(event)
                .isEqualTo(new RenderComplete(
                        "render.complete",
                        TIME,
                        new RenderComplete.Data(
                                "render-job-uuid",
                                GlossiStatus.COMPLETED,
                                "project-uuid",
                                List.of("render-uuid-1", "render-uuid-2"))));
        assertThat(event.eventId()).contains("render.complete/render-job-uuid/2025-01-15T10:30:00.000Z");
    }

    @Test
    void readsRenderFailed() {
        WebhookEvent event = Fixtures.event("glossi", "render.failed");

        assertThat(event)
                .isEqualTo(new RenderFailed(
                        "render.failed",
                        TIME,
                        new RenderFailed.Data("render-job-uuid", "project-uuid", "Render timed out")));
        assertThat(event.eventId()).contains("render.failed/render-job-uuid/2025-01-15T10:30:00.000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "model.processed, ModelProcessed",
        "model.failed, ModelFailed",
        "project.created, ProjectCreated",
        "job.complete, JobComplete",
        "job.failed, JobFailed",
        "render.complete, RenderComplete",
        "render.failed, RenderFailed"
    })
    void hasRecordForEveryType(String type, String record) {
        assertThat(Fixtures.read("glossi", "{\"event\":\"" + type + "\"}")
                        .getClass()
                        .getSimpleName())
                .isEqualTo(record);
        assertThat(new GlossiVendor().eventTypes()).hasSize(7).contains(type);
    }

    @Test
    void keepsJsonOfUnknownTypeWhole() throws IOException {
        String json =
                "{\"event\":\"model.archived\",\"timestamp\":\"" + TIME + "\",\"data\":{\"a\":[1,null]},\"b\":{}}";

        WebhookEvent event = Fixtures.read("glossi", json);

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(((Unknown) event).json()).isEqualTo(new ObjectMapper().readTree(json));
        assertThat(event.eventType()).isEqualTo("model.archived");
        assertThat(event.eventTime()).contains(Instant.parse(TIME));
        assertThat(event.eventId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"model.processed\",\"data\":[]}",
                "{\"event\":\"model.processed\",\"data\":\"text\"}",
                "{\"event\":\"model.processed\",\"data\":{\"name\":{}}}",
                "{\"data\":{\"renderIds\":{}},\"event\":\"render.complete\"}"
            })
    void readsOtherShapesAsUnknown(String json) throws IOException {
        WebhookEvent event = Fixtures.read("glossi", json);

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(((Unknown) event).json()).isEqualTo(new ObjectMapper().readTree(json));
        assertThat(event.eventType()).isIn("model.processed", "render.complete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"event\":null}",
                "{\"event\":[\"model.processed\"]}",
                "{\"event\":{\"a\":1}}",
                "{\"event\":\"\"}"
            })
    void namesNoTypeWhereThereIsNone(String json) {
        assertThat(Fixtures.read("glossi", json)).isInstanceOf(Unknown.class);
        assertThat(Fixtures.read("glossi", json).eventType()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'event':'model.failed','data':{'modelId':'m-1'},'event':'model.processed'} | ModelProcessed",
                "{'event':'model.processed','data':{'modelId':'m-1'},'event':'model.archived'} | Unknown",
                "{'event':'model.archived','data':{'modelId':'m-1'},'event':'model.processed'} | ModelProcessed",
                "{'event':'model.processed','event':null} | Unknown",
                "{'data':[],'event':'model.processed','data':{'modelId':'m-1'}} | ModelProcessed",
                "{'event':'model.processed','data':{'modelId':'m-1'},'data':[]} | Unknown"
            },
            quoteCharacter = '`')
    void takesLastOfRepeatedMembers(String json, String record) {
        WebhookEvent event = Fixtures.read("glossi", json.replace('\'', '"'));

        assertThat(event.getClass().getSimpleName()).isEqualTo(record);
        if (event instanceof ModelProcessed processed) {
            assertThat(processed.event()).isEqualTo("model.processed");
            assertThat(processed.data().modelId()).isEqualTo("m-1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"model.processed\",\"data\":{\"modelId\":\"m-1\"}}",
                "{\"event\":\"model.processed\",\"timestamp\":\"2025-01-15T10:30:00Z\"}",
                "{\"event\":\"model.processed\",\"timestamp\":\"2025-01-15T10:30:00Z\",\"data\":{}}",
                "{\"event\":\"model.processed\",\"timestamp\":\"2025-01-15T10:30:00Z\",\"data\":{\"modelId\":\" \"}}",
                "{\"event\":\"model.processed\",\"timestamp\":null,\"data\":{\"modelId\":null}}"
            })
    void hasNoIdWhereAPartIsMissing(String json) {
        assertThat(Fixtures.read("glossi", json)).isInstanceOf(ModelProcessed.class);
        assertThat(Fixtures.read("glossi", json).eventId()).isEmpty();
    }

    @Test
    void readsNumericIdsAsText() {
        WebhookEvent event = Fixtures.read(
                "glossi",
                "{\"event\":\"project.created\",\"timestamp\":1736937000000,"
                        + "\"data\":{\"projectId\":12345678901234567890,\"modelIds\":[7,true]}}");

        assertThat(event.eventId()).contains("project.created/12345678901234567890/1736937000000");
        assertThat(event.eventTime()).contains(Instant.parse("2025-01-15T10:30:00Z"));
        assertThat(((ProjectCreated) event).data().modelIds()).containsExactly("7", "true");
    }

    @Test
    void keepsStatusItDoesNotKnow() {
        WebhookEvent event =
                Fixtures.read("glossi", "{\"event\":\"job.complete\",\"data\":{\"status\":\"PARTIALLY_COMPLETE\"}}");

        assertThat(((JobComplete) event).data().status()).isEqualTo("PARTIALLY_COMPLETE");
    }
}
