package dev.vendorhooks.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SignatureScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the Kamelets of the jar to the conventions of Camel's own catalog, and to the options of the endpoint. */
class KameletsTest {

    private static final Path DIRECTORY = Path.of("target/classes/kamelets");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode METADATA = metadata();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z0-9-._]+)(?::[^}]*)?}}");
    private static final Set<String> SMALL_WORDS = Set.of("of", "and", "or", "to", "in", "for", "the", "a", "an");
    private static final Set<String> TYPES_OF_TEXT = Set.of("string", "duration", "object", "enum");

    /**
     * A Kamelet as it stands in the jar.
     *
     * @param file the name of its file
     */
    private record Kamelet(String file, JsonNode root) {

        String name() {
            return root.at("/metadata/name").asText();
        }

        String type() {
            return root.at("/metadata/labels/camel.apache.org~1kamelet.type").asText();
        }

        String annotation(String name) {
            return root.at("/metadata/annotations")
                    .path("camel.apache.org/" + name)
                    .asText();
        }

        JsonNode definition() {
            return root.at("/spec/definition");
        }

        Set<String> properties() {
            return names(definition().path("properties"));
        }

        JsonNode property(String name) {
            return definition().path("properties").path(name);
        }

        JsonNode template() {
            return root.at("/spec/template");
        }

        /** Where the template names the endpoint. */
        JsonNode endpoint() {
            return type().equals("source")
                    ? template().path("from")
                    : template().at("/from/steps/0/to");
        }

        @Override
        public String toString() {
            return file;
        }
    }

    @Test
    void hasASourceForEveryVendorAndASink() throws IOException {
        try (Stream<Path> services = Files.list(Path.of("target/classes/META-INF/services/org/apache/camel"))) {
            List<String> sources = services.map(file -> file.getFileName().toString())
                    .filter(service -> service.startsWith("vendorhook-"))
                    .map(vendor -> vendor + "-source")
                    .toList();

            assertThat(sources).hasSize(5);
            assertThat(kamelets())
                    .extracting(Kamelet::name)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(sources.stream(), Stream.of("vendorhook-sink"))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void isNamedAsItsFileAndItsType(Kamelet kamelet) {
        assertThat(kamelet.file()).isEqualTo(kamelet.name() + ".kamelet.yaml");
        assertThat(kamelet.type()).isIn("source", "sink");
        assertThat(kamelet.name()).endsWith("-" + kamelet.type());
        assertThat(kamelet.definition().path("title").asText())
                .endsWith(" " + kamelet.type().replaceFirst("^s", "S"));
    }

    @Test
    void eachHasATitleAndADescriptionOfItsOwn() {
        assertThat(kamelets())
                .extracting(kamelet -> kamelet.definition().path("title").asText())
                .doesNotHaveDuplicates()
                .allSatisfy(title -> assertThat(title).isNotBlank());
        assertThat(kamelets())
                .extracting(kamelet -> kamelet.definition().path("description").asText())
                .doesNotHaveDuplicates()
                .allSatisfy(description -> assertThat(description).endsWith("."));
    }

    /** The provider is the only annotation that Camel's catalog demands otherwise: there it is the Foundation. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void saysWhoProvidesItAndHowMature(Kamelet kamelet) {
        assertThat(kamelet.annotation("provider")).isEqualTo("Camel Vendorhooks");
        assertThat(kamelet.annotation("kamelet.support.level"))
                .isEqualTo(METADATA.at("/component/supportLevel").asText());
        assertThat(kamelet.annotation("catalog.version"))
                .isEqualTo(METADATA.at("/component/version").asText());
        assertThat(kamelet.annotation("kamelet.group")).isEqualTo("Vendorhook");
        assertThat(kamelet.annotation("kamelet.namespace")).isEqualTo("HTTP");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void hasAnIconThatIsAnImage(Kamelet kamelet) throws Exception {
        String prefix = "data:image/svg+xml;base64,";
        String icon = kamelet.annotation("kamelet.icon");

        assertThat(icon).startsWith(prefix);
        byte[] svg = Base64.getDecoder().decode(icon.substring(prefix.length()));
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        assertThat(parsers.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg))
                        .getDocumentElement())
                .satisfies(image -> {
                    assertThat(image.getLocalName()).isEqualTo("svg");
                    assertThat(image.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
                });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void describesEachProperty(Kamelet kamelet) {
        assertThat(kamelet.definition().path("type").asText()).isEqualTo("object");
        for (String name : kamelet.properties()) {
            JsonNode property = kamelet.property(name);
            assertThat(property.path("type").asText()).as(name).isNotBlank();
            assertThat(property.path("description").asText()).as(name).endsWith(".");
            assertThat(property.path("title").asText())
                    .as(name)
                    .isNotBlank()
                    .doesNotStartWith("The ")
                    .doesNotStartWith("A ")
                    .doesNotStartWith("An ");
            assertThat(property.path("title").asText().split(" ")).as(name).allSatisfy(word -> assertThat(
                            SMALL_WORDS.contains(word) || Character.isUpperCase(word.charAt(0)))
                    .as(word)
                    .isTrue());
        }
        List<String> required = texts(kamelet.definition().path("required"));
        assertThat(required).doesNotHaveDuplicates().contains("secret").isSubsetOf(kamelet.properties());
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void hidesWhatTheEndpointKeepsSecret(Kamelet kamelet) {
        for (String name : kamelet.properties()) {
            JsonNode property = kamelet.property(name);
            boolean secret = option(name).path("secret").asBoolean();
            assertThat(property.path("format").asText())
                    .as(name)
                    .matches(format -> format.equals("password") == secret, "is password only for secrets");
            assertThat(texts(property.path("x-descriptors")))
                    .as(name)
                    .isEqualTo(secret ? List.of("urn:camel:group:credentials") : List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void usesEachPropertyAndNoOther(Kamelet kamelet) {
        Set<String> used = PLACEHOLDER
                .matcher(kamelet.template().toString())
                .results()
                .map(placeholder -> placeholder.group(1))
                .collect(Collectors.toSet());

        assertThat(used).isEqualTo(kamelet.properties());
        for (String name : kamelet.properties()) {
            boolean mayBeAbsent = !texts(kamelet.definition().path("required")).contains(name)
                    && !kamelet.property(name).has("default");
            assertThat(kamelet.template().toString())
                    .as(name)
                    .contains((mayBeAbsent ? "{{?" : "{{") + name + "}}")
                    .doesNotContain((mayBeAbsent ? "{{" : "{{?") + name + "}}");
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void setsEachPropertyAsTheOptionOfItsName(Kamelet kamelet) {
        Set<String> set = names(kamelet.endpoint().path("parameters"));
        if (kamelet.name().equals("vendorhook-sink")) {
            assertThat(kamelet.endpoint().path("uri").asText()).isEqualTo("vendorhook:{{vendor}}");
            set.add("vendor");
        } else {
            assertThat(kamelet.endpoint().path("uri").asText()).isEqualTo("vendorhook:" + vendor(kamelet));
        }

        assertThat(set).isEqualTo(kamelet.properties());
        assertThat(set).allSatisfy(name -> {
            assertThat(option(name).path("label").asText())
                    .as("where %s is an option", name)
                    .doesNotContain(kamelet.type().equals("source") ? "producer" : "consumer");
            if (!name.equals("vendor")) {
                assertThat(kamelet.endpoint().path("parameters").path(name).asText())
                        .matches(PLACEHOLDER)
                        .contains(name);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void describesOptionsAsTheEndpointDoes(Kamelet kamelet) {
        for (String name : kamelet.properties()) {
            JsonNode option = option(name);
            JsonNode property = kamelet.property(name);
            assertThat(option.path("description").asText())
                    .as(name)
                    .contains(property.path("description").asText().split("(?<=\\.) "));
            assertThat(property.path("type").asText())
                    .as(name)
                    .isEqualTo(
                            TYPES_OF_TEXT.contains(option.path("type").asText())
                                    ? "string"
                                    : option.path("type").asText());
            String expected = name.equals("path")
                    ? "/webhooks/" + vendor(kamelet)
                    : option.path("defaultValue").asText();
            assertThat(property.path("default").asText()).as(name).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void offersATimeToleranceWhereTheVendorSignsATime(Kamelet kamelet) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            SignatureScheme signatures = Vendors.find(context, vendor(kamelet)).signatures();
            Secret secret = Secret.of("secret", signatures.keyFormat());
            boolean signsTime = !signatures
                    .sign(new byte[0], "1", Instant.EPOCH, secret)
                    .equals(signatures.sign(new byte[0], "1", Instant.EPOCH.plusSeconds(1), secret));

            assertThat(kamelet.properties().contains("timestampTolerance")).isEqualTo(signsTime);
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void needsTheArtifactItIsIn(Kamelet kamelet) {
        JsonNode component = METADATA.path("component");
        List<String> dependencies = texts(kamelet.root().at("/spec/dependencies"));

        assertThat(dependencies)
                .contains(
                        "camel:kamelet",
                        "mvn:%s:%s:%s"
                                .formatted(
                                        component.path("groupId").asText(),
                                        component.path("artifactId").asText(),
                                        component.path("version").asText()))
                .allSatisfy(dependency -> assertThat(dependency).matches("camel:.+|mvn:[^:]+:[^:]+:[^:$]+"));
        assertThat(dependencies.contains("camel:platform-http"))
                .isEqualTo(kamelet.type().equals("source"));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void routesFromItsSourceOrToItsSink(Kamelet kamelet) {
        if (kamelet.type().equals("source")) {
            assertThat(kamelet.template().toString()).contains("\"kamelet:sink\"");
        } else {
            assertThat(kamelet.template().at("/from/uri").asText()).isEqualTo("kamelet:source");
        }
    }

    /** Sinks that know no record, such as Kafka's, take text as it is. */
    @ParameterizedTest
    @MethodSource("sources")
    void handsTheJsonOnAsText(Kamelet kamelet) {
        assertThat(kamelet.template().at("/from/steps/0/convertBodyTo/type").asText())
                .isEqualTo("String");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void namesDataTypesThatThereAre(Kamelet kamelet) throws Exception {
        JsonNode types =
                kamelet.root().at("/spec/dataTypes").path(kamelet.type().equals("source") ? "out" : "in");
        List<String> formats = StreamSupport.stream(types.path("types").spliterator(), false)
                .map(type -> type.path("format").asText())
                .toList();

        assertThat(names(types.path("types"))).contains(types.path("default").asText());
        assertThat(types.path("types")
                        .path(types.path("default").asText())
                        .path("format")
                        .asText())
                .isEqualTo("application-json");
        if (kamelet.type().equals("source")) {
            assertThat(formats)
                    .contains("vendorhook:application-cloudevents", "vendorhook:application-cloudevents-json");
        }
        assertThat(formats).allSatisfy(format -> assertThat(getClass()
                        .getResource("/META-INF/services/org/apache/camel/transformer/" + format.replace(':', '-')))
                .as(format)
                .isNotNull());
        for (String header : names(types.path("headers"))) {
            assertThat(METADATA.path("headers").path(header).isMissingNode())
                    .as(header)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void saysTheMediaTypeThatTheDataTypeSets(Kamelet kamelet) {
        Map<String, String> mediaTypes = Map.of(
                "application-json", "application/json",
                "vendorhook:application-cloudevents-json", "application/cloudevents+json");

        assertThat(kamelet.root().at("/spec/dataTypes").findParents("format"))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.path("mediaType").asText())
                        .isEqualTo(mediaTypes.getOrDefault(type.path("format").asText(), "")));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void namesTheHeadersThatCloudEventsHave(Kamelet kamelet) {
        JsonNode headers = kamelet.root().at("/spec/dataTypes/out/types/cloudevents/headers");

        assertThat(names(headers))
                .containsExactlyInAnyOrder(
                        CloudEvent.CAMEL_CLOUD_EVENT_ID,
                        CloudEvent.CAMEL_CLOUD_EVENT_SOURCE,
                        CloudEvent.CAMEL_CLOUD_EVENT_TYPE,
                        CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT,
                        CloudEvent.CAMEL_CLOUD_EVENT_TIME);
        assertThat(headers.path(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE)
                        .path("default")
                        .asText())
                .isEqualTo("urn:vendorhook:" + vendor(kamelet));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void givesTypesThatTheVendorSendsAsAnExample(Kamelet kamelet) throws Exception {
        EventFilter example =
                EventFilter.of(kamelet.property("events").path("example").asText());

        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(example.unknown(Vendors.find(context, vendor(kamelet)).eventTypes()))
                    .isEmpty();
        }
    }

    static List<Kamelet> sources() {
        return kamelets().stream()
                .filter(kamelet -> kamelet.type().equals("source"))
                .toList();
    }

    static List<Kamelet> kamelets() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().map(KameletsTest::kamelet).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kamelet kamelet(Path file) {
        try {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file, UTF_8));
            return new Kamelet(file.getFileName().toString(), JSON.valueToTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode metadata() {
        try (InputStream json =
                KameletsTest.class.getResourceAsStream("/META-INF/dev/vendorhooks/camel/vendorhook.json")) {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode option(String name) {
        JsonNode option = METADATA.path("properties").path(name);
        assertThat(option.isObject()).as("the endpoint has the option %s", name).isTrue();
        return option;
    }

    private static String vendor(Kamelet kamelet) {
        return kamelet.name().replaceFirst("^vendorhook-(.+)-source$", "$1");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
