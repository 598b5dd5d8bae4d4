package dev.vendorhooks.inspector;

import dev.vendorhooks.journal.JournalEntry;
import java.util.List;
import java.util.Map;

/** What the page can have done. What cannot be done throws an IllegalArgumentException that says why. */
public interface InspectorActions {

    /**
     * Routes a received delivery once more, verified with the clock and the secret of its time.
     *
     * @return the id of the entry that tells what became of it
     */
    String replay(JournalEntry entry);

    /** The event types of which there are samples, by the path that takes them in. */
    Map<String, List<String>> samples();

    /**
     * Signs a sample and has the endpoint on {@code path} judge and route it as if the vendor had sent it.
     *
     * @return the id of the entry that tells what became of it
     */
    String sample(String path, String type);
}
