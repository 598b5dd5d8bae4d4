package dev.vendorhooks.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a contract says of one field. Of JSON Schema it reads what the contracts consist of: {@code type}, {@code const},
 * {@code enum}, {@code properties}, {@code items} and {@code additionalProperties}.
 *
 * @param path from the event, such as {@code data.modelId}; items end in {@code []}, the values of a map in {@code .*}
 * @param types the names that JSON Schema has for the types allowed; empty for any
 * @param members what is known to be in an object, by name
 * @param isOpen whether an object may have members beside those
 * @param values what any such member is; null if the contract does not say
 * @param items what is in an array; null if the contract does not say
 */
record Field(String path, Set<String> types, Map<String, Field> members, boolean isOpen, Field values, Field items) {

    /** The event itself. */
    static Field of(JsonNode schema) {
        return of(schema, "");
    }

    private static Field of(JsonNode schema, String path) {
        Map<String, Field> members = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(member -> members.put(member.getKey(), of(member.getValue(), pathOf(path, member.getKey()))));
        JsonNode values = schema.get("additionalProperties");
        return new Field(
                path,
                types(schema),
                members,
                members.isEmpty() || values != null,
                values == null ? null : of(values, pathOf(path, "*")),
                schema.has("items") ? of(schema.get("items"), path + "[]") : null);
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode texts = schema.path("type");
        if (texts.isTextual()) {
            return Set.of(texts.textValue());
        }
        // the type of an event, which is told by text
        if (schema.has("const") || schema.has("enum")) {
            return Set.of("string");
        }
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::textValue)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The path of a member of this field. */
    String pathOf(String member) {
        return pathOf(path, member);
    }

    private static String pathOf(String path, String member) {
        return path.isEmpty() ? member : path + "." + member;
    }

    boolean allows(JsonNode value) {
        return types.isEmpty()
                || switch (value.getNodeType()) {
                    case NUMBER -> types.contains("integer") && value.canConvertToExactIntegral();
                    default -> types.contains(value.getNodeType().name().toLowerCase(Locale.ROOT));
                };
    }
}
