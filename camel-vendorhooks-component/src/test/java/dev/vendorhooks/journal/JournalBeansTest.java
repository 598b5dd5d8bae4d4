package dev.vendorhooks.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Journals as beans of YAML routes, with the routes: those that docs/inspector.md shows. */
class JournalBeansTest {

    private static final Path FILES = Path.of("../examples/quickstart/src/test/resources/journal");

    private static final byte[] BODY =
            """
            {"id":"evt_1","type":"order.paid","data":{"user":{"email":"u@example.com"}},"items":[{"token":"t","id":1}]}"""
                    .getBytes(UTF_8);

    private final CamelContext context = new DefaultCamelContext();
    private VertxPlatformHttpServer server;

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
        assertRedacted(journal.entry("m-1").orElseThrow());
        assertKeepsWhatArrives(journal);
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
        assertRedacted(journal.entry("m-1").orElseThrow());
        assertKeepsWhatArrives(journal);
        context.stop();
        add(journal, "late", Instant.now());
        assertThat(journal.lost()).isEqualTo(1);
    }

    private <T> T load(String file, Class<T> type) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        server = new VertxPlatformHttpServer(configuration);
        context.addService(server);
        context.getPropertiesComponent().addInitialProperty("generic.secret", "secret");
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(file, Files.readString(FILES.resolve(file))));
        context.start();
        return context.getRegistry().findSingleByType(type);
    }

    /** The HMAC is what openssl says of the body and the secret. */
    private void assertKeepsWhatArrives(Journal journal) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getPort() + "/webhooks/generic"))
                .header("Content-Type", "application/json")
                .header("X-Customer", "c-1")
                .header("X-Webhook-Signature", "7410cf60d330c8af3992174322d8635b89b257ce7c30fdcc0958525290fe3792")
                .POST(BodyPublishers.ofByteArray(BODY))
                .build();

        // HTTP/2 would have the names in lower case
        assertThat(HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);

        JournalFilter accepted = new JournalFilter(Direction.RECEIVED, "generic", "order.paid", "accepted");
        await().until(() -> journal.latest(accepted, 10).size() == 1);
        assertRedacted(journal.entry(journal.latest(accepted, 10).get(0).id()).orElseThrow());
    }

    private static void assertRedacted(JournalEntry kept) {
        assertThat(kept.headers()).containsEntry("X-Customer", List.of("[redacted]"));
        assertThat(kept.body())
                .asString(UTF_8)
                .isEqualTo("{\"id\":\"evt_1\",\"type\":\"order.paid\",\"data\":{\"user\":{\"email\":\"[redacted]\"}},"
                        + "\"items\":[{\"token\":\"[redacted]\",\"id\":1}]}");
        assertThat(kept.bodyRedacted()).isTrue();
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
                BODY,
                false));
    }
}
