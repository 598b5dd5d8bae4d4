package dev.vendorhooks.vendor.kaedim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.signature.Notation;
import dev.vendorhooks.signature.Notation.Reading;
import dev.vendorhooks.signature.Notation.Stamp;
import dev.vendorhooks.signature.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class KaedimNotationFuzzTest {

    private static final Notation NOTATION = new KaedimNotation();

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @FuzzTest(maxDuration = "66s")
    void readsStrictJsonAsJacksonDoes(byte[] input) {
        String text = new String(input, UTF_8);
        Reading reading = NOTATION.read(Headers.of(Map.of("kaedim-signature", List.of(text))));

        if (reading instanceof Stamp stamp) {
            assertThat(text.strip()).hasSizeLessThanOrEqualTo(1024);
            assertThat(stamp.id()).isEmpty();
            assertThat(stamp.timestamp()).matches("[0-9]+");
            assertThat(stamp.signatures()).singleElement().satisfies(signature -> assertThat(text)
                    .contains(signature));
            assertThat(text).contains(stamp.timestamp());
        } else {
            assertThat(reading).isEqualTo(text.isBlank() ? Refusal.MISSING : Refusal.MALFORMED);
        }
        strictJson(text.strip()).ifPresent(json -> {
            String t = json.path("t").asText("");
            if (t.matches("[0-9]+") && json.path("v1").isTextual()) {
                assertThat(reading)
                        .isEqualTo(new Stamp("", t, List.of(json.path("v1").asText())));
            } else {
                assertThat(reading instanceof Stamp && json.path("v1").isTextual())
                        .isFalse();
            }
        });
    }

    /** Empty where the text is no JSON object, or escapes characters, which are signed as they are. */
    private static Optional<JsonNode> strictJson(String text) {
        if (text.contains("\\") || text.length() > 1024) {
            return Optional.empty();
        }
        try {
            return Optional.of(STRICT.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
