package dev.vendorhooks.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

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
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal in a table does, whichever database holds it. */
public abstract class SqlJournalContract extends JournalContract {

    private static final int MAX_WAITING = 1_000;

    private final List<SqlJournal> open = new ArrayList<>();
    private volatile boolean away;

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
        SqlJournal journal = new SqlJournal(clock);
        journal.setDataSource((DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new SQLException("c4n4ry is away", "08001");
                    }
                    return method.invoke(database(), arguments);
                }));
        open.add(journal);
        return journal;
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
        other.add(entry("m-2", now().plusSeconds(1)));
        assertThat(ids(other)).contains("m-2");

        assertThat(ids(one)).containsExactly("m-2", "m-1");
        assertThat(ids(other)).containsExactly("m-2", "m-1");
    }

    @Test
    void writesWhatCameWhileTheDatabaseWasAway() {
        away = true;
        SqlJournal journal = journal();
        journal.add(entry("m-1", now()));
        assertThatThrownBy(() -> ids(journal))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The journal cannot be read: SQLException, SQLState 08001. Check its database.");

        away = false;
        await().until(() -> ids(journal).equals(List.of("m-1")));

        away = true;
        journal.add(entry("m-2", now().plusSeconds(1)));
        away = false;
        await().until(() -> ids(journal).equals(List.of("m-2", "m-1")));
        assertThat(journal.lost()).isZero();
    }

    @Test
    void losesWhatIsTooMuchToWaitAndGoesOn() {
        away = true;
        SqlJournal journal = journal();

        IntStream.range(0, MAX_WAITING + 5).forEach(i -> journal.add(entry("m-" + i, now().plusMillis(i))));

        assertThat(journal.lost()).isEqualTo(5);
        away = false;
        await().until(() -> ids(journal).size() == MAX_WAITING);
        assertThat(ids(journal)).first().isEqualTo("m-" + (MAX_WAITING - 1));
        journal.add(entry("late", now().plusSeconds(60)));
        assertThat(ids(journal)).first().isEqualTo("late");
    }

    @Test
    void endsInTimeWhenTheDatabaseIsAway() {
        away = true;
        SqlJournal journal = journal();
        journal.add(entry("m-1", now()));

        assertTimeout(Duration.ofSeconds(4), journal::close);

        assertThat(journal.lost()).isEqualTo(1);
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
        SqlJournal journal = journal();
        assertThat(ids(journal)).isEmpty();
        execute("alter table VENDORHOOK_JOURNAL add constraint no_m_2 check (id <> 'm-2')");
        away = true;
        IntStream.rangeClosed(1, 3).forEach(i -> journal.add(entry("m-" + i, now().plusSeconds(i))));

        away = false;

        await().until(() -> journal.lost() == 1);
        assertThat(ids(journal)).containsExactly("m-3", "m-1");
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

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "a b", "j;drop table x", "a\"b", "ops.journal", "j--", "\u0130"})
    void refusesWhatIsNoNameOfATable(String table) {
        SqlJournal journal = journal();

        assertThatThrownBy(() -> journal.setTable(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A journal cannot have the table '" + table
                        + "'. Name it with at most 50 letters, digits and underscores, the first no digit; the schema is"
                        + " that of the dataSource's connections.");
    }

    private Instant now() {
        return clock.instant();
    }

    private void execute(String sql) throws SQLException {
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
