package dev.vendorhooks.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;

/** The JSON of events. */
public final class EventJson {

    /**
     * CHARSET_DETECTION off: JSON is UTF-8, and UTF-16 read here would be garbage to whoever reads the bytes later. Text
     * is written as JSON.stringify does, for receivers that verify what that makes of the parsed body.
     */
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private EventJson() {}

    /**
     * A value, such as an event or a map, as JSON in UTF-8.
     *
     * @throws IllegalArgumentException if it cannot be written; the message names the class alone
     */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            // the cause is left out: its message may quote the value
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be written as JSON");
        }
    }

    /** Whether {@code json} is one whole JSON object, with or without a byte order mark. */
    public static boolean isObject(byte[] json) {
        int start = start(json);
        try (JsonParser parser = MAPPER.createParser(json, start, json.length - start)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The JSON of a body, or null if it is empty. A byte order mark is skipped. */
    public static JsonNode readTree(byte[] json) throws IOException {
        int start = start(json);
        return MAPPER.readTree(json, start, json.length - start);
    }

    /** {@code json} without its byte order mark, which no document may hold inside. */
    public static byte[] withoutMark(byte[] json) {
        int start = start(json);
        return start == 0 ? json : Arrays.copyOfRange(json, start, json.length);
    }

    /** Where the JSON starts: behind the byte order mark, if there is one. */
    static int start(byte[] json) {
        boolean marked = json.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(json, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        return marked ? BYTE_ORDER_MARK.length : 0;
    }

    /** The members of a value, such as a tree, as maps, lists and plain values. */
    public static <T> T convert(Object value, Class<T> type) {
        return MAPPER.convertValue(value, type);
    }
}
