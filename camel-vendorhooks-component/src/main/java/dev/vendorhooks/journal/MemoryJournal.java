package dev.vendorhooks.journal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps deliveries until the application ends. At worst it holds {@code capacity} times {@code maxBodySize} of bodies, 64
 * MiB as set up, and as many times the headers that the HTTP server lets in, often 8 KiB; without headers and bodies a few
 * kilobytes each. What is too old goes with the next entry or question.
 */
public final class MemoryJournal extends BoundedJournal {

    /** In the order they came, so that the first is the next to go. */
    private final Map<String, JournalEntry> entries = new LinkedHashMap<>();

    public MemoryJournal() {
        this(Clock.systemUTC());
    }

    /** Reads the time from {@code clock}. */
    public MemoryJournal(Clock clock) {
        super(clock);
    }

    @Override
    public void add(JournalEntry entry) {
        JournalEntry kept = kept(entry);
        synchronized (entries) {
            entries.remove(kept.id());
            entries.put(kept.id(), kept);
            Iterator<JournalEntry> eldest = entries.values().iterator();
            while (eldest.hasNext() && (isOld(eldest.next()) || entries.size() > capacity())) {
                eldest.remove();
            }
        }
    }

    @Override
    public List<JournalEntry> latest(JournalFilter filter, int count) {
        JournalFilter wanted = printable(filter);
        return latestFirst().stream()
                .filter(wanted::accepts)
                .limit(count)
                .map(JournalEntry::withoutContent)
                .toList();
    }

    @Override
    public Optional<JournalEntry> entry(String id) {
        synchronized (entries) {
            removeOld();
            return Optional.ofNullable(entries.get(printable(id)));
        }
    }

    private List<JournalEntry> latestFirst() {
        List<JournalEntry> latestFirst;
        synchronized (entries) {
            removeOld();
            latestFirst = new ArrayList<>(entries.values());
        }
        // of two that came at the same time the one added later is the later
        Collections.reverse(latestFirst);
        latestFirst.sort(Comparator.comparing(JournalEntry::time).reversed());
        return latestFirst;
    }

    private void removeOld() {
        entries.values().removeIf(this::isOld);
    }

    private boolean isOld(JournalEntry entry) {
        return !entry.time().isAfter(horizon());
    }
}
