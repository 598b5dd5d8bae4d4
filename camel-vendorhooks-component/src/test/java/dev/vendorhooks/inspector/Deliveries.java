package dev.vendorhooks.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.journal.Direction;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.Step;
import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.signature.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Entries to show. */
final class Deliveries {

    /** How soon live pages hear of them, so that no test waits long. */
    static final long LOOK_MILLIS = 20;

    static {
        // for the server of the JDK, which else lets small answers wait for the client's acknowledgements
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");

    static final String BODY =
            """
            {"type":"model.processed","data":{"modelId":"m-7","price":1.10,"name":"Lounge chair"},"id":"evt_1042"}""";

    private Deliveries() {}

    /** Accepted with all that can be kept of it. */
    static JournalEntry accepted(String id) {
        return received(id, "accepted", 200, null, "model.processed", headers(), BODY.getBytes(UTF_8));
    }

    static JournalEntry refused(String id) {
        return new JournalEntry(
                id,
                Direction.RECEIVED,
                NOW.minusSeconds(40),
                "vendorhook:vntana",
                "/webhooks/vntana",
                "vntana",
                "refused",
                401,
                "mismatch",
                null,
                null,
                null,
                Duration.ofNanos(640_000),
                null,
                List.of(
                        new Step(
                                "body",
                                true,
                                "112 bytes, SHA-256 3f1c7c0ad3c8a1c1f0a4a0f3f5e7b7f1c59d8e0b4b6f8a7c2d1e0f9a8b7c6d5e"),
                        new Step("signature", false, Refusal.MISMATCH.explanation()),
                        new Step(
                                "doctor",
                                false,
                                "BODY_LINE_BREAK: the signature fits the body with a line break at its end. Have whatever stands between"
                                        + " the vendor and here pass the body on byte for byte.")),
                List.of(),
                headers(),
                null,
                false);
    }

    /** Sent with two attempts that failed before it was delivered. */
    static JournalEntry sent(String id) {
        return new JournalEntry(
                id,
                Direction.SENT,
                NOW.minusSeconds(20),
                "vendorhook:generic",
                "hooks.example.com",
                "generic",
                "delivered",
                204,
                null,
                "user.created",
                id,
                "1",
                Duration.ofMillis(84),
                null,
                List.of(),
                List.of(
                        new Attempt(
                                NOW.minusSeconds(81),
                                Duration.ofSeconds(10),
                                Outcome.RETRYABLE,
                                null,
                                ErrorKind.TIMEOUT),
                        new Attempt(
                                NOW.minusSeconds(60), Duration.ofMillis(120), Outcome.RETRYABLE, 503, ErrorKind.STATUS),
                        new Attempt(NOW.minusSeconds(20), Duration.ofMillis(84), Outcome.DELIVERED, 204, null)),
                null,
                BODY.getBytes(UTF_8),
                false);
    }

    static JournalEntry received(
            String id,
            String outcome,
            Integer status,
            String reason,
            String type,
            Map<String, List<String>> headers,
            byte[] body) {
        return new JournalEntry(
                id,
                Direction.RECEIVED,
                NOW,
                "vendorhook:glossi",
                "/webhooks/glossi",
                "glossi",
                outcome,
                status,
                reason,
                type,
                "evt_1042",
                "1",
                Duration.ofMillis(12),
                null,
                List.of(
                        new Step(
                                "body",
                                true,
                                "103 bytes, SHA-256 3f1c7c0ad3c8a1c1f0a4a0f3f5e7b7f1c59d8e0b4b6f8a7c2d1e0f9a8b7c6d5e"),
                        new Step("signature", true, "secret 1 gives it over {body}"),
                        new Step("time", true, "none is signed"),
                        new Step("event", true, "glossi model.processed evt_1042"),
                        new Step("claim", true, "not routed before"),
                        new Step("route", true, "took 11 ms")),
                List.of(),
                headers,
                body,
                false);
    }

    private static Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put("User-Agent", List.of("Glossi-Webhooks/2"));
        headers.put("X-Glossi-Signature", List.of("[redacted]"));
        return headers;
    }
}
