package dev.vendorhooks.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.vendorhooks.drift.Drift.Change;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.vendor.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample of each type, changed at each place that it has. */
class DriftMutationTest {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    /** The objects whose members no vendor documents, by vendor, type and path. */
    private static final Pattern OPEN = Pattern.compile("makini .*"
            + "|generic (project|file|payment)\\S* data.*"
            + "|kaedim \\S+ results\\.completedModels"
            + "|vntana (project|renders|turntable)\\S* "
            + "|vntana \\S+ (product\\.(attributes|modelOpsParameters)|showroom\\.products\\[\\]\\.attributes).*");

    /** One of each JSON type, and both kinds of numbers. */
    private static final List<JsonNode> VALUES = Stream.of("null", "true", "5", "2.5", "\"text\"", "[]", "{}")
            .map(DriftMutationTest::read)
            .toList();

    /** A member of the sample, to be changed. */
    private record Place(ObjectNode object, String objectPath, String name) {

        String path() {
            return objectPath.isEmpty() ? name : objectPath + "." + name;
        }
    }

    static Stream<Arguments> types() {
        return Fixtures.VENDORS.entrySet().stream().flatMap(vendor -> vendor.getValue().eventTypes().stream()
                .sorted()
                .map(type -> Arguments.of(vendor.getKey(), type)));
    }

    @Test
    void thereAreAllTypes() {
        assertThat(types()).hasSize(131);
    }

    @ParameterizedTest
    @MethodSource("types")
    void findsEachFieldThatAppears(String vendor, String type) {
        ObjectNode event = sample(vendor, type);
        DriftDetector detector = detector(vendor);
        Set<String> told = new TreeSet<>();
        Set<String> expected = new TreeSet<>();

        assertThat(detector.drifts(type, bytes(event))).isEmpty();
        forEachObject(event, "", (object, path) -> {
            if (!isOpen(vendor, type, path)) {
                expected.add(path.isEmpty() ? "added" : path + ".added");
            }
            object.put("added", "text");
            detector.drifts(type, bytes(event)).forEach(drift -> {
                assertThat(drift.change()).isEqualTo(Change.APPEARED);
                told.add(drift.field());
            });
            object.remove("added");
        });

        assertThat(told).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("types")
    void findsEachFieldThatVanishes(String vendor, String type) {
        ObjectNode event = sample(vendor, type);
        byte[] whole = bytes(event);
        DriftDetector detector = detector(vendor);
        for (Place place : places(event)) {
            if (isOpen(vendor, type, place.objectPath()) && !isRecorded(place.path())) {
                continue;
            }
            ObjectNode changed = event.deepCopy();
            places(changed).stream()
                    .filter(same -> same.path().equals(place.path()))
                    .forEach(same -> same.object().remove(same.name()));
            byte[] without = bytes(changed);

            assertThat(detector.drifts(type, whole)).isEmpty();
            for (int i = 0; i < 9; i++) {
                assertThat(detector.drifts(type, without)).isEmpty();
            }
            assertThat(detector.drifts(type, without)).containsExactly(new Drift(Change.VANISHED, type, place.path()));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void findsEachFieldOfAnotherTypeAsAValidatorDoes(String vendor, String type) throws IOException {
        JsonSchema schema = schema(vendor, type);
        ObjectNode event = sample(vendor, type);
        DriftDetector detector = detector(vendor);

        for (Place place : places(event)) {
            JsonNode original = place.object().get(place.name());
            for (JsonNode value : VALUES) {
                place.object().set(place.name(), value);
                boolean isText = original.isTextual() && value.isTextual();
                List<Drift> expected = isText || isOfAllowedTypes(schema, event)
                        ? List.of()
                        : List.of(new Drift(Change.RETYPED, type, retyped(place.path())));

                assertThat(detector.drifts(type, bytes(event)))
                        .as(place.path() + " is " + value)
                        .isEqualTo(expected);
            }
            place.object().set(place.name(), original);
        }
    }

    /** An object that has lost what tells the event's type is an object all the same. */
    private static boolean isOfAllowedTypes(JsonSchema schema, JsonNode event) {
        return schema.validate(event).stream()
                .allMatch(message -> message.getType().equals("required"));
    }

    private static boolean isOpen(String vendor, String type, String path) {
        return OPEN.matcher(vendor + " " + type + " " + path).matches();
    }

    /** Members that the record has in an object that may have any others. */
    private static boolean isRecorded(String path) {
        return path.matches("event|body|organization|client|product|project|data\\.id");
    }

    /** The values of a map share a path. */
    private static String retyped(String path) {
        return path.replaceAll("completedModels\\..*", "completedModels.*");
    }

    private static List<Place> places(ObjectNode event) {
        List<Place> places = new ArrayList<>();
        forEachObject(event, "", (object, path) -> object.fieldNames()
                .forEachRemaining(name -> places.add(new Place(object, path, name))));
        return places;
    }

    private interface ObjectVisitor {
        void visit(ObjectNode object, String path);
    }

    private static void forEachObject(JsonNode value, String path, ObjectVisitor visitor) {
        if (value instanceof ObjectNode object) {
            visitor.visit(object, path);
            List.copyOf(object.properties())
                    .forEach(member -> forEachObject(
                            member.getValue(),
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                            visitor));
        } else {
            value.forEach(item -> forEachObject(item, path + "[]", visitor));
        }
    }

    private static DriftDetector detector(String vendor) {
        return new DriftDetector(vendor, Fixtures.VENDORS.get(vendor));
    }

    private static ObjectNode sample(String vendor, String type) {
        return (ObjectNode) read(Fixtures.VENDORS
                .get(vendor)
                .sample(type, () -> "id", Instant.EPOCH)
                .orElseThrow());
    }

    private static JsonSchema schema(String vendor, String type) throws IOException {
        String file = "/META-INF/dev.vendorhooks/contracts/" + vendor + "/" + type + ".schema.json";
        try (InputStream json = DriftMutationTest.class.getResourceAsStream(file)) {
            return SCHEMAS.getSchema(EventJson.readTree(json.readAllBytes()));
        }
    }

    private static byte[] bytes(JsonNode event) {
        return event.toString().getBytes(UTF_8);
    }

    private static JsonNode read(String json) {
        try {
            return EventJson.readTree(json.getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
