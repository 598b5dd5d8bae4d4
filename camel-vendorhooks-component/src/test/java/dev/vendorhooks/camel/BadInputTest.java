package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One server receives all that a hostile or broken sender may send, and goes on serving after each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final byte[] BODY = Bodies.userCreated("evt_bad");

    private WebhookServer server;
    private int serial;

    @BeforeAll
    void start() throws Exception {
        server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET + "&headers=X-Shop");
    }

    @AfterEach
    void goesOnServing() throws Exception {
        int before = server.received().size();
        assertThat(server.postSigned(Bodies.userCreated("evt_alive_" + serial++))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.received()).hasSize(before + 1);
        server.received().clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource
    void refusesSignature(String signature, String reason) throws Exception {
        try (LogCapture log = new LogCapture("dev.vendorhooks")) {
            assertThat(server.post(GENERIC, BODY, "X-Webhook-Signature", signature)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(log.warnings(1)).singleElement().asString().contains("(401 " + reason + ")");
        }
        assertThat(server.received()).isEmpty();
    }

    static Stream<Arguments> refusesSignature() {
        String good = Signer.hex(SECRET, "", BODY);
        return Stream.of(
                arguments(Signer.hex("wrong", "", BODY), "MISMATCH"),
                arguments("", "MISSING"),
                arguments(good.substring(0, 63), "MALFORMED"),
                arguments(good.substring(0, 32), "MALFORMED"),
                arguments(good + "00", "MALFORMED"),
                arguments(good + " x", "MALFORMED"),
                arguments("sha256=" + good, "MALFORMED"),
                arguments("g" + good.substring(1), "MALFORMED"),
                arguments(good + "," + good, "MALFORMED"),
                arguments("[" + good + "," + good + "]", "MALFORMED"),
                arguments("f".repeat(7_000), "MALFORMED"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesAuthenticBytesThatAreNoEvent(String what, byte[] body) throws Exception {
        try (LogCapture log = new LogCapture("dev.vendorhooks")) {
            HttpResponse<String> answer = server.postSigned(body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEmpty();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("vendorhook:generic refused a request (400 NOT_AN_EVENT)");
        }
        assertThat(server.received()).isEmpty();
    }

    static Stream<Arguments> refusesAuthenticBytesThatAreNoEvent() {
        String json = new String(BODY, UTF_8);
        return Stream.of(
                arguments("nothing", new byte[0]),
                arguments("white space", " \n".getBytes(UTF_8)),
                arguments("truncated", json.substring(0, json.length() - 1).getBytes(UTF_8)),
                arguments("two objects", (json + json).getBytes(UTF_8)),
                arguments("an object and a comma", (json + ",").getBytes(UTF_8)),
                arguments("an object and NUL", (json + "\0").getBytes(UTF_8)),
                arguments("an array", ("[" + json + "]").getBytes(UTF_8)),
                arguments("a string", "\"user.created\"".getBytes(UTF_8)),
                arguments("null", "null".getBytes(UTF_8)),
                arguments("not UTF-8", json.replace("John", "J\u00f6hn").getBytes(ISO_8859_1)),
                arguments("UTF-16", json.getBytes(UTF_16BE)),
                arguments("single quotes", json.replace('"', '\'').getBytes(UTF_8)),
                arguments(
                        "2,000 levels",
                        ("{\"type\":\"x\",\"data\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}").getBytes(UTF_8)),
                arguments("2,000 open levels", "{\"a\":".repeat(2_000).getBytes(UTF_8)),
                arguments("a number of 10,000 digits", ("{\"id\":" + "9".repeat(10_000) + "}").getBytes(UTF_8)),
                arguments("a form", "a=b&c=d".getBytes(UTF_8)));
    }

    @Test
    void lastOneOfARepeatedMemberWins() throws Exception {
        byte[] body =
                """
                {"id":"evt_a","type":"user.deleted","data":{"id":"1","id":"2"},"type":"user.created","id":"evt_b"}"""
                        .getBytes(UTF_8);
        assertThat(server.postSigned(body).statusCode()).isEqualTo(200);

        Exchange exchange = server.received().get(0);
        assertThat(exchange.getMessage().getHeader(VendorhookConstants.EVENT_ID))
                .isEqualTo("evt_b");
        assertThat(exchange.getMessage().getHeader(VendorhookConstants.EVENT_TYPE))
                .isEqualTo("user.created");
        assertThat(exchange.getMessage().getBody().getClass().getSimpleName()).isEqualTo("UserCreated");
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(body);
    }

    @Test
    void refusesABodyOneByteOverTheLimit() throws Exception {
        byte[] largest = Bodies.userCreated("evt_large_" + serial, "x".repeat(1_048_576 - 200));
        byte[] body = new byte[1_048_577];
        java.util.Arrays.fill(body, (byte) ' ');
        System.arraycopy(largest, 0, body, 0, largest.length);
        assertThat(server.postSigned(body).statusCode()).isEqualTo(413);
        assertThat(server.received()).isEmpty();

        assertThat(server.postSigned(java.util.Arrays.copyOf(body, 1_048_576)).statusCode())
                .isEqualTo(200);
        server.received().clear();
    }

    @Test
    void takesNoSignatureFromTheQuery() throws Exception {
        String good = Signer.hex(SECRET, "", BODY);
        assertThat(server.post(GENERIC + "?X-Webhook-Signature=" + good, BODY).statusCode())
                .isEqualTo(401);
        assertThat(server.post(GENERIC + "?x%2dwebhook-signature=" + good, BODY).statusCode())
                .isEqualTo(401);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void isNotLedAstrayByAQueryThatImitatesHeaders() throws Exception {
        HttpResponse<String> answer = server.post(
                GENERIC + "?X-Webhook-Signature=00&X-Shop=evil&Content-Type=multipart/x&Content-Encoding=gzip"
                        + "&Content-Length=99999999&CamelHttpUri=x&CamelVendorhookEventType=user.deleted",
                BODY,
                "X-Webhook-Signature",
                Signer.hex(SECRET, "", BODY),
                "X-Shop",
                "good");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.received().get(0).getMessage().getHeaders())
                .containsEntry("X-Shop", "good")
                .containsEntry(VendorhookConstants.EVENT_TYPE, "user.created")
                .doesNotContainKeys("CamelHttpUri", "Content-Encoding", "X-Webhook-Signature");
        server.received().clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelHttpUri",
                "CAmelBeanMethodName",
                "camelExecCommandExecutable",
                "CamelFileName",
                "org.apache.camel.jms.destination",
                "CamelVendorhookVendor",
                "CamelVendorhookEventType",
                "breadcrumbId",
                "JMSReplyTo",
                "X-Any"
            })
    void takesNothingButWhatIsVerifiedFromASignedRequest(String name) throws Exception {
        byte[] body =
                """
                {"id":"evt_inject_%1$s","type":"user.created","%1$s":"evil","data":{"id":"1","%1$s":"evil"}}"""
                        .formatted(name)
                        .getBytes(UTF_8);
        String header = name.replace(".", "-");
        HttpResponse<String> answer = server.post(
                GENERIC + "?" + name + "=evil",
                body,
                "X-Webhook-Signature",
                Signer.hex(SECRET, "", body),
                header,
                "evil");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet()).containsExactly("content-length");

        Exchange exchange = server.received().get(0);
        assertThat(exchange.getMessage().getHeaders().keySet())
                .containsExactlyInAnyOrder(
                        VendorhookConstants.VENDOR,
                        VendorhookConstants.EVENT_TYPE,
                        VendorhookConstants.EVENT_ID,
                        VendorhookConstants.EVENT_SUBJECT);
        assertThat(exchange.getMessage().getHeader(VendorhookConstants.VENDOR)).isEqualTo("generic");
        assertThat(exchange.getProperties().keySet())
                .contains(VendorhookConstants.DELIVERY)
                .doesNotContain(name);
        server.received().clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelHttpUri=evil&CAmelBeanMethodName=evil", "X-Webhook-Signature=00&id=evt_1"})
    void refusesASignedForm(String form) throws Exception {
        HttpResponse<String> answer =
                server.postSigned(form.getBytes(UTF_8), "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).isEmpty();
        assertThat(server.received()).isEmpty();
    }

    @Test
    void leavesAFormThatIsNoneToTheEngine() throws Exception {
        HttpResponse<String> answer =
                server.postSigned("%zz=&&".getBytes(UTF_8), "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("Bad Request");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void takesNoControlCharactersOrPlaceholdersFromThePayload() throws Exception {
        byte[] body =
                """
                {"id":"evt\\r\\nX-Evil: 1 {{sys:user.home}} ${bean:x} %s","type":"user\\u0000.\\u2028created"}"""
                        .formatted("y".repeat(2_000))
                        .getBytes(UTF_8);
        assertThat(server.postSigned(body).statusCode()).isEqualTo(200);

        var message = server.received().get(0).getMessage();
        assertThat(message.getHeader(VendorhookConstants.EVENT_ID, String.class))
                .startsWith("evt  X-Evil: 1 {{sys:user.home}} ${bean:x} yyy")
                .hasSize(512);
        assertThat(message.getHeader(VendorhookConstants.EVENT_TYPE)).isEqualTo("user . created");
        server.received().clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /webhooks/generic HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
                "POST /webhooks/generic HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /webhooks/generic HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST /webhooks/generic HTTP/1.1\r\nHost: x\r\nX-Big: BIG\r\nContent-Length: 0\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void survivesRequestsThatAreNoHttp(String head) throws Exception {
        String answer = server.sendRaw(head.replace("BIG", "b".repeat(70_000)), new byte[0]);
        assertThat(answer).matches("(?s)(HTTP/1\\.[01] 4\\d\\d .*)?").doesNotContain("Exception");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void judgesWhatArrivedOfABodyOverItsBytes() throws Exception {
        byte[] utf8 = Bodies.userCreated("evt_utf8", "Jürgen \u2028 \ud83d\ude00");
        for (String type : List.of("application/json; charset=ISO-8859-1", "application/json; charset=UTF-16")) {
            assertThat(server.postSigned(utf8, "Content-Type", type).statusCode())
                    .isEqualTo(200);
        }
        server.received().clear();
        byte[] withBom = ("\ufeff" + new String(Bodies.userCreated("evt_bom"), UTF_8)).getBytes(UTF_8);
        assertThat(server.postSigned(withBom).statusCode()).isEqualTo(200);
        Message message = server.received().get(0).getMessage();
        assertThat(message.getBody(byte[].class)).isEqualTo(withBom);
        assertThat(message.getBody(Map.class).get("id")).isEqualTo("evt_bom");
        assertThat(message.getBody(JsonNode.class).path("id").asText()).isEqualTo("evt_bom");
        server.received().clear();
    }
}
