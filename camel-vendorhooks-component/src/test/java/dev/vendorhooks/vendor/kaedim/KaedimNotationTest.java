package dev.vendorhooks.vendor.kaedim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.signature.Notation.Reading;
import dev.vendorhooks.signature.Notation.Stamp;
import dev.vendorhooks.signature.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KaedimNotationTest {

    private static final Stamp STAMP = new Stamp("", "1780683445", List.of("80e6"));

    private static Reading read(String... values) {
        return new KaedimNotation().read(Headers.of(Map.of("Kaedim-Signature", List.of(values))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":1780683445,\"v1\":\"80e6\"}",
                "{\"t\":\"1780683445\",\"v1\":\"80e6\"}",
                " {\n\t\"v1\" : \"80e6\" ,\r\n \"t\" : 1780683445 } ",
                "{ t : 1780683445, v1:80e6 }",
                "{t:1780683445,v1:80e6}",
                "{ v1: \"80e6\", t: 1780683445 }",
                "t=1780683445,v1=80e6",
                " v1=80e6 , t=1780683445 "
            })
    void readsEveryForm(String text) {
        assertThat(read(text)).isEqualTo(STAMP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"v2\":\"future\"",
                "\"v2\":null",
                "\"v2\":{\"t\":1,\"v1\":\"beef\"}",
                "\"v2\":[{\"t\":1},\"v1\",[2,3]]",
                "\"v2\":\",\\\"t\\\":1,\\\"v1\\\":\\\"beef\\\"\"",
                "\"v2\":\"}]{[\\\\\"",
                "\"t:1,v1\":2",
                "\"T\":1",
                "\"v1 \":\"beef\"",
                "\"\":0"
            })
    void skipsOtherMembers(String member) {
        assertThat(read("{" + member + ",\"t\":1780683445,\"v1\":\"80e6\"}")).isEqualTo(STAMP);
        assertThat(read("{\"t\":1780683445," + member + ",\"v1\":\"80e6\"}")).isEqualTo(STAMP);
        assertThat(read("{\"t\":1780683445,\"v1\":\"80e6\"," + member + "}")).isEqualTo(STAMP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80e6",
                "{}",
                "{",
                "}",
                "{\"t\":1780683445}",
                "{\"v1\":\"80e6\"}",
                "{\"t\":1780683445.0,\"v1\":\"80e6\"}",
                "{\"t\":1.78e9,\"v1\":\"80e6\"}",
                "{\"t\":-1,\"v1\":\"80e6\"}",
                "{\"t\":null,\"v1\":\"80e6\"}",
                "{\"t\":\"\",\"v1\":\"80e6\"}",
                "{\"t\":\" 1780683445\",\"v1\":\"80e6\"}",
                "{\"t\":\"1780683445{\",\"v1\":\"80e6\"}",
                "{\"t\":\"\u0661\u0667\",\"v1\":\"80e6\"}",
                "{\"t\":{\"t\":1780683445},\"v1\":\"80e6\"}",
                "{\"t\":[1780683445],\"v1\":\"80e6\"}",
                "{\"t\":1780683445,\"t\":1780683445,\"v1\":\"80e6\"}",
                "{\"t\":1780683445,\"v1\":\"80e6\",\"v1\":\"80e6\"}",
                "{\"t\":1780683445,\"v1\":\"80e6\",}",
                "{,\"t\":1780683445,\"v1\":\"80e6\"}",
                "{\"t\":1780683445 \"v1\":\"80e6\"}",
                "{\"t\":1780683445,\"v1\":\"80e6\"",
                "{\"t\":1780683445,\"v1\":\"80e6\"}}",
                "{{\"t\":1780683445,\"v1\":\"80e6\"}}",
                "{\"t\":1780683445,\"v1\":\"80e6\"} x",
                "[{\"t\":1780683445,\"v1\":\"80e6\"}]",
                "{\"t\":1780683445,\"v1\":\"80e6\",\"x\":\"}",
                "{\"t\":1780683445,\"v1\":\"80e6\",\"x\":\"\\\"}",
                "{\"t\":1780683445,\"v1\":\"80e6\",\"x\":[}",
                "{t=1780683445,v1=80e6}",
                "t:1780683445,v1:80e6",
                "t=1780683445;v1=80e6"
            })
    void refusesWhatIsNoFormAtAll(String text) {
        assertThat(read(text)).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void refusesMissingAndRepeatedHeader() {
        assertThat(new KaedimNotation().read(Headers.of(Map.of()))).isEqualTo(Refusal.MISSING);
        assertThat(read("{\"t\":1,\"v1\":\"80e6\"}", "{\"t\":1,\"v1\":\"80e6\"}"))
                .isEqualTo(Refusal.REPEATED);
    }

    @Test
    void writesStrictJsonWithSecondsAsANumber() throws Exception {
        KaedimNotation notation = new KaedimNotation();
        Stamp stamp = notation.stamp("any", Instant.parse("2026-06-05T18:17:25.999Z"));
        Map<String, String> headers = notation.write(stamp, "80e6");
        assertThat(stamp).isEqualTo(new Stamp("", "1780683445", List.of()));
        assertThat(headers).containsOnlyKeys("kaedim-signature");
        JsonNode json = new ObjectMapper().readTree(headers.get("kaedim-signature"));
        assertThat(json.properties()).hasSize(2);
        assertThat(json.get("t").isIntegralNumber()).isTrue();
        assertThat(json.get("t").longValue()).isEqualTo(1780683445);
        assertThat(json.get("v1").textValue()).isEqualTo("80e6");
        assertThat(read(headers.get("kaedim-signature"))).isEqualTo(STAMP);
    }

    @Test
    void readsOneHeader() {
        assertThat(new KaedimNotation().headers()).containsExactly("kaedim-signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[", "\"", "\\", ",", ":", "=", "t=", "{t:", "\"t\":1,", "a"})
    void refusesLongGarbageInNoTime(String part) {
        String inside = part.repeat(7 * 1024 / part.length());
        for (String text : List.of(inside, "{" + inside + "}", "t=1,v1=" + inside, inside.substring(0, 1000))) {
            Assertions.assertTimeout(
                    Duration.ofSeconds(1), () -> assertThat(read(text)).isEqualTo(Refusal.MALFORMED));
        }
    }

    @Test
    void refusesWellFormedHeaderThatIsTooLong() {
        String member = "\"x\":\"" + "x".repeat(1024) + "\"";
        assertThat(read("{\"t\":1780683445,\"v1\":\"80e6\"," + member + "}")).isEqualTo(Refusal.MALFORMED);
    }
}
