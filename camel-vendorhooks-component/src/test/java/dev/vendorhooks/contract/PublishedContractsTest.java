package dev.vendorhooks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.test.VendorSignature;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.Fixtures.Fixture;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts as they are published, read by other libraries than the one that wrote them. */
class PublishedContractsTest {

    private static final String FOLDER = "/META-INF/dev.vendorhooks/contracts/";
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final Map<String, JsonSchema> READ = new ConcurrentHashMap<>();

    static Stream<Arguments> types() {
        return Fixtures.VENDORS.entrySet().stream().flatMap(vendor -> vendor.getValue().eventTypes().stream()
                .sorted()
                .map(type -> Arguments.of(vendor.getKey(), type)));
    }

    static List<Fixture> fixtures() {
        return Fixtures.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everySchemaIsOne(String vendor, String type) {
        JsonNode schema = published(Contracts.schemaFile(vendor, type));

        assertThat(SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(schema))
                .isEmpty();
        assertThat(schema.get("$id").asText()).isEqualTo("urn:vendorhook:" + vendor + ":" + type);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everySampleIsValidForItsTypeAlone(String vendor, String type) throws IOException {
        assertThat(typesThatAccept(vendor, sample(vendor, type))).containsExactly(type);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyFixtureIsValidForItsTypeAlone(Fixture fixture) throws IOException {
        Set<String> accepting = typesThatAccept(fixture.vendor(), EventJson.readTree(fixture.json()));

        if (fixture.event().getClass().getSimpleName().equals("Unknown")) {
            assertThat(accepting).isEmpty();
        } else {
            assertThat(accepting)
                    .singleElement()
                    .extracting(PublishedContractsTest::plain)
                    .isEqualTo(plain(fixture.event().eventType()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "glossi | model.processed | /event | \"model.failed\" | $.event: must be the constant value 'model.processed'",
                "glossi | model.processed | /data/name | 5 | $.data.name: integer found, [string, null] expected",
                "glossi | model.processed | /data | [] | $.data: array found, [object, null] expected",
                "glossi | project.created | /data/modelIds | {} | $.data.modelIds: object found, [array, null] expected",
                "kaedim | rig.new | /results/status | \"approved\" | $.results.status: must be the constant value 'new'",
                "kaedim | rig.new | /results/image | true | $.results.image: boolean found, [array, string, null] expected",
                "kaedim | rig.new | /results | null | $.results: null found, object expected",
                "vntana | product.added | /product/uuid | {} | $.product.uuid: object found, [string, integer, null] expected",
                "vntana | asset.added | /asset | 1 | $.asset: integer found, [object, null] expected",
                "makini | work-orders.created | /event | \"workers.created\" | $.event: does not have a value in the enumeration [\"work-orders.created\", \"work_orders.created\", \"workOrders.created\", \"work orders.created\"]",
                "generic | user.created | /created_at | 5 | $.created_at: integer found, [string, null] expected",
            })
    void refusesAWrongTypeAtItsPlace(String vendor, String type, String place, String value, String reason)
            throws IOException {
        ObjectNode event = (ObjectNode) sample(vendor, type);
        int last = place.lastIndexOf('/');
        ((ObjectNode) event.at(place.substring(0, last)))
                .set(place.substring(last + 1), EventJson.readTree(value.getBytes(UTF_8)));

        assertThat(schema(vendor, type).validate(event))
                .extracting(ValidationMessage::toString)
                .containsExactly(reason);
    }

    @ParameterizedTest
    @MethodSource("types")
    void acceptsMembersAddedLaterAndNullForAllButTheType(String vendor, String type) throws IOException {
        ObjectNode event = (ObjectNode) sample(vendor, type);
        event.put("added", 5);
        ObjectNode body = vendor.equals("kaedim") ? (ObjectNode) event.get("results") : event;
        body.fieldNames().forEachRemaining(name -> {
            if (!Set.of("event", "type").contains(name) && !(vendor.equals("kaedim") && name.equals("status"))) {
                body.putNull(name);
            }
        });

        assertThat(schema(vendor, type).validate(event)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyDocumentIsReadWithoutComplaint(VendorSignature signature) {
        String vendor = signature.name().toLowerCase(Locale.ROOT);
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        SwaggerParseResult result = new OpenAPIV3Parser()
                .readLocation(
                        Path.of("../docs/contracts", vendor + ".openapi.json")
                                .toUri()
                                .toString(),
                        null,
                        options);

        assertThat(result.getMessages()).isNullOrEmpty();
        assertThat(result.getOpenAPI().getWebhooks())
                .containsOnlyKeys(Fixtures.VENDORS.get(vendor).eventTypes());
        assertThat(result.getOpenAPI().getComponents().getParameters())
                .containsOnlyKeys(
                        signature.headers("secret", new byte[0], Instant.EPOCH).keySet());
    }

    @ParameterizedTest
    @EnumSource
    void everyExampleOfADocumentIsValid(VendorSignature signature) {
        String vendor = signature.name().toLowerCase(Locale.ROOT);
        JsonNode webhooks = published(vendor + ".openapi.json").get("webhooks");

        assertThat(webhooks.properties()).isNotEmpty().allSatisfy(webhook -> {
            JsonNode json = webhook.getValue().at("/post/requestBody/content/application~1json");
            assertThat(json.at("/schema/$ref").asText())
                    .isEqualTo("./" + Contracts.schemaFile(vendor, webhook.getKey()));
            assertThat(schema(vendor, webhook.getKey()).validate(json.at("/examples/sample/value")))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyWebhookNeedsTheHeadersOfTheSignature(VendorSignature signature) {
        JsonNode document = published(signature.name().toLowerCase(Locale.ROOT) + ".openapi.json");
        Map<String, String> headers = signature.headers("secret", new byte[0], Instant.EPOCH);

        assertThat(document.get("webhooks")).isNotEmpty().allSatisfy(webhook -> assertThat(
                        webhook.at("/post/parameters").findValuesAsText("$ref"))
                .containsExactlyInAnyOrderElementsOf(headers.keySet().stream()
                        .map(header -> "#/components/parameters/" + header)
                        .toList()));
        headers.forEach((header, value) -> {
            JsonNode parameter = document.at("/components/parameters").get(header);
            assertThat(parameter.get("required").asBoolean()).as(header).isTrue();
            if (value.matches("[0-9a-f]{64}")) {
                assertThat(value).matches(parameter.at("/schema/pattern").asText());
                assertThat(value + "0")
                        .doesNotMatch(parameter.at("/schema/pattern").asText());
            }
        });
        assertThat(document.at("/security/0").has("signature")).isTrue();
        assertThat(document.at("/components/securitySchemes/signature/name").asText())
                .isIn(headers.keySet())
                .asString()
                .containsIgnoringCase("signature");
    }

    @ParameterizedTest
    @EnumSource
    void everyWebhookSaysHowItIsAnswered(VendorSignature signature) {
        JsonNode document = published(signature.name().toLowerCase(Locale.ROOT) + ".openapi.json");
        Set<String> statuses = new TreeSet<>(Set.of("200", "405", "500", "503"));
        Stream.of(Refusal.values()).forEach(reason -> statuses.add(Integer.toString(reason.status())));

        assertThat(document.get("webhooks")).isNotEmpty().allSatisfy(webhook -> assertThat(
                        webhook.at("/post/responses").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(statuses));
        assertThat(document.at("/components/responses/503/headers").has("Retry-After"))
                .isTrue();
    }

    @Test
    void theJarHasTheSameFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../docs/contracts"))) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> {
                String name =
                        Path.of("../docs/contracts").relativize(file).toString().replace('\\', '/');
                assertThat(published(name)).isEqualTo(EventJson.readTree(Files.readAllBytes(file)));
            });
        }
    }

    private static Set<String> typesThatAccept(String vendor, JsonNode event) {
        Set<String> types = new TreeSet<>();
        for (String type : Fixtures.VENDORS.get(vendor).eventTypes()) {
            if (schema(vendor, type).validate(event).isEmpty()) {
                types.add(type);
            }
        }
        return types;
    }

    /** Makini's types without what may differ in their spelling. */
    private static String plain(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    private static JsonNode sample(String vendor, String type) throws IOException {
        return EventJson.readTree(Fixtures.VENDORS
                .get(vendor)
                .sample(type, () -> UUID.randomUUID().toString(), Instant.EPOCH)
                .orElseThrow()
                .getBytes(UTF_8));
    }

    private static JsonSchema schema(String vendor, String type) {
        return READ.computeIfAbsent(Contracts.schemaFile(vendor, type), file -> SCHEMAS.getSchema(published(file)));
    }

    private static JsonNode published(String file) {
        try (InputStream json = PublishedContractsTest.class.getResourceAsStream(FOLDER + file)) {
            return EventJson.readTree(json.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
