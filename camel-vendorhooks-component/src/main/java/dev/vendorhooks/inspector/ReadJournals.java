package dev.vendorhooks.inspector;

import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.JournalFilter;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All journals read as one. An entry that two of them hold, such as two on one table, is read once. A journal that
 * cannot be read has the question refused, and is logged once until it can be read again.
 */
final class ReadJournals {

    private static final Logger LOG = LoggerFactory.getLogger(ReadJournals.class);
    private static final int MOST = 200;

    private final Supplier<Collection<Journal>> journals;
    private final Set<Journal> unreadable = ConcurrentHashMap.newKeySet();

    ReadJournals(Supplier<Collection<Journal>> journals) {
        this.journals = journals;
    }

    /** At most 200 of the entries that {@code filter} accepts, the latest first, without headers and bodies. */
    List<JournalEntry> latest(JournalFilter filter) {
        Map<String, JournalEntry> byId = new LinkedHashMap<>();
        for (Journal journal : journals.get()) {
            read(journal, asked -> asked.latest(filter, MOST)).forEach(entry -> byId.putIfAbsent(entry.id(), entry));
        }
        return byId.values().stream()
                .sorted(Comparator.comparing(JournalEntry::time).reversed())
                .limit(MOST)
                .toList();
    }

    Optional<JournalEntry> entry(String id) {
        return journals.get().stream()
                .flatMap(journal -> read(journal, asked -> asked.entry(id)).stream())
                .findFirst();
    }

    private <T> T read(Journal journal, Function<Journal, T> question) {
        try {
            T answer = question.apply(journal);
            if (unreadable.remove(journal)) {
                LOG.info("The inspector can read the journal again.");
            }
            return answer;
        } catch (RuntimeException e) {
            if (unreadable.add(journal)) {
                LOG.warn("The inspector cannot read a journal and tries on: {}", PrintableText.of(e.toString()));
                LOG.debug("Reading the journal failed", e);
            }
            throw new Refused(503, "The journal cannot be read now. The application's log says why.");
        }
    }
}
