package dev.vendorhooks.inspector;

import dev.vendorhooks.journal.Journal;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Supplier;

/** Serves the page, from its construction until it is closed. */
public final class Inspector implements Closeable {

    /**
     * Starts to listen.
     *
     * @param journals what is shown; may change while it runs
     * @throws IllegalArgumentException if anybody could reach it and no user and password are set
     * @throws IOException if it cannot listen there
     */
    public Inspector(InspectorSettings settings, Supplier<Collection<Journal>> journals, InspectorActions actions)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The port that it listens on. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
