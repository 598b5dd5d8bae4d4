package dev.vendorhooks.inspector;

import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.JournalFilter;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All journals read as one. An entry that two of them hold, such as two on one table, is read once. */
record ReadJournals(Supplier<Collection<Journal>> journals) {

    private static final int MOST = 200;

    /** At most 200 of the entries that {@code filter} accepts, the latest first, without headers and bodies. */
    List<JournalEntry> latest(JournalFilter filter) {
        Map<String, JournalEntry> byId = new LinkedHashMap<>();
        for (Journal journal : journals.get()) {
            journal.latest(filter, MOST).forEach(entry -> byId.putIfAbsent(entry.id(), entry));
        }
        return byId.values().stream()
                .sorted(Comparator.comparing(JournalEntry::time).reversed())
                .limit(MOST)
                .toList();
    }

    Optional<JournalEntry> entry(String id) {
        return journals.get().stream()
                .flatMap(journal -> journal.entry(id).stream())
                .findFirst();
    }
}
