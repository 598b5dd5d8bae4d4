package dev.vendorhooks.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A signed request of the component's vectors.
 *
 * @param reasons why it is to be refused, any of them; empty if it is to be accepted
 */
record Vector(
        String vendor,
        String name,
        String secret,
        String now,
        String tolerance,
        Map<String, String> headers,
        byte[] body,
        List<String> reasons) {

    static List<Vector> load(String resource) {
        try (InputStream json = Vector.class.getResourceAsStream("/vectors/" + resource)) {
            return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false)
                    .map(Vector::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector of(JsonNode vector) {
        Map<String, String> headers = new LinkedHashMap<>();
        vector.get("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        try {
            return new Vector(
                    vector.get("vendor").asText(),
                    vector.path("name").asText(),
                    vector.get("secret").asText(),
                    vector.get("now").asText(),
                    vector.path("tolerance").asText("5m"),
                    headers,
                    vector.get("bodyBase64").binaryValue(),
                    vector.path("expect").asText().equals("reject") ? reasons(vector) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> reasons(JsonNode vector) {
        return Arrays.stream(vector.get("reason").asText().split("-or-"))
                .map(reason -> reason.replace('-', '_').toUpperCase(Locale.ROOT))
                .toList();
    }

    @Override
    public String toString() {
        return vendor + ", " + name;
    }
}
