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
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells pages of entries that are new or have changed since the page connected, as server-sent events. */
final class LiveEvents {

    static final int MOST_CLIENTS = 8;

    private static final int LOOKS_A_HEARTBEAT = 4;

    private final ReadJournals journals;
    private final long lookMillis;
    private final Semaphore places = new Semaphore(MOST_CLIENTS);

    /** Looks for news every {@code lookMillis}. */
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
            List<JournalEntry> told = journals.latest(JournalFilter.ANY);
            OutputStream events = Answers.start(exchange, "text/event-stream");
            events.write("retry: 1000\n\n".getBytes(UTF_8));
            for (int look = 1; ; look++) {
                events.flush();
                Thread.sleep(lookMillis);
                told = tell(told, events);
                if (look % LOOKS_A_HEARTBEAT == 0) {
                    // shows by failing that a client has gone
                    events.write(":\n\n".getBytes(UTF_8));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private List<JournalEntry> tell(List<JournalEntry> told, OutputStream events) throws IOException {
        List<JournalEntry> latest = journals.latest(JournalFilter.ANY);
        Map<String, JournalEntry> before =
                told.stream().collect(Collectors.toMap(JournalEntry::id, Function.identity()));
        List<JournalEntry> news = new ArrayList<>(latest);
        news.removeIf(entry -> entry.equals(before.get(entry.id())));
        Collections.reverse(news);
        for (JournalEntry entry : news) {
            events.write(("data: " + EntryJson.summary(entry) + "\n\n").getBytes(UTF_8));
        }
        return latest;
    }
}
