package dev.vendorhooks.contract;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import dev.vendorhooks.event.EventJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** JSON Schemas from the records of events. They accept what the reader does, and describe what the record says. */
final class EventSchemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Also of a list's items, which go by the name of the list. */
    private static final Pattern ID = Pattern.compile("(?i).*ids?");

    private final SchemaGenerator generator;

    /** @param sources the folder of the records' sources, from which descriptions are taken */
    EventSchemas(Path sources) {
        Javadoc javadoc = new Javadoc(sources);
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.SKIP_SUBTYPE_LOOKUP, JacksonOption.IGNORE_TYPE_INFO_TRANSFORM))
                .with(
                        Option.INLINE_ALL_SCHEMAS,
                        Option.NULLABLE_FIELDS_BY_DEFAULT,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        config.forTypesInGeneral()
                .withPropertySorter((one, other) -> 0)
                .withDescriptionResolver(type -> javadoc.of(type.getType().getErasedType()))
                .withTypeAttributeOverride((schema, type, context) -> {
                    if (hasAllOtherMembers(type.getType().getErasedType())) {
                        schema.put("additionalProperties", true);
                    }
                });
        config.forFields()
                .withIgnoreCheck(EventSchemas::isAllOtherMembers)
                .withDescriptionResolver(field -> description(javadoc, field))
                .withCustomDefinitionProvider((field, context) -> wider(field));
        this.generator = new SchemaGenerator(config.build());
    }

    /**
     * The schema of one type of event.
     *
     * @param typeMembers the texts that make an event one of this type, by JSON pointer
     */
    ObjectNode schema(String vendor, String type, Class<?> event, Map<String, List<String>> typeMembers) {
        ObjectNode generated = generator.generateSchema(event);
        addAliases(generated, event);
        new TreeMap<>(typeMembers).forEach((pointer, texts) -> require(generated, JsonPointer.compile(pointer), texts));

        ObjectNode schema = JSON.objectNode();
        schema.set("$schema", generated.get("$schema"));
        schema.put("$id", "urn:vendorhook:" + vendor + ":" + type);
        schema.put("title", type);
        schema.set("description", generated.get("description"));
        return schema.setAll(generated);
    }

    /** Whether the record keeps members that the vendor does not document. */
    private static boolean hasAllOtherMembers(Class<?> type) {
        return type.isRecord()
                && Stream.of(type.getRecordComponents())
                        .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonAnySetter.class));
    }

    private static boolean isAllOtherMembers(FieldScope field) {
        return field.getAnnotationConsideringFieldAndGetter(JsonAnySetter.class) != null;
    }

    /** An object is described by its own record, and a list's items by the list. */
    private static String description(Javadoc javadoc, FieldScope field) {
        boolean isDescribed =
                field.isFakeContainerItemScope() || javadoc.of(field.getType().getErasedType()) != null;
        return isDescribed ? null : javadoc.of(field.getDeclaringType().getErasedType(), field.getDeclaredName());
    }

    /** Where the reader takes more than the type tells: numbers for ids, one for a list, null in a map. Else null. */
    private static CustomPropertyDefinition wider(FieldScope field) {
        JsonFormat format = field.getAnnotationConsideringFieldAndGetter(JsonFormat.class);
        boolean takesOneForAList =
                format != null && List.of(format.with()).contains(Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
        Class<?> type = field.getType().getErasedType();
        ObjectNode schema = JSON.objectNode();
        if (takesOneForAList && type == List.class) {
            schema.putArray("type").add("array").add("string");
            schema.putObject("items").put("type", "string");
        } else if (type == String.class && ID.matcher(field.getDeclaredName()).matches()) {
            schema.putArray("type").add("string").add("integer");
        } else if (type == Map.class
                && field.getType().getTypeParameters().get(1).getErasedType() == String.class) {
            schema.put("type", "object")
                    .putObject("additionalProperties")
                    .putArray("type")
                    .add("string")
                    .add("null");
        } else {
            return null;
        }
        return new CustomPropertyDefinition(schema);
    }

    /** The names by which the reader knows a member besides its own. */
    private static void addAliases(ObjectNode schema, Class<?> event) {
        ObjectNode properties = (ObjectNode) schema.get("properties");
        Stream.of(event.getRecordComponents())
                .filter(component -> component.getAccessor().isAnnotationPresent(JsonAlias.class))
                .forEach(component -> {
                    for (String alias : component
                            .getAccessor()
                            .getAnnotation(JsonAlias.class)
                            .value()) {
                        properties.set(
                                alias, properties.get(component.getName()).deepCopy());
                    }
                });
    }

    /** Allows at {@code pointer} nothing but {@code texts}. */
    private static void require(ObjectNode schema, JsonPointer pointer, List<String> texts) {
        if (pointer.matches()) {
            schema.removeAll();
            if (texts.size() == 1) {
                schema.put("const", texts.get(0));
            } else {
                texts.forEach(schema.putArray("enum")::add);
            }
            return;
        }
        String member = pointer.getMatchingProperty();
        Set<String> required = new TreeSet<>(Set.of(member));
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.put("type", "object").set("required", EventJson.convert(required, ArrayNode.class));
        require((ObjectNode) schema.get("properties").get(member), pointer.tail(), texts);
    }
}
