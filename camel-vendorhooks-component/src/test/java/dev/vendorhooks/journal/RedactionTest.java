package dev.vendorhooks.journal;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no journal keeps, whatever it keeps its entries in. */
class RedactionTest {

    private static final String CANARY = "c4n4ry";

    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void leavesOutBodiesThatAreTooLarge() {
        journal.setBodies(true);
        journal.setMaxBodySize(5);

        assertThat(body("12345".getBytes(UTF_8))).hasSize(5);
        assertThat(body("123456".getBytes(UTF_8))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                // one field, whatever its value is; all else stays as it was
                "a | { \"a\" : \"c4n4ry\", \"b\": 1.50 } | { \"a\" : \"[redacted]\", \"b\": 1.50 }",
                "a | {\"a\":-12e3,\"b\":1} | {\"a\":\"[redacted]\",\"b\":1}",
                "a | {\"a\":null} | {\"a\":\"[redacted]\"}",
                "a | {\"a\":true , \"b\":\"\u00e9\"} | {\"a\":\"[redacted]\" , \"b\":\"\u00e9\"}",
                "a | {\"a\":{\"x\":[{\"a\":\"c4n4ry\"}]},\"b\":2} | {\"a\":\"[redacted]\",\"b\":2}",
                "a | {\"a\":[\"c4n4ry\",[1]] } | {\"a\":\"[redacted]\" }",
                // nested, in the middle and at the end
                "data.user.email | {\"data\":{\"user\":{\"email\":\"c4n4ry\",\"id\":7}}}"
                        + " | {\"data\":{\"user\":{\"email\":\"[redacted]\",\"id\":7}}}",
                "data.user | {\"data\":{\"x\":{\"user\":1},\"user\":2},\"user\":3}"
                        + " | {\"data\":{\"x\":{\"user\":1},\"user\":\"[redacted]\"},\"user\":3}",
                // arrays, with and without brackets, of arrays
                "items[].token | {\"items\":[{\"token\":\"c4n4ry\",\"z\":1},{\"z\":2},[{\"token\":1}]],\"token\":5}"
                        + " | {\"items\":[{\"token\":\"[redacted]\",\"z\":1},{\"z\":2},[{\"token\":\"[redacted]\"}]],\"token\":5}",
                "items.token | {\"items\":[{\"token\":\"c4n4ry\"}]} | {\"items\":[{\"token\":\"[redacted]\"}]}",
                "items[] | {\"items\":[\"c4n4ry\",\"c4n4ry\"]} | {\"items\":\"[redacted]\"}",
                // a repeated member each time; a name that is escaped; a name with the dot
                "a | {\"a\":\"c4n4ry\",\"a\":2} | {\"a\":\"[redacted]\",\"a\":\"[redacted]\"}",
                "abc | {\"\\u0061\\u0062c\":\"c4n4ry\"} | {\"\\u0061\\u0062c\":\"[redacted]\"}",
                "a.b | {\"a.b\":\"c4n4ry\"} | {\"a.b\":\"[redacted]\"}",
                "a, b.c | {\"a\":\"c4n4ry\",\"b\":{\"c\":\"c4n4ry\"}} | {\"a\":\"[redacted]\",\"b\":{\"c\":\"[redacted]\"}}",
                "bb.cc, a | {\"a\":\"c4n4ry\",\"bb\":{\"cc\":\"c4n4ry\"}} | {\"a\":\"[redacted]\",\"bb\":{\"cc\":\"[redacted]\"}}",
                // behind a byte order mark, which is no part of JSON
                "a | \ufeff{\"a\":\"c4n4ry\"} | {\"a\":\"[redacted]\"}",
            })
    void redactsFields(String redact, String body, String kept) {
        redact(redact);

        assertThat(body(body.getBytes(UTF_8))).asString(UTF_8).isEqualTo(kept);
        assertThat(journal.entry("m-1").orElseThrow().bodyRedacted()).isTrue();
    }

    @Test
    void keepsABodyAsItWasSignedWhereTheFieldIsMissing() {
        byte[] body = "\ufeff{ \"b\" : {\"a\":1}, \"x\":[{\"a\":2}] }".getBytes(UTF_8);
        redact("a, b.a.c");

        assertThat(body(body)).isEqualTo(body);
        assertThat(journal.entry("m-1").orElseThrow().bodyRedacted()).isFalse();
    }

    @Test
    void keepsACopyOfTheBody() {
        journal.setBodies(true);
        byte[] body = "{}".getBytes(UTF_8);
        journal.add(withContent(null, body));

        body[0] = '?';

        assertThat(journal.entry("m-1").orElseThrow().body()).asString(UTF_8).isEqualTo("{}");
    }

    @Test
    void redactsAsDeepAsJsonIsRead() {
        String deep = "{\"x\":".repeat(999) + "{\"a\":\"" + CANARY + "\"}" + "}".repeat(999);
        redact("x." + "x.".repeat(998) + "a");

        assertThat(body(deep.getBytes(UTF_8)))
                .asString(UTF_8)
                .contains("[redacted]")
                .doesNotContain(CANARY);
    }

    static Stream<byte[]> unreadable() {
        byte[] invalid = "{\"b\":\"?\"}".getBytes(UTF_8);
        invalid[6] = (byte) 0xff;
        return Stream.of(
                "{\"x\":".repeat(1_000).concat("{}").concat("}".repeat(1_000)).getBytes(UTF_8),
                "[".repeat(60_000).getBytes(UTF_8),
                ("{\"b\":" + "1".repeat(2_000) + "}").getBytes(UTF_8),
                invalid,
                "a=c4n4ry".getBytes(UTF_8),
                "\"c4n4ry\"".getBytes(UTF_8),
                "{\"b\":1} {\"a\":\"c4n4ry\"}".getBytes(UTF_8),
                "{\"a\":\"c4n4ry\"".getBytes(UTF_8),
                "{\"a\":\"c4n4ry\"}".getBytes(UTF_16),
                new byte[0]);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void keepsNoBodyThatItCannotRedact(byte[] body) {
        redact("a");
        assertThat(body(body)).isNull();

        redact(" ");
        assertThat(body(body)).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.a", "a..b", ".a", "a.", "items[0]", "a.*"})
    void refusesWhatIsNoPath(String redact) {
        assertThatThrownBy(() -> redact("ok, " + redact))
                .hasMessage("A journal cannot redact '" + redact
                        + "'. Name fields from the top of the body, such as data.user.email or items[].token,"
                        + " and headers as header:X-Customer.");
    }

    @Test
    void neverKeepsCredentialsInHeaders() {
        journal.setHeaders(true);
        journal.setRedact("header:X-Customer");
        List<String> credentials = List.of(
                "AUTHORIZATION",
                "proxy-authorization",
                "Cookie",
                "Set-Cookie",
                "X-Api-Key",
                "x-shop-access-token",
                "x-customer");
        Map<String, List<String>> headers = new HashMap<>();
        credentials.forEach(name -> headers.put(name, List.of(CANARY, CANARY)));
        headers.put("X-Glossi-Signature", List.of("sha256=00"));

        journal.add(withContent(headers, null));

        Map<String, List<String>> kept = journal.entry("m-1").orElseThrow().headers();
        assertThat(credentials)
                .allSatisfy(name -> assertThat(kept.get(name)).containsExactly("[redacted]", "[redacted]"));
        assertThat(kept).hasSize(8).containsEntry("X-Glossi-Signature", List.of("sha256=00"));
    }

    @Test
    void showsNothingOfWhatIsRedacted() {
        redact("a, items[].b, header:X-Customer");
        journal.setHeaders(true);

        journal.add(withContent(
                Map.of("Authorization", List.of(CANARY), "X-Customer", List.of(CANARY)),
                "{\"a\":\"c4n4ry\",\"items\":[{\"b\":\"c4n4ry\"}]}".getBytes(UTF_8)));

        JournalEntry kept = journal.entry("m-1").orElseThrow();
        assertThat(JournalJson.write(kept)).doesNotContain(CANARY).contains("bodyRedacted");
        assertThat(new String(kept.body(), UTF_8)).doesNotContain(CANARY);
        assertThat(kept.toString()).doesNotContain(CANARY);
    }

    private void redact(String redact) {
        journal.setBodies(true);
        journal.setRedact(redact);
    }

    /** What is kept of {@code body}. */
    private byte[] body(byte[] body) {
        journal.add(withContent(null, body));
        return journal.entry("m-1").orElseThrow().body();
    }

    private static JournalEntry withContent(Map<String, List<String>> headers, byte[] body) {
        return new JournalEntry(
                "m-1",
                Direction.RECEIVED,
                Instant.now(),
                "vendorhook:glossi",
                "/webhooks",
                "glossi",
                "accepted",
                200,
                null,
                "job.done",
                null,
                null,
                null,
                null,
                null,
                null,
                headers,
                body,
                false);
    }
}
