package dev.vendorhooks.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Generates docs/reference.md from the metadata of the component. */
class ReferenceDocTest {

    private static final Path REFERENCE = Documents.ROOT.resolve("docs/reference.md");
    private static final String METADATA = "/META-INF/dev/vendorhooks/camel/vendorhook.json";
    private static final String COMMAND = "mvn -pl examples/quickstart -am test -Dtest=ReferenceDocTest -DupdateDocs";

    /** Camel's own, which every component has and Camel documents. */
    private static final Set<String> CAMELS_OWN = Set.of(
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern",
            "lazyStartProducer",
            "autowiredEnabled",
            "configuration");

    private static final String RECEIVING = "consumer";
    private static final String SENDING = "producer";
    private static final String BOTH = "";

    @Test
    void referenceSaysWhatTheComponentSays() throws IOException {
        String generated = reference();
        if (System.getProperty("updateDocs") != null) {
            Files.writeString(REFERENCE, generated);
        }
        assertThat(Documents.read(REFERENCE))
                .as("docs/reference.md is generated; write it anew with: " + COMMAND)
                .isEqualTo(generated);
    }

    private static String reference() throws IOException {
        JsonNode metadata;
        try (InputStream json = ReferenceDocTest.class.getResourceAsStream(METADATA)) {
            metadata = new ObjectMapper().readTree(json);
        }
        JsonNode endpoint = metadata.get("properties");
        return """
                # Reference

                Generated from the metadata of the component. To write it anew: `%s`.

                ## URI

                `%s?options`

                | part | description |
                |---|---|
                %s

                ## Endpoint options

                Each can be set on the component as well, as the default of all endpoints: `camel.component.vendorhook.` and
                the option's name. An endpoint also takes what every endpoint of Camel does: `bridgeErrorHandler`,
                `exceptionHandler` and `exchangePattern` where it receives, `lazyStartProducer` where it sends.

                | option | type | default | description |
                |---|---|---|---|
                %s

                ### For receiving

                | option | type | default | description |
                |---|---|---|---|
                %s

                ### For sending

                | option | type | default | description |
                |---|---|---|---|
                %s

                ## Options of the component alone

                | option | type | default | description |
                |---|---|---|---|
                %s

                ## Message headers

                ### Of an event received

                All are set by the endpoint; none is copied from the request.

                | header | type | description |
                |---|---|---|
                %s

                ### Of a message to send

                The first two are for the route to set, the others are set by the endpoint.

                | header | type | description |
                |---|---|---|
                %s
                """
                .formatted(
                        COMMAND,
                        metadata.at("/component/syntax").asText(),
                        parts(endpoint),
                        options(endpoint, Set.of(), Set.of(BOTH)),
                        options(endpoint, Set.of(), Set.of(RECEIVING)),
                        options(endpoint, Set.of(), Set.of(SENDING)),
                        options(metadata.get("componentProperties"), names(endpoint), Set.of(BOTH, RECEIVING, SENDING)),
                        headers(metadata.get("headers"), RECEIVING),
                        headers(metadata.get("headers"), SENDING));
    }

    private static String parts(JsonNode options) {
        StringJoiner rows = new StringJoiner("\n");
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            if (option.getValue().path("kind").asText().equals("path")) {
                rows.add(row("`" + option.getKey() + "`", description(option.getValue())));
            }
        }
        return rows.toString();
    }

    private static String options(JsonNode options, Set<String> leftOut, Set<String> sides) {
        StringJoiner rows = new StringJoiner("\n");
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            JsonNode value = option.getValue();
            if (!value.path("kind").asText().equals("path")
                    && !CAMELS_OWN.contains(option.getKey())
                    && !leftOut.contains(option.getKey())
                    && sides.contains(side(value))) {
                String standard = value.has("defaultValue")
                        ? "`" + value.get("defaultValue").asText() + "`"
                        : "";
                rows.add(row("`" + option.getKey() + "`", type(value), standard, description(value)));
            }
        }
        return rows.toString();
    }

    private static String headers(JsonNode headers, String side) {
        StringJoiner rows = new StringJoiner("\n");
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            if (side(header.getValue()).equals(side)) {
                rows.add(row("`" + header.getKey() + "`", type(header.getValue()), description(header.getValue())));
            }
        }
        return rows.toString();
    }

    private static String side(JsonNode option) {
        String labels = option.path("label").asText();
        return labels.contains(RECEIVING) ? RECEIVING : labels.contains(SENDING) ? SENDING : BOTH;
    }

    private static String type(JsonNode option) {
        if (option.has("enum")) {
            StringJoiner values = new StringJoiner(", ");
            option.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return values.toString();
        }
        if (option.path("type").asText().equals("duration")) {
            return "duration";
        }
        String type = option.path("javaType").asText();
        return type.substring(type.lastIndexOf('.') + 1).replace("<", "&lt;");
    }

    private static String description(JsonNode option) {
        return option.path("description").asText().replace("|", "\\|");
    }

    private static Set<String> names(JsonNode options) {
        return options.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
