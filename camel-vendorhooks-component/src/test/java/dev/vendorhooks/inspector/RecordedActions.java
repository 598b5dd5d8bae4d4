package dev.vendorhooks.inspector;

import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.JournalEntry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes note of what is asked for and enters what came of it in the journal. */
final class RecordedActions implements InspectorActions {

    final List<String> taken = new CopyOnWriteArrayList<>();
    private final Journal journal;

    RecordedActions(Journal journal) {
        this.journal = journal;
    }

    @Override
    public String replay(JournalEntry entry) {
        taken.add("replay " + entry.id());
        if (entry.id().equals("unreplayable")) {
            throw new IllegalArgumentException("The secret of its time is not known any more.");
        }
        if (entry.id().equals("failing")) {
            throw new IllegalStateException("jdbc:h2:mem:internal is broken");
        }
        return add(replayed(entry, "replay-" + taken.size()));
    }

    @Override
    public Map<String, List<String>> samples() {
        return Map.of(
                "/webhooks/glossi", List.of("model.processed", "job.failed"), "/webhooks/vntana", List.of("product"));
    }

    @Override
    public String sample(String path, String type) {
        taken.add("sample " + path + " " + type);
        return add(Deliveries.received("sample-" + taken.size(), "accepted", 200, null, type, Map.of(), new byte[0]));
    }

    private String add(JournalEntry entry) {
        journal.add(entry);
        return entry.id();
    }

    private static JournalEntry replayed(JournalEntry entry, String id) {
        return new JournalEntry(
                id,
                entry.direction(),
                entry.time().plusSeconds(5),
                entry.endpoint(),
                entry.place(),
                entry.vendor(),
                entry.outcome(),
                entry.status(),
                entry.reason(),
                entry.type(),
                entry.eventId(),
                entry.secret(),
                entry.duration(),
                entry.id(),
                entry.story(),
                entry.attempts(),
                entry.headers(),
                entry.body(),
                false);
    }
}
