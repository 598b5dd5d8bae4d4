package dev.vendorhooks.journal;

import java.util.List;
import java.util.Optional;

/** Keeps deliveries, as many and as long as it is set to. */
public interface Journal {

    /** Whether {@link #add} keeps headers, so that there is a reason to collect them. */
    boolean keepsHeaders();

    /**
     * Takes note of {@code entry}, in place of an earlier one with the same id. Is called by threads that answer requests:
     * it returns at once and never throws. Headers, bodies and fields that are not to be kept are taken out here.
     */
    void add(JournalEntry entry);

    /**
     * At most {@code count} of the entries that {@code filter} accepts, the latest first, without headers and bodies.
     *
     * @throws IllegalStateException if what is kept cannot be read now
     */
    List<JournalEntry> latest(JournalFilter filter, int count);

    /**
     * The entry of that id with all that is kept of it.
     *
     * @throws IllegalStateException if what is kept cannot be read now
     */
    Optional<JournalEntry> entry(String id);
}
