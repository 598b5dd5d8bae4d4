package dev.vendorhooks.examples.durable;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table in a real PostgreSQL, which runs as long as the tests. */
final class Outbox {

    private static final EmbeddedPostgres SERVER = start();
    private final JdbcTemplate jdbc = new JdbcTemplate(SERVER.getPostgresDatabase());

    /** A row, with its times in milliseconds. */
    record Row(String id, String body, String state, int attempts, long nextAttemptAt, String lastError) {}

    /** An outbox without table. */
    Outbox() {
        jdbc.execute("drop table if exists outbox, away");
    }

    /** With the name by which {@link #connections} finds the sender's. */
    static String url() {
        return SERVER.getJdbcUrl("postgres", "postgres") + "&ApplicationName=durable-sender";
    }

    static Connection connect() throws SQLException {
        return database().getConnection();
    }

    static DataSource database() {
        return SERVER.getPostgresDatabase();
    }

    List<Row> rows() {
        return jdbc.query(
                "select delivery_id, convert_from(body, 'UTF8'), state, attempts,"
                        + " (extract(epoch from next_attempt_at) * 1000)::bigint, last_error"
                        + " from outbox order by created_at",
                (row, number) -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getLong(5),
                        row.getString(6)));
    }

    Row row() {
        List<Row> rows = rows();
        if (rows.size() != 1) {
            throw new IllegalStateException("Not one row but " + rows);
        }
        return rows.get(0);
    }

    Map<String, Row> byId() {
        return rows().stream().collect(Collectors.toMap(Row::id, row -> row));
    }

    Set<String> ids(String state) {
        return rows().stream()
                .filter(row -> row.state().equals(state))
                .map(Row::id)
                .collect(Collectors.toSet());
    }

    /** The database's clock, in milliseconds. */
    long now() {
        return jdbc.queryForObject("select (extract(epoch from clock_timestamp()) * 1000)::bigint", Long.class);
    }

    /** How many connections senders have, those included that a killed one left with a statement to finish. */
    int connections() {
        return jdbc.queryForObject(
                "select count(*) from pg_stat_activity where application_name = 'durable-sender'", Integer.class);
    }

    /** Sets what waits to be due as if all but two seconds of the time had passed. Returns when each id is due now. */
    Map<String, Long> letTimePass() {
        return jdbc
                .query(
                        "update outbox set next_attempt_at = now() + interval '2 seconds'"
                                + " + (next_attempt_at - (select min(next_attempt_at) from outbox where state = 'pending'))"
                                + " where state = 'pending'"
                                + " returning delivery_id, (extract(epoch from next_attempt_at) * 1000)::bigint",
                        (row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void execute(String sql) {
        jdbc.execute(sql);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
