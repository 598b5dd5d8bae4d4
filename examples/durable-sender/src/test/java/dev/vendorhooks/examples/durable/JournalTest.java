package dev.vendorhooks.examples.durable;

import dev.vendorhooks.test.SqlJournalContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The journal in a real PostgreSQL. */
class JournalTest extends SqlJournalContract {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    protected DataSource database() {
        return server.getPostgresDatabase();
    }
}
