package dev.vendorhooks.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VendorSignatureTest {

    /** The vectors whose headers are written as the vendor writes them, of each vendor. */
    private static final Set<String> AS_SENT = Set.of(
            "documented form",
            "pretty-printed body with a trailing newline, signed as sent",
            "body spaced as Python's json.dumps writes it, signed as sent",
            "non-ASCII, emoji, U+2028, NUL and escapes",
            "escaped slashes and \\u escapes, signed as sent",
            "numbers that a re-serialiser would change",
            "secret with non-ASCII characters is keyed as UTF-8",
            "secret that looks like hex is keyed as text",
            "unknown event type and unknown fields",
            "body of 20 kB");

    record Vector(
            VendorSignature vendor, String name, String secret, Instant now, byte[] body, Map<String, String> headers) {

        @Override
        public String toString() {
            return vendor + ": " + name;
        }
    }

    static List<Vector> vectors() throws IOException {
        try (InputStream json = VendorSignatureTest.class.getResourceAsStream("/vectors/signatures.json")) {
            Stream<JsonNode> vectors =
                    StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false);
            return vectors.filter(vector -> AS_SENT.contains(vector.get("name").asText()))
                    .map(VendorSignatureTest::vector)
                    .toList();
        }
    }

    private static Vector vector(JsonNode vector) {
        Map<String, String> headers = new HashMap<>();
        vector.get("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        try {
            return new Vector(
                    VendorSignature.valueOf(vector.get("vendor").asText().toUpperCase(Locale.ROOT)),
                    vector.get("name").asText(),
                    vector.get("secret").asText(),
                    Instant.parse(vector.get("now").asText()),
                    vector.get("bodyBase64").binaryValue(),
                    headers);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void knowsTenVectorsOfEachVendor() throws IOException {
        assertThat(vectors()).hasSize(AS_SENT.size() * VendorSignature.values().length);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsAsTheVendorDoes(Vector vector) {
        assertThat(vector.vendor().headers(vector.secret(), vector.body(), vector.now()))
                .isEqualTo(vector.headers());
    }

    /** The expected one is of OpenSSL. */
    @Test
    void signsVntanasTimeToTheMillisecond() {
        Instant time = Instant.parse("2025-01-15T10:30:00.123999Z");

        assertThat(VendorSignature.VNTANA.headers("s3cret", "{}".getBytes(UTF_8), time))
                .containsEntry("X-TIMESTAMP", "2025-01-15T10:30:00.123Z")
                .containsEntry(
                        "X-VNTANA-SIGNATURE", "7bd01b4fd906fb358c5852516e73637abb88f016fcc8d4bd4a1b9db0584459be");
    }
}
