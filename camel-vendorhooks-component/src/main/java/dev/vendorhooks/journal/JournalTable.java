package dev.vendorhooks.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The table of a {@link SqlJournal}, in the SQL that PostgreSQL and H2 share. */
final class JournalTable {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,49}");

    private final String name;

    /** It goes into SQL as it is. */
    JournalTable(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A journal cannot have the table '" + BoundedJournal.printable(name)
                    + "'. Name it with at most 50 letters, digits and underscores, the first no digit; the schema is that"
                    + " of the dataSource's connections.");
        }
        this.name = name;
    }

    /** What makes the table and its index; {@code content} holds the entry with headers and body, where either is kept. */
    List<String> definition() {
        return List.of(
                """
                create table if not exists %s (
                    id varchar(512) primary key,
                    happened_at timestamp with time zone not null,
                    direction varchar(16) not null,
                    vendor varchar(512),
                    type varchar(512),
                    outcome varchar(512),
                    entry text not null,
                    content text
                )"""
                        .formatted(name),
                "create index if not exists %s_time on %s (happened_at)".formatted(name, name));
    }

    /** Creates it unless it can be read: who must not create tables may have one all the same. */
    void createIfMissing(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.executeQuery("select id from %s where 1 = 0".formatted(name));
            } catch (SQLException e) {
                for (String sql : definition()) {
                    statement.execute(sql);
                }
            }
        }
    }

    /** Saves all or none, each in place of an earlier one with its id; no id occurs twice. */
    void save(Connection connection, Collection<JournalEntry> entries) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement delete = connection.prepareStatement("delete from %s where id = ?".formatted(name));
                PreparedStatement insert = connection.prepareStatement(
                        "insert into %s (id, happened_at, direction, vendor, type, outcome, entry, content) values (?, ?, ?, ?, ?, ?, ?, ?)"
                                .formatted(name))) {
            for (JournalEntry entry : entries) {
                delete.setString(1, column(entry.id()));
                delete.addBatch();
                boolean hasContent = entry.headers() != null || entry.body() != null;
                insert.setString(1, column(entry.id()));
                insert.setObject(2, column(entry.time()));
                insert.setString(3, entry.direction().name());
                insert.setString(4, column(entry.vendor()));
                insert.setString(5, column(entry.type()));
                insert.setString(6, column(entry.outcome()));
                insert.setString(7, JournalJson.write(entry.withoutContent()));
                insert.setString(8, hasContent ? JournalJson.write(entry) : null);
                insert.addBatch();
            }
            delete.executeBatch();
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    List<JournalEntry> latest(Connection connection, JournalFilter filter, Instant horizon, int count)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(column(horizon)));
        StringBuilder sql = new StringBuilder("select entry from %s where happened_at > ?".formatted(name));
        String direction =
                filter.direction() == null ? null : filter.direction().name();
        restrict(sql, values, " and direction = ?", direction);
        restrict(sql, values, " and vendor = ?", filter.vendor());
        restrict(sql, values, " and type = ?", filter.type());
        restrict(sql, values, " and outcome = ?", filter.outcome());
        sql.append(" order by happened_at desc, id desc limit ?");
        values.add(count);
        return query(connection, sql.toString(), values);
    }

    private static void restrict(StringBuilder sql, List<Object> values, String condition, String wanted) {
        if (wanted != null) {
            sql.append(condition);
            values.add(column(wanted));
        }
    }

    Optional<JournalEntry> entry(Connection connection, String id, Instant horizon) throws SQLException {
        String sql = "select coalesce(content, entry) from %s where id = ? and happened_at > ?".formatted(name);
        return query(connection, sql, List.of(column(id), column(horizon))).stream()
                .findFirst();
    }

    /** Deletes what is too old, and of the rest all but the latest {@code capacity}. */
    void retain(Connection connection, Instant horizon, int capacity) throws SQLException {
        update(connection, "delete from %s where happened_at <= ?", List.of(column(horizon)));
        try (PreparedStatement next = connection.prepareStatement(
                "select happened_at, id from %s order by happened_at desc, id desc limit 1 offset ?".formatted(name))) {
            next.setInt(1, capacity);
            try (ResultSet row = next.executeQuery()) {
                if (row.next()) {
                    OffsetDateTime time = row.getObject(1, OffsetDateTime.class);
                    update(
                            connection,
                            "delete from %s where happened_at < ? or happened_at = ? and id <= ?",
                            List.of(time, time, row.getString(2)));
                }
            }
        }
    }

    private void update(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(name))) {
            set(statement, values);
            statement.executeUpdate();
        }
    }

    private static List<JournalEntry> query(Connection connection, String sql, List<Object> values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            List<JournalEntry> entries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(JournalJson.read(rows.getString(1), JournalEntry.class));
                }
            }
            return entries;
        }
    }

    private static void set(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    /** Half of a surrogate pair is no text for a database; it becomes a question mark. */
    private static String column(String text) {
        return text == null ? null : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static OffsetDateTime column(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
