package dev.vendorhooks.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps deliveries in a table, which it creates where it is missing. Applications may share the table; the count and age
 * that are kept should then be the same in all of them.
 *
 * <p>One thread of its own writes. What the database does not take in time waits in memory, 1,000 entries at most; what is
 * more is lost, which {@link #lost} counts and one warning a minute says. A question waits for what was
 * added before it, five seconds at most. {@link #close} writes what waits and ends the thread.
 */
public final class SqlJournal extends BoundedJournal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqlJournal.class);

    private static final int MAX_WAITING = 1_000;
    private static final int BATCH = 100;
    private static final Duration RETENTION_INTERVAL = Duration.ofMinutes(1);
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Duration retryInterval;
    private final Duration patience;
    private DataSource dataSource;
    private JournalTable table = new JournalTable("VENDORHOOK_JOURNAL");

    /** Guarded by this, as all below but what only the writer uses. */
    private final Queue<JournalEntry> waiting = new ArrayDeque<>();

    private Thread writer;
    private boolean closed;
    private boolean away;
    private long added;
    private long settled;
    private long lost;
    private Instant lastWarning = Instant.MIN;

    private Instant lastRetention = Instant.MIN;
    private int savedSinceRetention;

    public SqlJournal() {
        this(Clock.systemUTC());
    }

    /** Reads the time from {@code clock}. */
    public SqlJournal(Clock clock) {
        this(clock, RETRY_INTERVAL, PATIENCE);
    }

    /** Tries again after {@code retryInterval}; questions and the end wait for the writer as long as {@code patience}. */
    SqlJournal(Clock clock, Duration retryInterval, Duration patience) {
        super(clock);
        this.retryInterval = retryInterval;
        this.patience = patience;
    }

    /** The database. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The table's name, {@code VENDORHOOK_JOURNAL} unless set. */
    public void setTable(String table) {
        this.table = new JournalTable(table);
    }

    /** How many entries were not written, since the start. */
    public synchronized long lost() {
        return lost;
    }

    @Override
    public void add(JournalEntry entry) {
        JournalEntry kept = kept(entry);
        synchronized (this) {
            if (closed || waiting.size() == MAX_WAITING) {
                lose(1, closed ? "it is closed" : "the database does not keep up");
                return;
            }
            waiting.add(kept);
            added++;
            if (writer == null) {
                writer = new Thread(this::write, "vendorhook-journal");
                writer.setDaemon(true);
                writer.start();
            }
            notifyAll();
        }
    }

    @Override
    public List<JournalEntry> latest(JournalFilter filter, int count) {
        return ask(connection -> table.latest(connection, printable(filter), horizon(), Math.min(count, capacity())));
    }

    @Override
    public Optional<JournalEntry> entry(String id) {
        return ask(connection -> table.entry(connection, printable(id), horizon()));
    }

    /** Writes what waits, for five seconds at most, and takes no more. */
    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            last = writer;
            notifyAll();
        }
        try {
            if (last != null) {
                last.join(patience.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (!waiting.isEmpty()) {
                int unwritten = waiting.size();
                settle(unwritten);
                lastWarning = Instant.MIN;
                lose(unwritten, "it was closed before the database took all");
            }
        }
    }

    /** A question to the database. */
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        awaitSettled();
        try (Connection connection = connect()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The journal cannot be read: " + reason(e) + ". Check its database.");
        }
    }

    private synchronized void awaitSettled() {
        long target = added;
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (settled < target && !closed && !away && millisUntil(end) > 0) {
                wait(millisUntil(end));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The life of the writer. */
    private void write() {
        try {
            boolean written = true;
            for (List<JournalEntry> batch = next(); goesOn(batch, written); batch = next()) {
                written = write(batch);
            }
        } catch (InterruptedException e) {
            synchronized (this) {
                closed = true;
            }
        }
    }

    /** What waits longest; nothing once in a while, and nothing after the last. */
    private synchronized List<JournalEntry> next() throws InterruptedException {
        if (waiting.isEmpty() && !closed) {
            wait(RETENTION_INTERVAL.toMillis());
        }
        return waiting.stream().limit(BATCH).toList();
    }

    /** Once it is closed, a database that is away is not waited for. */
    private synchronized boolean goesOn(List<JournalEntry> batch, boolean written) {
        return !closed || written && !batch.isEmpty();
    }

    /** Entries wait on until they are written, or are found to be the reason that they are not. */
    private boolean write(List<JournalEntry> batch) throws InterruptedException {
        try (Connection connection = connect()) {
            int refused = save(connection, batch);
            retain(connection, batch.size());
            synchronized (this) {
                settle(batch.size());
                if (refused > 0) {
                    lose(refused, "the database refused them");
                }
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            pause(reason(e));
            return false;
        }
    }

    /** Returns how many of {@code batch} cannot be saved, though the database is there. */
    private int save(Connection connection, List<JournalEntry> batch) throws SQLException {
        Map<String, JournalEntry> latestById = new LinkedHashMap<>();
        batch.forEach(entry -> latestById.put(entry.id(), entry));
        if (isSaved(connection, latestById.values())) {
            return 0;
        }
        int refused = 0;
        for (JournalEntry entry : latestById.values()) {
            refused += isSaved(connection, List.of(entry)) ? 0 : 1;
        }
        return refused;
    }

    private boolean isSaved(Connection connection, Collection<JournalEntry> entries) throws SQLException {
        try {
            table.save(connection, entries);
            return true;
        } catch (SQLException | RuntimeException e) {
            if (!connection.isValid(1)) {
                throw e;
            }
            return false;
        }
    }

    /** Now and then: at least once a minute, and before there are more than a tenth too many. */
    private void retain(Connection connection, int saved) throws SQLException {
        savedSinceRetention += saved;
        Instant now = clock().instant();
        boolean due = Duration.between(lastRetention, now).compareTo(RETENTION_INTERVAL) >= 0;
        if (due || savedSinceRetention > capacity() / 10) {
            table.retain(connection, horizon(), capacity());
            lastRetention = now;
            savedSinceRetention = 0;
        }
    }

    private Connection connect() throws SQLException {
        if (dataSource == null) {
            throw new SQLException("No dataSource");
        }
        Connection connection = dataSource.getConnection();
        try {
            // in a transaction, a look at a missing table would have PostgreSQL refuse all that follows
            connection.setAutoCommit(true);
            table.createIfMissing(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private synchronized void settle(int count) {
        for (int i = 0; i < count; i++) {
            waiting.poll();
        }
        settled += count;
        away = false;
        notifyAll();
    }

    private synchronized void pause(String reason) throws InterruptedException {
        away = true;
        notifyAll();
        warn(reason);
        long end = System.nanoTime() + retryInterval.toNanos();
        while (millisUntil(end) > 0) {
            wait(millisUntil(end));
        }
    }

    private void lose(int count, String reason) {
        lost += count;
        warn(reason);
    }

    private void warn(String reason) {
        Instant now = clock().instant();
        if (Duration.between(lastWarning, now).compareTo(WARNING_INTERVAL) >= 0) {
            lastWarning = now;
            LOG.warn(
                    "The journal is not written: {}. {} entries wait, {} are lost. Check its database; it goes on by itself.",
                    reason,
                    waiting.size(),
                    lost);
        }
    }

    /** Without the message of a driver, which may quote the URL or an entry. */
    private String reason(Exception e) {
        if (dataSource == null) {
            return "it has no dataSource";
        }
        return e.getClass().getSimpleName() + (e instanceof SQLException sql ? ", SQLState " + sql.getSQLState() : "");
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
}
