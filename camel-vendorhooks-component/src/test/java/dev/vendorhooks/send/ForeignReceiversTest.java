package dev.vendorhooks.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vendorhooks.camel.VendorhookConstants;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.Fixtures.Fixture;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we send is verified by receivers in Express and Flask, written as the vendors' pages say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignReceiversTest {

    private static final String SECRET = "whsec_abc123";
    private static final String VERIFIED = "200 verified";
    private static final String WRONG_SIGNATURE = "401 wrong signature";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** White space, escapes, numbers and names that a serialiser writes another way. */
    private static final String STRANGE =
            """
             { "text" : "St\u00fchle \\u00e9 \\/ \\u001F \\u007f \\n \ud83e\ude91 \\ud83d\\ude00 \u65e5\u672c\u8a9e",
             "numbers": [9007199254740993, 123456789012345678901234567890, 1.0, 0.10, -0, 1E2, 1e400, 5e-324],
             "names": {"10": {"\u00e9": [null, true, [] , {}]}, "9": {"10": {}}, "": ""} }
            """;

    private final Map<String, ForeignReceiver> receivers = new HashMap<>();
    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template = context.createProducerTemplate();

    @BeforeAll
    void start() {
        context.start();
        template.start();
    }

    @AfterAll
    void stop() {
        context.stop();
        receivers.values().forEach(ForeignReceiver::close);
    }

    static Stream<Arguments> receiversOfEveryVendor() {
        return Stream.of("express", "flask")
                .flatMap(app -> Fixtures.VENDORS.keySet().stream().sorted().map(vendor -> arguments(app, vendor)));
    }

    static List<String> vendorsWithCodeForNode() {
        return List.of("generic", "glossi", "kaedim", "makini");
    }

    @ParameterizedTest
    @MethodSource("receiversOfEveryVendor")
    void verifyTheBytesOfEveryKindOfBody(String app, String vendor) throws JsonProcessingException {
        String url = receiver(app).url(vendor, "raw");

        assertThat(send(vendor, url, STRANGE)).isEqualTo(VERIFIED);
        assertThat(send(vendor, url, STRANGE.getBytes(UTF_8))).isEqualTo(VERIFIED);
        assertThat(send(vendor, url, new ByteArrayInputStream(STRANGE.getBytes(UTF_8))))
                .isEqualTo(VERIFIED);
        assertThat(send(vendor, url, MAPPER.readTree(STRANGE))).isEqualTo(VERIFIED);
        assertThat(send(vendor, url, map(STRANGE))).isEqualTo(VERIFIED);
        for (Fixture fixture : fixtures(vendor)) {
            assertThat(send(vendor, url, fixture.event()))
                    .as(fixture.toString())
                    .isEqualTo(VERIFIED);
            assertThat(send(vendor, url, fixture.json())).as(fixture.toString()).isEqualTo(VERIFIED);
        }
    }

    @ParameterizedTest
    @MethodSource("receiversOfEveryVendor")
    void refuseAnotherSecret(String app, String vendor) {
        String url = receiver(app).url(vendor, "raw");

        Exchange exchange = request(vendor, url, STRANGE, SECRET + "2");

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(PermanentDeliveryException.class, failure -> assertThat(
                                failure.getStatus() + " " + new String(failure.getResponseBody(), UTF_8))
                        .isEqualTo(WRONG_SIGNATURE));
    }

    /** The pages' code for Node.js verifies what JSON.stringify writes: no white space, nothing escaped needlessly. */
    @ParameterizedTest
    @MethodSource("vendorsWithCodeForNode")
    void verifyWhatJavaScriptWouldWrite(String vendor) {
        String url = receiver("express").url(vendor, "snippet");
        String json =
                """
                {"text":"St\u00fchle / \\"\\\\\\b\\f\\n\\r\\t\\u001f \ud83e\ude91 \u65e5\u672c\u8a9e",\
                "numbers":[9007199254740991,-17,0.1,1e+21,5e-324],"names":{"9":[null,true,[],{}],"10":{},"":{}}}""";

        assertThat(send(vendor, url, json)).isEqualTo(VERIFIED);
        assertThat(send(vendor, url, json.getBytes(UTF_8))).isEqualTo(VERIFIED);
    }

    /** Trees, maps and records are written that way, but for numbers that JavaScript writes otherwise. */
    @ParameterizedTest
    @MethodSource("vendorsWithCodeForNode")
    void verifyWhatWeWriteLikeJavaScript(String vendor) throws JsonProcessingException {
        String url = receiver("express").url(vendor, "snippet");
        String json =
                """
                { "text": "St\\u00fchle \\/ \\" \\n \\u001F \\ud83e\\ude91", "numbers": [9007199254740991, 0.1] }
                """;

        assertThat(send(vendor, url, MAPPER.readTree(json))).isEqualTo(VERIFIED);
        assertThat(send(vendor, url, map(json))).isEqualTo(VERIFIED);
        for (Fixture fixture : fixtures(vendor)) {
            assertThat(send(vendor, url, fixture.event()))
                    .as(fixture.toString())
                    .isEqualTo(VERIFIED);
        }
    }

    /** Each is authentic, for the bytes verify. */
    @ParameterizedTest
    @MethodSource("vendorsWithCodeForNode")
    void refuseWhatJavaScriptWouldNotWrite(String vendor) {
        ForeignReceiver express = receiver("express");
        Stream<Object> bodies = Stream.of(
                "{\"a\": 1}",
                "{\"a\":1}\n",
                "{\"a\":\"\\u00e9\"}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u001F\"}",
                "{\"a\":9007199254740993}",
                "{\"a\":1.0}",
                "{\"a\":-0}",
                "{\"a\":1e2}",
                "{\"a\":1e400}",
                "{\"10\":1,\"9\":2}",
                Map.of("double", 1.0),
                Map.of("long", 9007199254740993L));

        assertThat(bodies).allSatisfy(body -> {
            assertThat(send(vendor, express.url(vendor, "raw"), body)).isEqualTo(VERIFIED);
            assertThat(send(vendor, express.url(vendor, "snippet"), body)).isEqualTo(WRONG_SIGNATURE);
        });
    }

    /** Glossi's code for Python verifies what json.dumps writes: white space after colons and commas, ASCII only. */
    @Test
    void verifyWhatPythonWouldWrite() {
        String url = receiver("flask").url("glossi", "snippet");
        String json =
                """
                {"text": "St\\u00fchle / \\"\\\\\\b\\f\\n\\r\\t\\u001f \\ud83e\\ude91 \\u2028 \\u007f", \
                "numbers": [9007199254740993, 123456789012345678901234567890, 1.0, 0.1, -17, 1e+21, 5e-324], \
                "names": {"10": [null, true, [], {}], "9": {}}}""";

        assertThat(send("glossi", url, json)).isEqualTo(VERIFIED);
        assertThat(send("glossi", url, json.getBytes(UTF_8))).isEqualTo(VERIFIED);
    }

    /** Trees, maps and records are never written that way. */
    @Test
    void refuseWhatPythonWouldNotWrite() {
        ForeignReceiver flask = receiver("flask");
        Stream<Object> bodies = Stream.of(
                "{\"a\":1}",
                "{\"a\": 1}\n",
                "{\"a\": \"\u00e9\"}",
                "{\"a\": \"\\u00E9\"}",
                "{\"a\": \"\\/\"}",
                "{\"a\": 0.10}",
                "{\"a\": 1e2}",
                "{\"a\": 1e400}",
                Map.of("a", 1),
                MAPPER.createObjectNode().put("a", 1),
                Fixtures.event("glossi", "model.processed"));

        assertThat(bodies).allSatisfy(body -> {
            assertThat(send("glossi", flask.url("glossi", "raw"), body)).isEqualTo(VERIFIED);
            assertThat(send("glossi", flask.url("glossi", "snippet"), body)).isEqualTo(WRONG_SIGNATURE);
        });
    }

    private ForeignReceiver receiver(String app) {
        return receivers.computeIfAbsent(
                app, name -> name.equals("flask") ? ForeignReceiver.flask(SECRET) : ForeignReceiver.express(SECRET));
    }

    private static List<Fixture> fixtures(String vendor) {
        return Fixtures.all().stream()
                .filter(fixture -> fixture.vendor().equals(vendor))
                .toList();
    }

    private static Map<?, ?> map(String json) throws JsonProcessingException {
        return MAPPER.readValue(json, Map.class);
    }

    /** The status and the reason that {@code url} answers. */
    private String send(String vendor, String url, Object body) {
        Message answered = request(vendor, url, body, SECRET).getMessage();
        return answered.getHeader(VendorhookConstants.RESPONSE_STATUS) + " "
                + new String(answered.getHeader(VendorhookConstants.RESPONSE_BODY, byte[].class), UTF_8);
    }

    private Exchange request(String vendor, String url, Object body, String secret) {
        String uri = "vendorhook:" + vendor + "?url=" + url + "&secret=" + secret + "&responseExcerpt=100";
        return template.request(uri, exchange -> exchange.getMessage().setBody(body));
    }
}
