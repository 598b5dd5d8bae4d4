package dev.vendorhooks.examples.receiver;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of its own in a real PostgreSQL, which runs as long as the tests. */
final class Database {

    private static final EmbeddedPostgres SERVER = start();

    private final String name;
    private final JdbcTemplate jdbc;

    /** An empty one. */
    Database(String name) {
        new JdbcTemplate(SERVER.getPostgresDatabase()).execute("create database " + name);
        this.name = name;
        jdbc = new JdbcTemplate(SERVER.getDatabase("postgres", name));
    }

    String url() {
        return SERVER.getJdbcUrl("postgres", name);
    }

    /** How many rows there are of each event. */
    Map<String, Integer> rows() {
        Map<String, Integer> rows = new HashMap<>();
        jdbc.query("select event_id, count(*) from events group by event_id", row -> {
            rows.put(row.getString(1), row.getInt(2));
        });
        return rows;
    }

    /** Keeps events from being written until it is closed. */
    Connection lock() throws SQLException {
        Connection connection = jdbc.getDataSource().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("lock table events in exclusive mode");
        return connection;
    }

    /** How many statements wait for a lock. */
    int waiting() {
        return jdbc.queryForObject(
                "select count(*) from pg_locks where not granted and database ="
                        + " (select oid from pg_database where datname = current_database())",
                Integer.class);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
