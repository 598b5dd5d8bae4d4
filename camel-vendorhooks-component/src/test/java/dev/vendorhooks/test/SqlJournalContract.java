package dev.vendorhooks.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.journal.SqlJournal;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a journal in a table does, whichever database holds it. */
public abstract class SqlJournalContract extends JournalContract {

    private final List<SqlJournal> open = new ArrayList<>();

    /** A real database. */
    protected abstract DataSource database();

    @BeforeEach
    void removeTable() throws SQLException {
        execute("drop table if exists VENDORHOOK_JOURNAL");
    }

    @AfterEach
    void close() {
        open.forEach(SqlJournal::close);
    }

    @Override
    protected SqlJournal journal() {
        return journal(() -> database().getConnection());
    }

    /** A journal that gets its connections from {@code connecting}; it is closed after the test. */
    protected SqlJournal journal(Connecting connecting) {
        SqlJournal journal = newJournal();
        journal.setDataSource((DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connecting.connect()));
        open.add(journal);
        return journal;
    }

    /** A journal without database. */
    protected SqlJournal newJournal() {
        return new SqlJournal(clock);
    }

    /** What a journal asks of its DataSource. */
    protected interface Connecting {
        Connection connect() throws SQLException;
    }

    @Test
    void keepsEntriesWhenItIsClosedAndOpenedAgain() {
        SqlJournal before = journal();
        before.add(entry("m-1", now()));
        before.close();

        SqlJournal after = journal();
        after.add(entry("m-2", now().plusSeconds(1)));

        assertThat(ids(after)).containsExactly("m-2", "m-1");
        before.add(entry("m-3", now()));
        assertThat(before.lost()).isEqualTo(1);
    }

    @Test
    void sharesItsTable() {
        SqlJournal one = journal();
        SqlJournal other = journal();
        one.add(entry("m-1", now()));
        assertThat(ids(one)).containsExactly("m-1");
        other.add(entry("m-2", now().plusSeconds(1)));
        assertThat(ids(other)).containsExactly("m-2", "m-1");

        assertThat(ids(one)).containsExactly("m-2", "m-1");
    }

    @Test
    void createsTheTableAgain() throws SQLException {
        SqlJournal journal = journal();
        journal.add(entry("m-1", now()));
        assertThat(ids(journal)).containsExactly("m-1");
        execute("drop table VENDORHOOK_JOURNAL");

        journal.add(entry("m-2", now()));

        assertThat(ids(journal)).containsExactly("m-2");
    }

    @Test
    void losesOnlyTheEntryThatTheDatabaseRefuses() throws SQLException {
        AtomicBoolean away = new AtomicBoolean();
        SqlJournal journal = journal(() -> {
            if (away.get()) {
                throw new SQLException("It is away", "08001");
            }
            return database().getConnection();
        });
        assertThat(ids(journal)).isEmpty();
        execute("alter table VENDORHOOK_JOURNAL add constraint no_m_2 check (id <> 'm-2')");
        away.set(true);
        IntStream.rangeClosed(1, 3).forEach(i -> journal.add(entry("m-" + i, now().plusSeconds(i))));

        away.set(false);

        await().until(() -> journal.lost() == 1);
        assertThat(ids(journal)).containsExactly("m-3", "m-1");
    }

    @Test
    void keepsTheEarlierEntryWhereTheDatabaseRefusesTheLater() throws SQLException {
        SqlJournal journal = journal();
        journal.add(sent("m-1", now(), "retryable"));
        assertThat(ids(journal)).containsExactly("m-1");
        execute("alter table VENDORHOOK_JOURNAL add constraint none_delivered check (outcome <> 'delivered')");

        journal.add(sent("m-1", now(), "delivered"));

        await().until(() -> journal.lost() == 1);
        assertThat(journal.entry("m-1").orElseThrow().outcome()).isEqualTo("retryable");
    }

    @Test
    void deletesWhatItDoesNotKeep() throws SQLException {
        SqlJournal journal = journal();
        journal.setCapacity(20);
        journal.setMaxAge(Duration.ofHours(1));
        IntStream.range(0, 100).forEach(i -> journal.add(entry("m-" + i, now().plusMillis(i))));
        assertThat(ids(journal)).hasSize(20);
        await().until(() -> rows() <= 20 + 20 / 10);

        clock.put(now().plus(Duration.ofHours(2)));
        journal.add(entry("new", now()));

        await().until(() -> rows() == 1);
        assertThat(ids(journal)).containsExactly("new");
    }

    @Test
    void usesTheTableThatItIsGiven() throws SQLException {
        execute("drop table if exists other_journal");
        SqlJournal journal = journal();
        journal.setTable("other_journal");
        journal.add(entry("m-1", now()));

        assertThat(ids(journal)).containsExactly("m-1");
        execute("drop table other_journal");
    }

    private Instant now() {
        return clock.instant();
    }

    protected final void execute(String sql) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int rows() throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from VENDORHOOK_JOURNAL")) {
            count.next();
            return count.getInt(1);
        }
    }
}
