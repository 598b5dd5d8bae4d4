package dev.vendorhooks.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    private record Note(String text) implements WebhookEvent {

        @Override
        public String eventType() {
            return "note";
        }
    }

    /** The expected text was written by Node.js. */
    @Test
    void writesTextAsJsonStringifyDoes() {
        String controls = IntStream.range(0, 0x20).mapToObj(Character::toString).collect(Collectors.joining());
        String others = "\u007f\u0080 \" \\ / \u00e9 \u2028\u2029 \ufeff\ufffd\ud83e\ude91\udbff\udfff";

        String json = new String(EventJson.write(new Note(controls + others)), UTF_8);

        assertThat(json)
                .isEqualTo("{\"text\":\""
                        + "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
                        + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c"
                        + "\\u001d\\u001e\\u001f"
                        + "\u007f\u0080 \\\" \\\\ / \u00e9 \u2028\u2029 \ufeff\ufffd\ud83e\ude91\udbff\udfff\"}");
    }

    /** The expected text was written by Node.js. */
    @Test
    void escapesSurrogatesWithoutTheirOtherHalfAsJsonStringifyDoes() {
        String json = new String(EventJson.write(new Note("a\ud800b \udc00 \ud83e\ude91 \udbff")), UTF_8);

        assertThat(json).isEqualTo("{\"text\":\"a\\ud800b \\udc00 \ud83e\ude91 \\udbff\"}");
    }

    private record Broken() {

        public String getText() {
            throw new IllegalStateException("text of the value");
        }
    }

    @Test
    void namesTheClassOfWhatCannotBeWrittenAndNothingOfTheValue() {
        assertThatThrownBy(() -> EventJson.write(new Broken()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A dev.vendorhooks.event.EventJsonTest$Broken cannot be written as JSON")
                .hasNoCause();
    }
}
