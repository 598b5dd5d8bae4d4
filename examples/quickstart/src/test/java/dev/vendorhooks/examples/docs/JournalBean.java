package dev.vendorhooks.examples.docs;

import dev.vendorhooks.journal.SqlJournal;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;

/** A journal in Java, as docs/inspector.md shows it. */
final class JournalBean {

    private JournalBean() {}

    static void bind(CamelContext context, DataSource database) {
        SqlJournal deliveries = new SqlJournal();
        deliveries.setDataSource(database);
        deliveries.setMaxAge(Duration.ofDays(7));
        context.getRegistry().bind("deliveries", deliveries);
    }
}
