package dev.vendorhooks.camel;

import dev.vendorhooks.inspector.InspectorActions;
import dev.vendorhooks.journal.JournalEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operator can have the consumers do.
 *
 * @param component whose consumers
 */
record ConsumerActions(VendorhookComponent component) implements InspectorActions {

    @Override
    public String replay(JournalEntry entry) {
        return consumer(entry.place()).replay(entry);
    }

    @Override
    public Map<String, List<String>> samples() {
        Map<String, List<String>> types = new TreeMap<>();
        component.consumers().forEach(consumer -> types.put(consumer.path(), consumer.sampleTypes()));
        return types;
    }

    @Override
    public String sample(String path, String type) {
        return consumer(path).sample(type);
    }

    private VendorhookConsumer consumer(String path) {
        return component
                .consumerOn(path)
                .orElseThrow(() -> new IllegalArgumentException("No endpoint listens on that path."));
    }
}
