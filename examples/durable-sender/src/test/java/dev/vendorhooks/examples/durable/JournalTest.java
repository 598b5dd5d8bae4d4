package dev.vendorhooks.examples.durable;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.vendorhooks.journal.SqlJournal;
import dev.vendorhooks.test.SqlJournalContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The journal in a real PostgreSQL, over a pool of connections. */
class JournalTest extends SqlJournalContract {

    private static HikariDataSource pool;

    @BeforeAll
    static void start() {
        HikariConfig configuration = new HikariConfig();
        configuration.setDataSource(Outbox.database());
        configuration.setMaximumPoolSize(4);
        pool = new HikariDataSource(configuration);
    }

    @AfterAll
    static void stop() {
        pool.close();
    }

    @Override
    protected DataSource database() {
        return pool;
    }

    @Test
    void createsItsTableOverConnectionsWithoutAutoCommit() {
        HikariConfig configuration = new HikariConfig();
        configuration.setDataSource(Outbox.database());
        configuration.setAutoCommit(false);
        try (HikariDataSource manual = new HikariDataSource(configuration);
                SqlJournal journal = journal(manual::getConnection)) {
            assertThat(ids(journal)).isEmpty();
            journal.add(entry("m-1", clock.instant()));

            assertThat(ids(journal)).containsExactly("m-1");
        }
    }
}
