package dev.vendorhooks.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds every YAML file of the repository to the schema of its kind: Camel's YAML DSL, or a resource of Camel K. */
class YamlTest {

    /** Files that are neither routes nor resources. */
    private static final Set<String> OTHERS =
            Set.of("camel-vendorhooks-component/src/test/resources/vectors/declared-vendors.yaml");

    private static final Set<String> METADATA = Set.of("name", "namespace", "labels", "annotations");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4);
    private static final JsonSchema ROUTES = SCHEMAS.getSchema(resource("/schema/camelYamlDsl.json"));
    /** What is used here of the keys that came with Camel K 2.9; its own definitions are not in Maven Central. */
    private static final JsonNode LATER = resource("/camel-k-2.9.json");

    private static final Map<String, JsonSchema> RESOURCES = Map.of(
            "Kamelet", definition("kamelets"), "Pipe", definition("pipes"), "Integration", definition("integrations"));

    @ParameterizedTest
    @MethodSource("files")
    void isValid(Path file) {
        assertThat(problems(read(Documents.read(file)))).as(file.toString()).isEmpty();
    }

    @Test
    void looksAtEachKind() {
        assertThat(files().stream().map(file -> read(Documents.read(file))).map(yaml -> yaml.path("kind")
                        .asText()))
                .contains("", "Kamelet", "Pipe", "Integration");
        assertThat(OTHERS)
                .allSatisfy(file -> assertThat(Documents.ROOT.resolve(file)).exists());
    }

    @ParameterizedTest
    @MethodSource
    void findsWhatIsMisspelt(String written, String misspelt, Path file, String problem) {
        String text = Documents.read(file);
        assertThat(text).containsPattern(written);

        assertThat(problems(read(text.replaceFirst(written, misspelt))))
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    static Stream<Arguments> findsWhatIsMisspelt() {
        Path kamelet = Documents.ROOT.resolve(
                "camel-vendorhooks-component/src/main/resources/kamelets/vendorhook-sink.kamelet.yaml");
        Path pipe = Documents.ROOT.resolve("examples/kamelets/src/main/resources/pipes/glossi-to-vendorhook.yaml");
        Path kafkaPipe = Documents.ROOT.resolve("examples/kamelets/camel-k/kafka-to-partner.yaml");
        Path integration = Documents.ROOT.resolve("examples/kamelets/camel-k/glossi-models.yaml");
        Path routes = Documents.ROOT.resolve("examples/relay/src/main/resources/routes/relay.yaml");
        return Stream.of(
                arguments("annotations:", "anotations:", kamelet, "metadata has no anotations"),
                arguments("kind: Kamelet", "kind: Camelet", kamelet, "neither routes nor one of"),
                arguments("definition:", "definitions:", kamelet, "$.spec: property 'definitions'"),
                arguments(
                        "format: password",
                        "formats: password",
                        kamelet,
                        "$.spec.definition.properties.secret: property 'formats'"),
                arguments("mediaType:", "mediatype:", kamelet, "$.spec.dataTypes.in.types.json: property 'mediatype'"),
                arguments(
                        "parameters:",
                        "parameter:",
                        kamelet,
                        "$[0].routeTemplate.from.steps[0].to: property 'parameter'"),
                arguments("properties:", "property:", pipe, "$.spec.source: property 'property'"),
                arguments("sink:", "sinks:", pipe, "$.spec: property 'sinks'"),
                arguments("events:", "event:", pipe, "vendorhook-glossi-source has no property event"),
                arguments("idHeader:", "idheader:", pipe, "vendorhook-sink has no property idheader"),
                arguments(
                        "name: vendorhook-sink", "name: vendorhook-sinc", pipe, "there is no Kamelet vendorhook-sinc"),
                arguments("dependencies:", "integration:", kafkaPipe, "$.spec: property 'integration'"),
                arguments(
                        "runtimeProvider:",
                        "runtimeprovider:",
                        kafkaPipe,
                        "$.spec.traits.camel: property 'runtimeprovider'"),
                arguments("maxReplicaCount:", "maxReplicas:", kafkaPipe, "$.spec.traits.keda: property 'maxReplicas'"),
                arguments(
                        "metadata:\n {12}",
                        "meta:\n            ",
                        kafkaPipe,
                        "$.spec.traits.keda.triggers[0]: property 'meta'"),
                arguments("url:", "uri:", kafkaPipe, "vendorhook-sink has no property uri"),
                arguments("configs:", "config:", integration, "$.spec.traits.mount: property 'config'"),
                arguments(
                        "replicas: 2", "replicas: two", integration, "$.spec.replicas: string found, integer expected"),
                arguments("flows:", "flow:", integration, "$.spec: property 'flow'"),
                arguments("parameters:", "parameter:", integration, "$[1].route.from: property 'parameter'"),
                arguments("beans:", "bean:", integration, "$[0]: property 'bean'"),
                arguments(
                        "autoOffsetReset:",
                        "autoOfsetReset:",
                        kafkaPipe,
                        "kafka-source has no property autoOfsetReset"),
                arguments("errorHandler:", "errorHandlers:", routes, "$[0]: property 'errorHandlers'"));
    }

    static List<Path> files() {
        return Stream.of(".yaml", ".yml")
                .flatMap(ending -> Documents.files(Documents.ROOT, ending).stream())
                .filter(file -> !OTHERS.contains(Documents.ROOT.relativize(file).toString()))
                .toList();
    }

    private static List<String> problems(JsonNode yaml) {
        if (yaml.isArray()) {
            return messages(ROUTES, yaml);
        }
        String kind = yaml.path("kind").asText();
        if (!RESOURCES.containsKey(kind)) {
            return List.of("neither routes nor one of " + RESOURCES.keySet() + ": '" + kind + "'");
        }
        List<String> problems = new ArrayList<>(messages(RESOURCES.get(kind), yaml));
        yaml.path("metadata").fieldNames().forEachRemaining(name -> {
            if (!METADATA.contains(name)) {
                problems.add("metadata has no " + name);
            }
        });
        problems.addAll(messages(ROUTES, routes(kind, yaml.path("spec"))));
        yaml.findParents("ref").forEach(end -> problems.addAll(strangers(end)));
        return problems;
    }

    /** The properties of an end of a Pipe that its Kamelet does not have, and which Camel would ignore. */
    private static List<String> strangers(JsonNode end) {
        String kamelet = end.at("/ref/name").asText();
        try (InputStream definition = YamlTest.class.getResourceAsStream("/kamelets/" + kamelet + ".kamelet.yaml")) {
            if (definition == null) {
                return List.of("there is no Kamelet " + kamelet);
            }
            JsonNode properties =
                    read(new String(definition.readAllBytes(), UTF_8)).at("/spec/definition/properties");
            return names(end.path("properties")).stream()
                    .filter(name -> !properties.has(name))
                    .map(name -> kamelet + " has no property " + name)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** The routes that a resource holds. */
    private static JsonNode routes(String kind, JsonNode spec) {
        ArrayNode routes = JSON.createArrayNode();
        if (kind.equals("Kamelet")) {
            ObjectNode template = spec.path("template").deepCopy();
            routes.addObject().set("routeTemplate", template.put("id", "template"));
        } else if (kind.equals("Integration")) {
            spec.path("flows").forEach(routes::add);
        }
        return routes;
    }

    private static List<String> messages(JsonSchema schema, JsonNode yaml) {
        return schema.validate(yaml).stream().map(ValidationMessage::getMessage).toList();
    }

    private static JsonNode read(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    private static JsonNode resource(String name) {
        try (InputStream in = YamlTest.class.getResourceAsStream(name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema of a resource as Kubernetes has it, but strict: Kubernetes would drop a key that it does not know. */
    private static JsonSchema definition(String plural) {
        try (InputStream in = YamlTest.class.getResourceAsStream("/camel.apache.org_" + plural + ".yaml")) {
            JsonNode definition =
                    JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
            JsonNode schema = definition.at("/spec/versions/0/schema/openAPIV3Schema");
            addLater((ObjectNode) schema.at("/properties/spec/properties"));
            makeStrict(schema);
            return SCHEMAS.getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Later releases have a Pipe's traits beside its ends, and ignore {@code integration}. */
    private static void addLater(ObjectNode spec) {
        if (spec.has("integration")) {
            JsonNode traits = spec.remove("integration").at("/properties/traits");
            spec.set("traits", traits);
            spec.setAll((ObjectNode) LATER.get("pipe"));
        }
        if (spec.has("traits")) {
            ObjectNode traits = (ObjectNode) spec.at("/traits/properties");
            traits.set("keda", LATER.get("keda").deepCopy());
            ((ObjectNode) traits.at("/camel/properties")).setAll((ObjectNode) LATER.get("camel"));
        }
    }

    private static void makeStrict(JsonNode schema) {
        schema.forEach(YamlTest::makeStrict);
        boolean isOpen = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        if (schema.path("type").asText().equals("object")
                && schema.path("properties").isObject()
                && !isOpen) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }
}
