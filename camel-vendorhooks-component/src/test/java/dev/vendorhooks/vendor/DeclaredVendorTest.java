package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.signature.TimeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredVendorTest {

    private final DeclaredVendor vendor = new DeclaredVendor();

    DeclaredVendorTest() {
        vendor.setSignatureHeader("X-Signature");
    }

    private Optional<DeclaredEvent> read(String body) {
        Headers headers = Headers.of(Map.of("X-Once", List.of(" one "), "X-Twice", List.of("one", "two")));
        return vendor.read(new WebhookRequest(headers, body.getBytes(UTF_8)));
    }

    private void assertMisdeclared(Consumer<DeclaredVendor> change, String... parts) {
        change.accept(vendor);
        assertThatThrownBy(vendor::signatures)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void refusesDeclarationWithoutSignatureHeader() {
        assertMisdeclared(
                declared -> declared.setSignatureHeader(""), "'signatureHeader' is not set", "Set it to the name");
    }

    @Test
    void refusesUnknownPlaceholder() {
        assertMisdeclared(declared -> declared.setSignedContent("{time}.{body}"), "'signedContent'", "{time}");
    }

    @Test
    void refusesContentWithoutBody() {
        assertMisdeclared(declared -> declared.setSignedContent("body"), "'signedContent'", "{body}");
    }

    @Test
    void refusesSignedTimeThatStandsNowhere() {
        assertMisdeclared(
                declared -> declared.setSignedContent("{timestamp}.{body}"),
                "'signedContent' has {timestamp}",
                "Set 'timestampHeader' or 'timestampPrefix'");
    }

    @Test
    void refusesTimeThatIsNotSigned() {
        assertMisdeclared(
                declared -> declared.setTimestampHeader("X-Time"),
                "'signedContent' lacks {timestamp}",
                "'timestampHeader'");
    }

    @Test
    void refusesSignedIdThatStandsNowhere() {
        assertMisdeclared(
                declared -> declared.setSignedContent("{id}.{body}"), "'signedContent' has {id}", "Set 'idHeader'");
    }

    @Test
    void refusesIdThatIsNotSigned() {
        assertMisdeclared(declared -> declared.setIdHeader("X-Id"), "'signedContent' lacks {id}", "'idHeader'");
    }

    @Test
    void refusesTimeInTwoPlaces() {
        assertMisdeclared(
                declared -> {
                    declared.setSignedContent("{timestamp}.{body}");
                    declared.setSignatureSeparator(",");
                    declared.setTimestampHeader("X-Time");
                    declared.setTimestampPrefix("t=");
                },
                "'timestampHeader' and 'timestampPrefix' are both set");
    }

    @Test
    void refusesTimeAsEntryOfNoList() {
        assertMisdeclared(
                declared -> {
                    declared.setSignedContent("{timestamp}.{body}");
                    declared.setTimestampPrefix("t=");
                },
                "'timestampPrefix'",
                "Set 'signatureSeparator'");
    }

    @Test
    void refusesFormatOfATimeThatIsNotSigned() {
        assertMisdeclared(
                declared -> declared.setTimestampFormat(TimeFormat.UNIX),
                "'timestampFormat' is set, but no time is signed",
                "Add {timestamp} to 'signedContent'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "header:", "Header:X", "$.type", " /type", " "})
    void refusesPlaceThatIsNeitherHeaderNorPointer(String place) {
        assertMisdeclared(declared -> declared.setEventType(place), "'eventType'", place, "header:NAME", "/type");
        DeclaredVendor other = new DeclaredVendor();
        other.setSignatureHeader("X-Signature");
        other.setEventId(place);
        assertThatThrownBy(other::signatures).hasMessageContaining("'eventId'");
        other.setEventId("");
        other.setEventTime(place);
        assertThatThrownBy(other::signatures).hasMessageContaining("'eventTime'");
    }

    @Test
    void readsItsPropertiesOnce() {
        SignatureScheme first = vendor.signatures();
        vendor.setEncoding(Encoding.BASE64);
        assertThat(vendor.signatures()).isSameAs(first);
    }

    @ParameterizedTest
    @CsvSource({"/type, a.b", "/id, 7", "/flag, true", "/list/1, two", "/a~1b, slash", "header:x-once, one"})
    void findsText(String place, String expected) {
        vendor.setEventType(place);
        vendor.setEventId(place);
        DeclaredEvent event =
                read("""
                {"type": "a.b", "id": 7, "flag": true, "list": ["one", "two"], "a/b": "slash"}""")
                        .orElseThrow();
        assertThat(event.eventType()).isEqualTo(expected);
        assertThat(event.eventId()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/absent", "/null", "/list", "/object", "/empty", "header:X-Twice", "header:X-Absent"})
    void findsNothing(String place) {
        vendor.setEventType(place);
        vendor.setEventId(place);
        vendor.setEventTime(place);
        DeclaredEvent event = read("""
                {"null": null, "list": [], "object": {}, "empty": ""}""")
                .orElseThrow();
        assertThat(event.eventType()).isEmpty();
        assertThat(event.eventId()).isEmpty();
        assertThat(event.eventTime()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "{", "{} {}", "{}x"})
    void readsNothingFromWhatIsNotOneObject(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void writesTheJsonWhole() {
        vendor.setEventType("/type");
        DeclaredEvent event = read("{\"type\":\"a\",\"more\":[1,2]}").orElseThrow();
        assertThat(EventJson.write(event)).asString(UTF_8).isEqualTo("{\"type\":\"a\",\"more\":[1,2]}");
    }

    @Test
    void letsSimpleReadTheJson() throws Exception {
        vendor.setEventType("/type");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage()
                    .setBody(read("{\"type\":\"a\",\"data\":{\"id\":7}}").orElseThrow());
            assertThat(simple(exchange, "${body.eventType}")).isEqualTo("a");
            assertThat(simple(exchange, "${body.json.get('type').asText}")).isEqualTo("a");
            assertThat(simple(exchange, "${body.json.at('/data/id')}")).isEqualTo("7");
        }
    }

    private static String simple(Exchange exchange, String expression) {
        Language simple = exchange.getContext().resolveLanguage("simple");
        return simple.createExpression(expression).evaluate(exchange, String.class);
    }

    @ParameterizedTest
    @CsvSource({"encoding, base32", "timestampFormat, rfc1123"})
    void namesAWrongPropertyWhenYamlDeclaresIt(String property, String value) {
        assertThatThrownBy(() -> declaredInYaml(property + ": " + value))
                .hasStackTraceContaining(property)
                .hasStackTraceContaining(value);
    }

    @ParameterizedTest
    @CsvSource({
        "encoding: hex,           1780683445",
        "timestampFormat: unix,         1780683445",
        "timestampFormat: unix_millis,  1780683445500",
        "timestampFormat: iso,          2026-06-05T18:17:25.500Z"
    })
    void writesSignedTimeAsYamlDeclaresIt(String property, String expected) throws Exception {
        SignatureScheme scheme = declaredInYaml(property).signatures();
        Secret secret = Secret.of("secret", scheme.keyFormat());
        assertThat(scheme.sign("{}".getBytes(UTF_8), "", Instant.parse("2026-06-05T18:17:25.5Z"), secret))
                .containsEntry("X-Time", expected);
    }

    private static Vendor declaredInYaml(String property) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            String yaml =
                    """
                    - beans:
                        - name: private
                          type: dev.vendorhooks.vendor.DeclaredVendor
                          properties:
                            signatureHeader: X-Signature
                            timestampHeader: X-Time
                            signedContent: "{timestamp}.{body}"
                            %s
                    """
                            .formatted(property);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("v.yaml", yaml));
            return context.getRegistry().lookupByNameAndType("private", Vendor.class);
        }
    }
}
