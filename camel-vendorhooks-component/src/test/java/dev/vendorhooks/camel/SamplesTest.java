package dev.vendorhooks.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.SimulatedDeliveries;
import dev.vendorhooks.test.SimulatedDelivery;
import dev.vendorhooks.test.VendorSignature;
import dev.vendorhooks.test.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void everySampleIsAcceptedAndHasARecord(VendorSignature vendor) throws Exception {
        String name = vendor.name().toLowerCase(Locale.ROOT);
        try (WebhookServer server = WebhookServer.receiving("vendorhook:" + name + "?secret=" + WebhookServer.SECRET)) {
            SimulatedDeliveries deliveries = new SimulatedDeliveries(
                    vendor,
                    new VirtualClock(),
                    () -> server.uri("/webhooks/" + name).toString(),
                    () -> WebhookServer.SECRET);
            for (String type : Samples.types(vendor)) {
                SimulatedDelivery delivery = deliveries.deliver(sample(vendor, type));

                assertThat(delivery.status()).as(type).isEqualTo(200);
                Exchange received = server.received().get(server.received().size() - 1);
                WebhookEvent event = received.getMessage().getBody(WebhookEvent.class);
                assertThat(event.eventType()).isEqualTo(type);
                assertThat(event.getClass().getSimpleName()).as(type).isNotEqualTo("Unknown");
                assertThat(deliveries.deliver(sample(vendor, type)).isDelivered())
                        .isTrue();
            }
            assertThat(server.received())
                    .as("each sample is an event of its own")
                    .hasSize(2 * Samples.types(vendor).size());
        }
    }

    @ParameterizedTest
    @CsvSource({"KAEDIM, 30", "VNTANA, 59", "MAKINI, 26", "GLOSSI, 7", "GENERIC, 9"})
    void hasASampleOfEveryKnownType(VendorSignature vendor, int types) {
        assertThat(Samples.types(vendor)).hasSize(types);
    }

    /** The fixtures are what the pages show, or the API for showrooms. As ids and times differ, shapes are compared. */
    @ParameterizedTest
    @CsvSource({
        "KAEDIM, generation.uploaded",
        "VNTANA, product.added",
        "VNTANA, client.added",
        "VNTANA, user.revoked",
        "VNTANA, showroom.product.added",
        "MAKINI, assets.updated",
        "GLOSSI, model.processed",
        "GLOSSI, model.failed",
        "GLOSSI, project.created",
        "GLOSSI, job.complete",
        "GLOSSI, job.failed",
        "GLOSSI, render.complete",
        "GLOSSI, render.failed",
        "GENERIC, user.created"
    })
    void isShapedAsOnThePage(VendorSignature vendor, String type) throws Exception {
        String folder = vendor.name().toLowerCase(Locale.ROOT);
        String page = Files.readString(Path.of("src/test/resources/fixtures", folder, type + ".json"));

        assertThat(shape(JSON.readTree(sample(vendor, type)))).isEqualTo(shape(JSON.readTree(page)));
    }

    @Test
    void leavesNoPlaceholderAndRepeatsNoId() throws Exception {
        String first = Samples.glossi("render.complete");

        assertThat(first).doesNotContain("<", "%");
        JsonNode data = JSON.readTree(first).get("data");
        assertThat(Set.of(
                        data.get("jobId"),
                        data.get("projectId"),
                        data.get("renderIds").get(0)))
                .hasSize(3);
        assertThat(JSON.readTree(Samples.glossi("render.complete")).at("/data/jobId"))
                .isNotEqualTo(data.get("jobId"));
    }

    @Test
    void namesTheKnownTypesWhenAskedForAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.glossi("model.exploded"))
                .withMessage("There is no sample of model.exploded by GLOSSI. There are: job.complete, job.failed,"
                        + " model.failed, model.processed, project.created, render.complete, render.failed");
    }

    private static byte[] sample(VendorSignature vendor, String type) {
        return Samples.sample(vendor, type).getBytes(UTF_8);
    }

    /** The names and kinds of all members, without the texts. */
    private static String shape(JsonNode json) {
        return json.toString().replaceAll(":\"[^\"]*\"", ":\"\"").replaceAll("([\\[,])\"[^\":]*\"(?=[,\\]])", "$1\"\"");
    }
}
