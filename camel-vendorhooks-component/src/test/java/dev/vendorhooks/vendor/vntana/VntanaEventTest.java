package dev.vendorhooks.vendor.vntana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.Fixtures.Fixture;
import dev.vendorhooks.vendor.vntana.VntanaEvent.ClientEvent;
import dev.vendorhooks.vendor.vntana.VntanaEvent.ProductEvent;
import dev.vendorhooks.vendor.vntana.VntanaEvent.ProjectEvent;
import dev.vendorhooks.vendor.vntana.VntanaEvent.RendersEvent;
import dev.vendorhooks.vendor.vntana.VntanaEvent.ShowroomEvent;
import dev.vendorhooks.vendor.vntana.VntanaEvent.TurntableEvent;
import dev.vendorhooks.vendor.vntana.VntanaEvent.Unknown;
import dev.vendorhooks.vendor.vntana.VntanaEvent.UserEvent;
import dev.vendorhooks.vendor.vntana.VntanaEvent.ViewerPresetEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VntanaEventTest {

    private static final String TIME = "2022-06-17T00:37:20.365139";

    private static final Organization ORGANIZATION = new Organization("o-1", null, null);

    private static final Product CHAIR = product("p-1", "Chair", null);

    @Test
    void readsProduct() {
        Map<String, Object> modelOps = new HashMap<>();
        modelOps.put("PIVOT_POINT_ALIGNMENT", Map.of("pivotPoint", "center"));
        modelOps.put("DRACO_COMPRESSION", Map.of("enabled", "false"));
        for (String operation : List.of("ORIENTATION", "TEXTURE_COMPRESSION", "OPTIMIZATION", "AR_SCALING")) {
            modelOps.put(operation, null);
        }

        assertThat(event("product.added"))
                .isEqualTo(new ProductEvent(
                        "product.added",
                        new Organization("string", null, null),
                        new Product(
                                "string",
                                "TestWebhooks",
                                "This is a test of product events",
                                List.of(),
                                List.of(),
                                Map.of("sku", "2345", "color", "white"),
                                ProductStatus.DRAFT,
                                null,
                                null,
                                null,
                                false,
                                null,
                                null,
                                null,
                                modelOps,
                                "87d414ec-e1f3-4fe3-a5f9-ac4b9cdc51f1",
                                null),
                        new Client("string", null, null)));
    }

    @Test
    void readsAssetAsProduct() {
        assertThat(event("asset.attributes.updated"))
                .isEqualTo(new ProductEvent(
                        "asset.attributes.updated",
                        ORGANIZATION,
                        new Product(
                                "p-1",
                                "Chair",
                                null,
                                List.of(Map.of("uuid", "l-1", "name", "Hall")),
                                List.of("oak"),
                                Map.of("sku", "2345", "width", 45),
                                ProductStatus.LIVE_PUBLIC,
                                null,
                                null,
                                Map.of("uuid", "a-1", "conversionStatus", ConversionStatus.COMPLETED),
                                true,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Map.of("uuid", "v-1")),
                        new Client("c-1", null, null)));
        assertThat(event("asset.client.approved"))
                .isEqualTo(new ProductEvent(
                        "asset.client.approved",
                        ORGANIZATION,
                        product("p-1", null, ProductStatus.CUSTOMER_APPROVED),
                        new Client("c-1", "Chairs", "chairs")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "material",
                "optimization",
                "asset",
                "rendererConfigs",
                "dracoCompression",
                "textureCompression",
                "preset"
            })
    void readsWhatIsNullInTheSampleInAnyShape(String member) throws IOException {
        for (String value : List.of("\"text\"", "7", "true", "{\"a\":[1]}", "[{}]")) {
            WebhookEvent event = read("{\"event\":\"product.added\",\"product\":{\"" + member + "\":" + value + "}}");

            assertThat(event).isInstanceOf(ProductEvent.class);
            assertThat(new ObjectMapper().valueToTree(event).at("/product/" + member))
                    .isEqualTo(new ObjectMapper().readTree(value));
        }
    }

    @Test
    void readsClient() {
        assertThat(event("client.added"))
                .isEqualTo(new ClientEvent(
                        "client.added",
                        new Client("string", "test name", "test-name"),
                        new Organization("string", "123", "123")));
        assertThat(event("workspace.added"))
                .isEqualTo(new ClientEvent(
                        "workspace.added",
                        new Client("c-1", "Chairs", "chairs"),
                        new Organization("o-1", "Acme", "acme")));
    }

    @Test
    void readsUser() {
        assertThat(event("user.revoked"))
                .isEqualTo(new UserEvent(
                        "user.revoked",
                        new User("string", "some.email@email.com", UserRole.CLIENT_ORGANIZATION_CONTENT_MANAGER),
                        new Organization("string", "123", "123"),
                        new Client("string", "test-f9", "test-f9")));
    }

    @Test
    void readsShowroom() {
        assertThat(event("showroom.product.added"))
                .isEqualTo(new ShowroomEvent(
                        "showroom.product.added",
                        ORGANIZATION,
                        new Showroom(
                                "s-1",
                                "Fair",
                                List.of(new Showroom.Item(
                                        "p-1",
                                        "Chair",
                                        ProductStatus.LIVE_PUBLIC,
                                        List.of("oak"),
                                        Map.of("sku", "2345"))))));
    }

    @Test
    void readsViewerPreset() {
        assertThat(event("viewer_preset.updated"))
                .isEqualTo(new ViewerPresetEvent(
                        "viewer_preset.updated",
                        ORGANIZATION,
                        new ViewerPreset("v-1", Map.of("exposure", 1), "LIGHT", "Warm", true),
                        new Client("c-1", null, null)));
    }

    @Test
    void readsProjectsRendersAndTurntablesWithAllTheirMembers() {
        Client client = new Client("c-1", null, null);

        assertThat(event("project.published"))
                .isEqualTo(new ProjectEvent(
                        "project.published",
                        ORGANIZATION,
                        new Project("j-1", "Autumn"),
                        client,
                        Map.of("user", Map.of("uuid", "u-1"))));
        assertThat(event("renders.completed"))
                .isEqualTo(new RendersEvent("renders.completed", ORGANIZATION, CHAIR, client, Map.of("count", 3)));
        assertThat(event("turntable.failed"))
                .isEqualTo(new TurntableEvent("turntable.failed", ORGANIZATION, CHAIR, client, Map.of("count", 3)));
    }

    static Stream<String> types() {
        return Stream.of(
                        "ProductEvent product. added pending processing completed terminated failed published"
                                + " deactivated pending_approval rejected approved deleted",
                        "ProductEvent asset. added pending processing completed terminated failed published"
                                + " published_internal deactivated pending_approval rejected approved deleted cloned"
                                + " moved attributes.updated viewer_settings.updated",
                        "ProductEvent asset.client. approved rejected dropped hold review",
                        "ClientEvent client. added",
                        "ClientEvent workspace. added",
                        "UserEvent user. added revoked",
                        "ShowroomEvent showroom. order.placed product.added product.removed user.added"
                                + " order.item.added",
                        "ViewerPresetEvent viewer_preset. added updated deleted",
                        "ProjectEvent project. added updated deleted published published_internal",
                        "RendersEvent renders. pending processing completed failed",
                        "TurntableEvent turntable. pending processing completed failed")
                .map(line -> line.split(" "))
                .flatMap(words -> Stream.of(words).skip(2).map(verb -> words[0] + " " + words[1] + verb));
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasRecordForEveryType(String recordAndType) {
        String[] words = recordAndType.split(" ");

        assertThat(read("{\"event\":\"" + words[1] + "\"}").getClass().getSimpleName())
                .isEqualTo(words[0]);
        assertThat(new VntanaVendor().eventTypes()).contains(words[1]);
    }

    @Test
    void listsNoOtherTypes() {
        assertThat(new VntanaVendor().eventTypes()).hasSize((int) types().count());
    }

    @Test
    void keepsJsonOfUnknownTypeWhole() throws IOException {
        String json = "{\"event\":\"configurator.added\",\"organization\":{\"uuid\":1,\"x\":null},\"y\":[{}]}";

        WebhookEvent event = read(json);

        assertThat(event).isInstanceOf(Unknown.class);
        assertThat(((Unknown) event).json()).isEqualTo(new ObjectMapper().readTree(json));
        assertThat(event.eventType()).isEqualTo("configurator.added");
        assertThat(idOf(json, TIME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"product.added\",\"product\":[]}",
                "{\"event\":\"product.added\",\"product\":\"p-1\"}",
                "{\"event\":\"product.added\",\"product\":{\"attributes\":[1]}}",
                "{\"event\":\"product.added\",\"client\":[{}]}"
            })
    void readsOtherShapesAsUnknown(String json) {
        assertThat(read(json)).isInstanceOf(Unknown.class);
        assertThat(read(json).eventType()).isEqualTo("product.added");
    }

    @Test
    void takesLastOfRepeatedTypes() {
        assertThat(read("{\"event\":\"user.added\",\"user\":{\"uuid\":7},\"event\":\"user.revoked\"}"))
                .isEqualTo(new UserEvent("user.revoked", new User("7", null, null), null, null));
        assertThat(read("{\"event\":\"user.added\",\"client\":{\"uuid\":\"c\"},\"event\":\"client.added\"}"))
                .isEqualTo(new ClientEvent("client.added", new Client("c", null, null), null));
    }

    @ParameterizedTest
    @CsvSource({
        "asset.attributes.updated, asset.attributes.updated/p-1/2022-06-17T00:37:20.365139",
        "workspace.added, workspace.added/c-1/2022-06-17T00:37:20.365139",
        "user.revoked, user.revoked/string/2022-06-17T00:37:20.365139",
        "showroom.product.added, showroom.product.added/s-1/2022-06-17T00:37:20.365139",
        "viewer_preset.updated, viewer_preset.updated/v-1/2022-06-17T00:37:20.365139",
        "project.published, project.published/j-1/2022-06-17T00:37:20.365139",
        "renders.completed, renders.completed/p-1/2022-06-17T00:37:20.365139",
        "turntable.failed, turntable.failed/p-1/2022-06-17T00:37:20.365139"
    })
    void takesTypeResourceAndSignedTimeAsId(String name, String id) {
        assertThat(idOf(new String(new Fixture("vntana", name).json(), UTF_8), TIME))
                .contains(id);
    }

    @Test
    void hasNoIdWhereAPartIsMissing() {
        String json = "{\"event\":\"user.added\",\"user\":{\"uuid\":\"u-1\"}}";

        assertThat(idOf(json, TIME)).contains("user.added/u-1/" + TIME);
        assertThat(idOf(json)).isEmpty();
        assertThat(idOf(json, "")).isEmpty();
        assertThat(idOf(json, TIME, TIME)).isEmpty();
        assertThat(idOf("{\"event\":\"user.added\",\"user\":{\"uuid\":null}}", TIME))
                .isEmpty();
        for (String type : Set.of(
                "product.added",
                "client.added",
                "user.added",
                "showroom.order.placed",
                "viewer_preset.added",
                "project.added",
                "renders.failed",
                "turntable.failed")) {
            assertThat(idOf("{\"event\":\"" + type + "\"}", TIME)).as(type).isEmpty();
        }
        assertThat(read(json).eventId()).as("without the request").isEmpty();
    }

    private static Optional<String> idOf(String json, String... timestamps) {
        WebhookRequest request =
                new WebhookRequest(Headers.of(Map.of("x-timestamp", List.of(timestamps))), json.getBytes(UTF_8));
        return new VntanaVendor().eventId(request, read(json));
    }

    private static Product product(String uuid, String name, String status) {
        return new Product(
                uuid, name, null, null, null, null, status, null, null, null, null, null, null, null, null, null, null);
    }

    private static WebhookEvent event(String name) {
        return Fixtures.event("vntana", name);
    }

    private static WebhookEvent read(String json) {
        return Fixtures.read("vntana", json);
    }
}
