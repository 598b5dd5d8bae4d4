package dev.vendorhooks.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.drift.Drift.Change;
import dev.vendorhooks.http.PrintableText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A type of event with its contract, and which fields of it the events had. */
final class ContractedType {

    private static final int MAX_DRIFTS = 32;
    private static final int MAX_ITEMS = 1_000;
    private static final int MAX_NAME_LENGTH = 100;

    /** How many events in a row lack a field that has vanished. */
    private static final int EVENTS_WITHOUT = 10;

    private final String type;
    private final Field event;

    /** How many events in a row lacked a field, by the path of each that one event had. */
    private final Map<String, Integer> eventsWithout = new HashMap<>();

    ContractedType(String type, JsonNode schema) {
        this.type = type;
        this.event = Field.of(schema);
    }

    List<Drift> drifts(JsonNode json) {
        if (json == null || !json.isObject()) {
            return List.of();
        }
        Comparison comparison = new Comparison();
        comparison.compare(event, json);
        comparison.addVanished();
        return List.copyOf(comparison.drifts);
    }

    /** One event beside the contract. It descends no deeper than the contract does. */
    private final class Comparison {

        private final Set<Drift> drifts = new LinkedHashSet<>();
        private final Set<String> possible = new LinkedHashSet<>();
        private final Set<String> present = new HashSet<>();

        void compare(Field field, JsonNode value) {
            if (!field.allows(value)) {
                add(Change.RETYPED, field.path());
            } else if (value.isObject()) {
                compareMembers(field, value);
            } else if (field.items() != null) {
                compareAll(field.items(), value);
            }
        }

        private void compareMembers(Field field, JsonNode object) {
            field.members().forEach((name, member) -> {
                possible.add(member.path());
                JsonNode value = object.get(name);
                if (value != null) {
                    present.add(member.path());
                    compare(member, value);
                }
            });
            if (field.values() != null && field.members().isEmpty()) {
                compareAll(field.values(), object);
            }
            if (!field.isOpen()) {
                addAppeared(field, object);
            }
        }

        private void compareAll(Field field, JsonNode values) {
            Iterator<JsonNode> each = values.elements();
            for (int i = 0; i < MAX_ITEMS && each.hasNext(); i++) {
                compare(field, each.next());
            }
        }

        private void addAppeared(Field field, JsonNode object) {
            Iterator<String> names = object.fieldNames();
            while (drifts.size() < MAX_DRIFTS && names.hasNext()) {
                String name = names.next();
                if (!field.members().containsKey(name)) {
                    add(Change.APPEARED, field.pathOf(printable(name)));
                }
            }
        }

        /** Fields in an object or list that is not there itself are not missed. */
        void addVanished() {
            for (String path : possible) {
                if (present.contains(path)) {
                    eventsWithout.put(path, 0);
                } else if (eventsWithout.containsKey(path)
                        && eventsWithout.merge(path, 1, Integer::sum) >= EVENTS_WITHOUT) {
                    add(Change.VANISHED, path);
                }
            }
        }

        private void add(Change change, String path) {
            if (drifts.size() < MAX_DRIFTS) {
                drifts.add(new Drift(change, type, path));
            }
        }
    }

    private static String printable(String name) {
        return PrintableText.of(name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH) + "…");
    }
}
