package dev.vendorhooks.examples.durable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.vendorhooks.test.SqlJournalContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
}
