package dev.vendorhooks.journal;

import dev.vendorhooks.http.PrintableText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A journal that keeps so many entries for so long, and of each what it is set to: as set up, neither headers nor bodies.
 * Set it up before the first entry.
 */
public abstract sealed class BoundedJournal implements Journal permits MemoryJournal, SqlJournal {

    private final Clock clock;
    private int capacity = 1_000;
    private Duration maxAge = Duration.ofHours(24);
    private boolean headers;
    private boolean bodies;
    private int maxBodySize = 64 * 1024;
    private Redaction redaction = Redaction.of("");

    BoundedJournal(Clock clock) {
        this.clock = clock;
    }

    /** How many entries are kept: the latest. 1,000 unless set. */
    public final void setCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A journal needs a capacity of at least 1, not " + capacity);
        }
        this.capacity = capacity;
    }

    /** How long an entry is kept, counted from its time. 24 hours unless set. */
    public final void setMaxAge(Duration maxAge) {
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("A journal needs a maxAge of more than nothing, not " + maxAge);
        }
        this.maxAge = maxAge;
    }

    /** Whether the headers of requests are kept. */
    public final void setHeaders(boolean headers) {
        this.headers = headers;
    }

    /** Whether the bodies of requests are kept. */
    public final void setBodies(boolean bodies) {
        this.bodies = bodies;
    }

    /** The largest body that is kept, in bytes; larger ones are left out. 64 KiB unless set. */
    public final void setMaxBodySize(int maxBodySize) {
        if (maxBodySize < 0) {
            throw new IllegalArgumentException("A journal needs a maxBodySize of at least 0, not " + maxBodySize);
        }
        this.maxBodySize = maxBodySize;
    }

    /**
     * What is replaced by {@code [redacted]}, separated by commas: fields of the JSON body, by their path, such as
     * {@code data.user.email} or {@code items[].token}, and headers, such as {@code header:X-Customer}. Headers that hold
     * credentials are redacted without being named. Once a field is named, no body is kept that is no JSON object.
     */
    public final void setRedact(String redact) {
        this.redaction = Redaction.of(redact);
    }

    @Override
    public final boolean keepsHeaders() {
        return headers;
    }

    final Clock clock() {
        return clock;
    }

    final int capacity() {
        return capacity;
    }

    /** Entries of this time and before are too old. */
    final Instant horizon() {
        return clock.instant().minus(maxAge);
    }

    /** {@code entry} as it is kept. */
    final JournalEntry kept(JournalEntry entry) {
        byte[] whole = bodies && entry.body() != null && entry.body().length <= maxBodySize ? entry.body() : null;
        byte[] body = whole == null ? null : redaction.ofBody(whole);
        return new JournalEntry(
                printable(entry.id()),
                entry.direction(),
                entry.time(),
                printable(entry.endpoint()),
                printable(entry.place()),
                printable(entry.vendor()),
                printable(entry.outcome()),
                entry.status(),
                printable(entry.reason()),
                printable(entry.type()),
                printable(entry.eventId()),
                printable(entry.secret()),
                entry.duration(),
                printable(entry.replayOf()),
                entry.story(),
                entry.attempts(),
                headers && entry.headers() != null ? redaction.ofHeaders(entry.headers()) : null,
                body == whole && body != null ? body.clone() : body,
                entry.bodyRedacted() || body != null && body != whole);
    }

    /** {@code filter} in the words of the entries that are kept. */
    static JournalFilter printable(JournalFilter filter) {
        return new JournalFilter(
                filter.direction(), printable(filter.vendor()), printable(filter.type()), printable(filter.outcome()));
    }

    /** A type or an id may be as long as the body they come from. */
    static String printable(String text) {
        return text == null ? null : PrintableText.of(text);
    }
}
