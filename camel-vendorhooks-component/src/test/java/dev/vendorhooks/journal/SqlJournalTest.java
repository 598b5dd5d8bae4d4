package dev.vendorhooks.journal;

import dev.vendorhooks.test.SqlJournalContract;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

class SqlJournalTest extends SqlJournalContract {

    private static final JdbcConnectionPool H2 = JdbcConnectionPool.create("jdbc:h2:mem:journal", "sa", "");

    @AfterAll
    static void stop() {
        H2.dispose();
    }

    @Override
    protected DataSource database() {
        return H2;
    }
}
