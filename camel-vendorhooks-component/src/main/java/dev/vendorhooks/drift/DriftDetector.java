package dev.vendorhooks.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.vendor.Vendor;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the drifts of one endpoint's events: differences from the JSON Schema that the jar has of each type under {@code
 * META-INF/dev.vendorhooks/contracts}. What a contract leaves open, such as maps and what no vendor documents, may hold
 * anything.
 *
 * <p>A field counts as vanished when earlier events of the type had it, null included, and the last ten have not: the
 * vendors promise no field, one example of theirs often stands for many types, and a delivery by hand lacks what the
 * sender left out.
 */
public final class DriftDetector {

    private static final String FOLDER = "META-INF/dev.vendorhooks/contracts/";

    private final String vendorName;
    private final Vendor vendor;
    private final Map<String, String> typesByPlainName;
    private final Map<String, Optional<ContractedType>> contracts = new HashMap<>();

    /**
     * @param vendorName the name that contracts are kept under
     * @param vendor which types it knows; any others have no contract
     */
    public DriftDetector(String vendorName, Vendor vendor) {
        this.vendorName = vendorName;
        this.vendor = vendor;
        this.typesByPlainName = vendor.eventTypes().stream()
                .collect(Collectors.toMap(DriftDetector::plain, Function.identity(), (first, second) -> first));
    }

    /**
     * The differences between {@code body} and the contract of {@code type}, at most 32 and one for each path; none where
     * there is no contract, or no JSON object.
     */
    public synchronized List<Drift> drifts(String type, byte[] body) {
        String known = typesByPlainName.get(plain(type));
        if (known == null) {
            return List.of();
        }
        return contracts
                .computeIfAbsent(known, this::contract)
                .map(contract -> contract.drifts(read(body)))
                .orElse(List.of());
    }

    private Optional<ContractedType> contract(String type) {
        String file = FOLDER + vendorName + "/" + type + ".schema.json";
        try (InputStream schema = vendor.getClass().getClassLoader().getResourceAsStream(file)) {
            return schema == null
                    ? Optional.empty()
                    : Optional.of(new ContractedType(type, EventJson.readTree(schema.readAllBytes())));
        } catch (IOException e) {
            throw new IllegalStateException("The contract " + file + " cannot be read", e);
        }
    }

    private static JsonNode read(byte[] body) {
        try {
            return EventJson.readTree(body);
        } catch (IOException e) {
            return null;
        }
    }

    /** Makini's types are known in several spellings, which share a contract. */
    private static String plain(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
