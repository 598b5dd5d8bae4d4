package dev.vendorhooks.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.vendor.Fixtures;
import dev.vendorhooks.vendor.Vendor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The contracts of all vendors, as they lie under docs/contracts: a document per vendor, a schema per type of event. */
final class Contracts {

    private static final Instant EXAMPLE_TIME = Instant.parse("2026-01-15T12:30:00Z");
    private static final Pattern HYPHEN_AND_LETTER = Pattern.compile("-(.)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY = JSON.writer(
            new DefaultPrettyPrinter(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private Contracts() {}

    /** All contracts, as text by the path of their file. */
    static Map<String, String> generate() {
        Map<String, String> contracts = new TreeMap<>();
        EventSchemas schemas = new EventSchemas(Path.of("src/main/java"));
        Fixtures.VENDORS.forEach((name, vendor) -> contracts.putAll(generate(name, vendor, schemas)));
        return contracts;
    }

    private static Map<String, String> generate(String name, Vendor vendor, EventSchemas schemas) {
        Map<String, String> contracts = new TreeMap<>();
        WebhookDocument document = new WebhookDocument(name, vendor, EXAMPLE_TIME);
        for (String type : new TreeSet<>(vendor.eventTypes())) {
            String sample = vendor.sample(type, countedIds(), EXAMPLE_TIME).orElseThrow();
            Class<? extends WebhookEvent> event = vendor.read(Fixtures.request(sample.getBytes(UTF_8)))
                    .orElseThrow()
                    .getClass();
            String file = schemaFile(name, type);
            contracts.put(file, print(schemas.schema(name, type, event, typeMembers(name, type))));
            document.add(type, "./" + file, read(sample));
        }
        contracts.put(name + ".openapi.json", print(document.json()));
        return contracts;
    }

    static String schemaFile(String vendor, String type) {
        return vendor + "/" + type + ".schema.json";
    }

    /** Where the vendor's JSON names the type, as JSON pointers, and how. */
    private static Map<String, List<String>> typeMembers(String vendor, String type) {
        return switch (vendor) {
            case "generic" -> Map.of("/type", List.of(type));
            case "kaedim" -> {
                String[] typeAndStatus = type.split("\\.");
                yield Map.of("/results/type", List.of(typeAndStatus[0]), "/results/status", List.of(typeAndStatus[1]));
            }
            case "makini" -> Map.of("/event", spellings(type));
            default -> Map.of("/event", List.of(type));
        };
    }

    /** How Makini spells two words is not documented; all are read alike. */
    private static List<String> spellings(String type) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(type);
        spellings.add(type.replace('-', '_'));
        spellings.add(HYPHEN_AND_LETTER.matcher(type).replaceAll(letter -> letter.group(1)
                .toUpperCase()));
        spellings.add(type.replace('-', ' '));
        return List.copyOf(spellings);
    }

    private static Supplier<String> countedIds() {
        AtomicLong count = new AtomicLong();
        return () -> new UUID(0, count.incrementAndGet()).toString();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String print(JsonNode json) {
        try {
            return PRETTY.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
