package dev.vendorhooks.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.JournalFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells pages of entries that are new or have changed since the page connected, as server-sent events; an event
 * {@code problem} says that the journal cannot be read, and an event {@code readable} that it can be again.
 */
final class LiveEvents {

    static final int MOST_CLIENTS = 8;

    private static final int LOOKS_A_HEARTBEAT = 4;

    private final ReadJournals journals;
    private final long lookMillis;
    private final Semaphore places = new Semaphore(MOST_CLIENTS);

    /** What the page saw that looked last, and when; guarded by this. */
    private Look latest;

    private long latestNanos;

    /** Looks for news every {@code lookMillis}, once for all pages. */
    LiveEvents(ReadJournals journals, long lookMillis) {
        this.journals = journals;
        this.lookMillis = lookMillis;
    }

    /** Goes on until the client has gone, which an exception tells, or its thread is interrupted. */
    void stream(HttpExchange exchange) throws IOException {
        if (!places.tryAcquire()) {
            throw new Refused(503, "There are " + MOST_CLIENTS + " live pages already. Close one of them.");
        }
        try {
            Look told = look(0);
            OutputStream events = Answers.start(exchange, "text/event-stream");
            write(events, "retry: 1000\n\n");
            write(events, told.isReadable() ? "" : problem(told));
            for (int look = 1; ; look++) {
                events.flush();
                Thread.sleep(lookMillis);
                Look now = look(lookMillis);
                write(events, news(told, now));
                told = now;
                if (look % LOOKS_A_HEARTBEAT == 0) {
                    // shows by failing that a client has gone
                    write(events, ":\n\n");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /** What was seen: entries, or why there are none. */
    private record Look(List<JournalEntry> entries, String problem) {

        boolean isReadable() {
            return problem == null;
        }
    }

    /** Younger than {@code maxAgeMillis}, so that of pages that wait here for the journals one asks them. */
    private synchronized Look look(long maxAgeMillis) {
        if (latest == null || System.nanoTime() - latestNanos >= TimeUnit.MILLISECONDS.toNanos(maxAgeMillis)) {
            latest = newLook();
            latestNanos = System.nanoTime();
        }
        return latest;
    }

    private Look newLook() {
        try {
            return new Look(journals.latest(JournalFilter.ANY), null);
        } catch (Refused refused) {
            return new Look(List.of(), refused.getMessage());
        }
    }

    /** The events that tell who knows of {@code told} of {@code now}; after a problem the page loads the list anew. */
    private static String news(Look told, Look now) {
        if (!now.isReadable()) {
            return told.isReadable() ? problem(now) : "";
        }
        return told.isReadable() ? changes(told.entries(), now.entries()) : "event: readable\ndata: {}\n\n";
    }

    private static String problem(Look look) {
        return "event: problem\ndata: " + Answers.object("problem", look.problem()) + "\n\n";
    }

    private static String changes(List<JournalEntry> told, List<JournalEntry> latest) {
        Map<String, JournalEntry> before =
                told.stream().collect(Collectors.toMap(JournalEntry::id, Function.identity()));
        List<JournalEntry> changed = new ArrayList<>(latest);
        changed.removeIf(entry -> entry.equals(before.get(entry.id())));
        Collections.reverse(changed);
        return changed.stream()
                .map(entry -> "data: " + EntryJson.summary(entry) + "\n\n")
                .collect(Collectors.joining());
    }

    private static void write(OutputStream events, String text) throws IOException {
        events.write(text.getBytes(UTF_8));
    }
}
