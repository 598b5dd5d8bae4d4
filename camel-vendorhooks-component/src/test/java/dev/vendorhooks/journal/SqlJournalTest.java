package dev.vendorhooks.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vendorhooks.test.SqlJournalContract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SqlJournalTest extends SqlJournalContract {

    private static final JdbcConnectionPool H2 = JdbcConnectionPool.create("jdbc:h2:mem:journal", "sa", "");
    private static final int MAX_WAITING = 1_000;
    private static final String CANARY = "c4n4ry";
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(SqlJournal.class);

    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();
    private final AtomicInteger tries = new AtomicInteger();
    private Duration patience = Duration.ofSeconds(5);
    private volatile boolean away;

    @BeforeEach
    void capture() {
        warnings.start();
        LOG.addAppender(warnings);
    }

    @AfterEach
    void release() {
        LOG.detachAppender(warnings);
    }

    @AfterAll
    static void stop() {
        H2.dispose();
    }

    @Override
    protected DataSource database() {
        return H2;
    }

    @Override
    protected SqlJournal newJournal() {
        return new SqlJournal(clock, Duration.ofMillis(5), patience);
    }

    // ---- a database that is away

    @Test
    void writesWhatCameWhileTheDatabaseWasAway() {
        away = true;
        SqlJournal journal = sometimesAway();
        journal.add(entry("m-1", now()));
        assertThatThrownBy(() -> ids(journal))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The journal cannot be read: SQLException, SQLState 08001. Check its database.")
                .hasNoCause();

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
        SqlJournal journal = sometimesAway();

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
        SqlJournal journal = sometimesAway();
        journal.add(entry("m-1", now()));

        assertTimeout(Duration.ofSeconds(4), journal::close);

        assertThat(journal.lost()).isEqualTo(1);
    }

    @Test
    void endsInTimeWhenTheDatabaseDoesNotAnswer() {
        CountDownLatch answer = new CountDownLatch(1);
        patience = Duration.ofMillis(100);
        SqlJournal journal = journal(() -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            return H2.getConnection();
        });
        journal.add(entry("m-1", now()));
        journal.add(entry("m-2", now()));

        assertTimeout(Duration.ofSeconds(4), journal::close);

        assertThat(journal.lost()).isEqualTo(2);
        assertThat(messages())
                .containsExactly(
                        "The journal is not written: it was closed before the database took all. 0 entries wait,"
                                + " 2 are lost. Check its database; it goes on by itself.");
        answer.countDown();
    }

    @Test
    void writesABatchAgainWhoseConnectionBroke() {
        SqlJournal journal = journal(() -> {
            Connection connection = H2.getConnection();
            return tries.getAndDecrement() == 1 ? breakingAtTheInsert(connection) : connection;
        });

        journal.add(entry("m-0", now()));
        assertThat(ids(journal)).containsExactly("m-0");
        tries.set(1);

        IntStream.rangeClosed(1, 2).forEach(i -> journal.add(entry("m-" + i, now().plusMillis(i))));

        await().until(() -> ids(journal).equals(List.of("m-2", "m-1", "m-0")));
        assertThat(journal.lost()).isZero();
        assertThat(messages()).singleElement().asString().contains("is not written: JdbcSQL", ", SQLState 90007");
    }

    // ---- what it says

    @Test
    void warnsOnceAMinuteAndQuotesNeitherUrlNorDelivery() {
        away = true;
        SqlJournal journal = sometimesAway();
        journal.setHeaders(true);
        journal.setBodies(true);
        journal.add(JournalJson.read(
                "{\"id\":\"c4n4ry\",\"direction\":\"SENT\",\"time\":\"" + now() + "\",\"type\":\"c4n4ry\"}",
                JournalEntry.class));
        await().until(() -> tries.get() > 5);
        clock.put(now().plusSeconds(59));
        int soFar = tries.get();
        await().until(() -> tries.get() > soFar + 5);
        assertThat(messages())
                .containsExactly("The journal is not written: SQLException, SQLState 08001. 1 entries wait, 0 are lost."
                        + " Check its database; it goes on by itself.");

        clock.put(now().plusSeconds(1));

        await().until(() -> messages().size() == 2);
        assertThat(warnings.list).noneMatch(event -> event.getThrowableProxy() != null);
        assertThat(messages()).noneMatch(message -> message.contains(CANARY));
    }

    @Test
    void quotesNothingOfAnEntryThatTheDatabaseRefuses() throws SQLException {
        SqlJournal journal = journal();
        assertThat(ids(journal)).isEmpty();
        execute("alter table VENDORHOOK_JOURNAL add constraint none check (id <> 'c4n4ry')");

        journal.add(entry(CANARY, now()));

        await().until(() -> journal.lost() == 1);
        await().until(() -> messages().size() == 1);
        assertThat(messages())
                .containsExactly("The journal is not written: the database refused them. 0 entries wait, 1 are lost."
                        + " Check its database; it goes on by itself.");
    }

    @Test
    void saysThatItHasNoDataSource() {
        SqlJournal journal = newJournal();

        assertThatThrownBy(() -> journal.entry("m-1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The journal cannot be read: it has no dataSource. Check its database.");
    }

    // ---- the table

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "a b", "j;drop table x", "a\"b", "ops.journal", "j--", "\u0130"})
    void refusesWhatIsNoNameOfATable(String table) {
        SqlJournal journal = newJournal();

        assertThatThrownBy(() -> journal.setTable(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A journal cannot have the table '" + table
                        + "'. Name it with at most 50 letters, digits and underscores, the first no digit; the schema is"
                        + " that of the dataSource's connections.");
    }

    @Test
    void isCreatedAsTheDocumentSays() throws Exception {
        String document = Files.readString(Path.of("../docs/inspector.md"), UTF_8);

        assertThat(document)
                .contains("```text\n"
                        + String.join(";\n", new JournalTable("VENDORHOOK_JOURNAL").definition())
                        + ";\n```");
    }

    private SqlJournal sometimesAway() {
        return journal(() -> {
            tries.incrementAndGet();
            if (away) {
                throw new SQLException("jdbc:h2://db/x?password=c4n4ry cannot store c4n4ry", "08001");
            }
            return H2.getConnection();
        });
    }

    /** A connection that ends once the earlier entries are deleted. */
    private static Connection breakingAtTheInsert(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(connection, arguments);
                        return result instanceof PreparedStatement statement
                                        && arguments[0].toString().startsWith("insert")
                                ? closing(connection, statement)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static PreparedStatement closing(Connection connection, PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("executeBatch")) {
                        connection.close();
                    }
                    try {
                        return method.invoke(statement, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private List<String> messages() {
        return List.copyOf(warnings.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private Instant now() {
        return clock.instant();
    }
}
