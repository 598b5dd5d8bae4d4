package dev.vendorhooks.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Journals as beans of YAML routes: those that docs/inspector.md shows. */
class JournalBeansTest {

    private static final Path FILES = Path.of("../examples/quickstart/src/test/resources/journal");

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void setsUpAJournalInMemory() throws Exception {
        MemoryJournal journal = load("memory.yaml", MemoryJournal.class);

        add(journal, "old", Instant.now().minus(Duration.ofHours(49)));
        add(journal, "m-1", Instant.now().minus(Duration.ofHours(47)));

        assertThat(journal.capacity()).isEqualTo(5_000);
        assertThat(journal.entry("old")).isEmpty();
        assertRedacted(journal);
    }

    @Test
    void setsUpAJournalInATableAndClosesIt() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:beans;DB_CLOSE_DELAY=-1");
        context.getRegistry().bind("database", database);
        SqlJournal journal = load("sql.yaml", SqlJournal.class);

        add(journal, "old", Instant.now().minus(Duration.ofDays(8)));
        add(journal, "m-1", Instant.now().minus(Duration.ofDays(6)));

        assertThat(journal.capacity()).isEqualTo(100_000);
        assertThat(journal.entry("old")).isEmpty();
        assertRedacted(journal);
        context.stop();
        add(journal, "late", Instant.now());
        assertThat(journal.lost()).isEqualTo(1);
    }

    private <T> T load(String file, Class<T> type) throws Exception {
        String yaml = Files.readString(FILES.resolve(file));
        String beans = yaml.substring(0, yaml.indexOf("- route:"));
        context.start();
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(file, beans));
        return context.getRegistry().findSingleByType(type);
    }

    private static void assertRedacted(Journal journal) {
        JournalEntry kept = journal.entry("m-1").orElseThrow();
        assertThat(kept.headers()).containsEntry("X-Customer", List.of("[redacted]"));
        assertThat(kept.body())
                .asString(UTF_8)
                .isEqualTo(
                        "{\"data\":{\"user\":{\"email\":\"[redacted]\"}},\"items\":[{\"token\":\"[redacted]\",\"id\":1}]}");
    }

    private static void add(Journal journal, String id, Instant time) {
        journal.add(new JournalEntry(
                id,
                Direction.RECEIVED,
                time,
                "vendorhook:generic",
                "/webhooks",
                "generic",
                "accepted",
                200,
                null,
                "user.created",
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("X-Customer", List.of("c-1")),
                "{\"data\":{\"user\":{\"email\":\"u@example.com\"}},\"items\":[{\"token\":\"t\",\"id\":1}]}"
                        .getBytes(UTF_8),
                false));
    }
}
