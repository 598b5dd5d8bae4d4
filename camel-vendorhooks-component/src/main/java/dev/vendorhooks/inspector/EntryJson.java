package dev.vendorhooks.inspector;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.journal.Direction;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.Step;
import dev.vendorhooks.send.Attempt;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Entries as the page reads them. */
final class EntryJson {

    static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** How much of a body is shown, in characters. */
    private static final int MOST_SHOWN = 256 * 1024;

    private EntryJson() {}

    /** What the list shows. */
    static ObjectNode summary(JournalEntry entry) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", entry.id());
        json.put("direction", lowerCase(entry.direction()));
        json.put("time", entry.time().toString());
        json.put("endpoint", entry.endpoint());
        json.put("place", entry.place());
        json.put("vendor", entry.vendor());
        json.put("outcome", entry.outcome());
        json.put("status", entry.status());
        json.put("reason", entry.reason());
        json.put("type", entry.type());
        json.put("eventId", entry.eventId());
        json.put("millis", millis(entry.duration()));
        json.put("replayOf", entry.replayOf());
        return json;
    }

    /** All that is kept. */
    static ObjectNode details(JournalEntry entry) {
        ObjectNode json = summary(entry);
        json.put("secret", entry.secret());
        json.put("notReplayable", notReplayable(entry));
        entry.story().forEach(step -> json.withArrayProperty("story").add(step(step)));
        entry.attempts().forEach(attempt -> json.withArrayProperty("attempts").add(attempt(attempt)));
        if (entry.headers() != null) {
            json.set("headers", MAPPER.valueToTree(entry.headers()));
        }
        if (entry.body() != null) {
            json.set("body", body(entry.body()));
        }
        return json;
    }

    /** Why there is nothing that could be replayed, for the operator; null if it can be tried. */
    private static String notReplayable(JournalEntry entry) {
        if (entry.direction() == Direction.SENT) {
            return "Only received deliveries can be replayed.";
        }
        if (entry.headers() == null) {
            return "The journal did not keep its " + (entry.body() == null ? "headers and body." : "headers.");
        }
        if (entry.body() == null) {
            return "The journal did not keep its body.";
        }
        return entry.bodyRedacted() ? "Its body was redacted, so it is no longer what was signed." : null;
    }

    private static ObjectNode step(Step step) {
        return MAPPER.createObjectNode()
                .put("name", step.name())
                .put("passed", step.passed())
                .put("text", step.text());
    }

    private static ObjectNode attempt(Attempt attempt) {
        return MAPPER.createObjectNode()
                .put("time", attempt.time().toString())
                .put("millis", millis(attempt.duration()))
                .put("outcome", lowerCase(attempt.outcome()))
                .put("status", attempt.status())
                .put("error", lowerCase(attempt.error()));
    }

    private static ObjectNode body(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String pretty = pretty(text);
        return MAPPER.createObjectNode()
                .put("bytes", body.length)
                .put("text", start(text))
                .put("pretty", pretty)
                .put("cut", text.length() > MOST_SHOWN || pretty != null && pretty.length() == MOST_SHOWN);
    }

    /**
     * The JSON with line breaks, as far as it is shown; null if it is none. Token by token, as a tree would lose
     * members that occur twice and the notation of numbers.
     */
    private static String pretty(String text) {
        StringWriter pretty = new StringWriter();
        try (JsonParser parser = MAPPER.createParser(text);
                JsonGenerator generator = MAPPER.createGenerator(pretty).useDefaultPrettyPrinter()) {
            if (parser.nextToken() == null) {
                return null;
            }
            do {
                copy(parser, generator);
            } while (parser.nextToken() != null && pretty.getBuffer().length() < MOST_SHOWN);
        } catch (IOException e) {
            return null;
        }
        return start(pretty.toString());
    }

    private static void copy(JsonParser parser, JsonGenerator generator) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isNumeric()) {
            generator.writeNumber(parser.getText());
        } else {
            generator.copyCurrentEvent(parser);
        }
    }

    private static String start(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN);
    }

    private static Double millis(Duration duration) {
        return duration == null ? null : duration.toNanos() / 1e6;
    }

    private static String lowerCase(Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}
