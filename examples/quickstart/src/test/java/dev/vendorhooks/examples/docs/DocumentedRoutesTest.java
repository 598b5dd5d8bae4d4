package dev.vendorhooks.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.examples.quickstart.Signer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs each route that a document shows with an event, and looks at what it logs. */
class DocumentedRoutesTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path YAML_FILES = Documents.ROOT.resolve("examples/quickstart/src/test/resources/docs");

    private static final String KAEDIM = "{\"results\":{\"type\":\"generation\",\"status\":\"completed\","
            + "\"requestID\":\"r-1\",\"iterationID\":1,\"completedModels\":{\"glb\":\"https://files/r-1.glb\"}}}";
    private static final String VNTANA =
            "{\"event\":\"product.completed\",\"product\":{\"uuid\":\"p-1\",\"name\":\"Chair\",\"status\":\"DRAFT\"}}";
    private static final String MAKINI = "{\"event\":\"assets.updated\",\"body\":[\"a-1\"]}";
    private static final String GLOSSI = "{\"event\":\"model.processed\",\"timestamp\":\"2026-01-15T10:30:00.000Z\","
            + "\"data\":{\"modelId\":\"m-1\",\"status\":\"READY\",\"glbFilePath\":\"https://files/m-1.glb\"}}";
    private static final String GENERIC =
            "{\"id\":\"evt_1\",\"type\":\"user.created\",\"data\":{\"id\":\"u-1\",\"email\":\"u@example.com\"}}";
    private static final String ACME = "{\"id\":\"1\",\"type\":\"order.paid\",\"order\":{\"number\":\"4711\"}}";

    private final CamelContext context = new DefaultCamelContext();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private VertxPlatformHttpServer server;

    @TempDir
    Path dataDirectory;

    @BeforeEach
    void prepareContext() throws Exception {
        Properties properties = new Properties();
        for (String vendor : List.of("kaedim", "vntana", "makini", "glossi", "generic", "acme")) {
            properties.put(vendor + ".secret", "test");
        }
        properties.put("data.directory", dataDirectory.toString());
        server = DocumentedContext.prepare(context, properties, logged);
    }

    @AfterEach
    void stopContext() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "models.yaml, glossi, Model m-1 is ready: https://files/m-1.glb",
        "answer-at-once.yaml, glossi, Takes its time: model.processed",
        "shared-claims.yaml, generic, 'Once, restarts included: evt_1'",
        "headers.yaml, generic, Sent by a test",
        "kaedim.yaml, kaedim, Fetch https://files/r-1.glb within the hour",
        "vntana.yaml, vntana, Chair is converted and DRAFT",
        "makini.yaml, makini, 'Look up a-1, which was assets.updated'",
        "glossi.yaml, glossi, m-1 is READY",
        "generic.yaml, generic, u@example.com (evt_1)",
        "cloudevents-pipe.yaml, glossi, 'CamelCloudEventSubject=m-1, CamelCloudEventTime=2026-01-15T10:30:00Z'",
        "cloudevents.yaml, glossi, 'data\":{\"event\":\"model.processed\"'",
        "declared-vendor.yaml, declared acme, order.paid: 4711",
    })
    void yamlRouteLogsWhatTheDocumentSays(String file, String sender, String expected) throws Exception {
        String yaml = Files.readString(YAML_FILES.resolve(file));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(file, yaml));

        start();

        assertThat(post(sender)).isEqualTo(200);
        await().untilAsserted(() -> assertThat(logged).anyMatch(line -> line.contains(expected)));
    }

    @ParameterizedTest
    @CsvSource({
        "ModelRoutes, glossi, Model m-1 is ready: https://files/m-1.glb",
        "TypedRoutes, glossi, Model m-1 is ready",
        "QueueRoutes, glossi, model.processed: m-1",
        "CloudEventRoutes, glossi, glossi.model.processed about m-1",
        "AcmeRoutes, acme, order.paid: 4711",
    })
    void javaRouteLogsWhatTheDocumentSays(String name, String sender, String expected) throws Exception {
        context.addRoutes((RoutesBuilder) Class.forName(getClass().getPackageName() + "." + name)
                .getDeclaredConstructor()
                .newInstance());

        start();

        assertThat(post(sender)).isEqualTo(200);
        await().untilAsserted(() -> assertThat(logged).anyMatch(line -> line.contains(expected)));
    }

    @Test
    void runsEveryYamlFileOfTheDocuments() throws Exception {
        String[] rows = DocumentedRoutesTest.class
                .getDeclaredMethod("yamlRouteLogsWhatTheDocumentSays", String.class, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value();
        Set<String> run = List.of(rows).stream().map(row -> row.split(",")[0]).collect(Collectors.toSet());

        assertThat(Documents.files(YAML_FILES, ".yaml"))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(run);
    }

    private void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:models").setProperty("arrived", constant(true));
            }
        });
        context.start();
    }

    private int post(String sender) throws Exception {
        String seconds = String.valueOf(Instant.now().getEpochSecond());
        String time = Instant.now().toString();
        return switch (sender) {
            case "kaedim" -> post(
                    sender,
                    KAEDIM,
                    "kaedim-signature",
                    "{\"t\":" + seconds + ",\"v1\":\"" + Signer.hex("test", seconds + KAEDIM) + "\"}");
            case "vntana" -> post(
                    sender, VNTANA, "X-TIMESTAMP", time, "X-VNTANA-SIGNATURE", Signer.hex("test", time + "#" + VNTANA));
            case "makini" -> post(sender, MAKINI, "X-Webhook-Signature", Signer.hex("test", MAKINI));
            case "glossi" -> post(sender, GLOSSI, "X-Glossi-Signature", Signer.hex("test", GLOSSI));
            case "generic" -> post(sender, GENERIC, "X-Webhook-Signature", Signer.hex("test", GENERIC));
            case "acme" -> post(
                    sender, ACME, "Acme-Time", time, "Acme-Signature", Signer.hex("test", time + "." + ACME));
            case "declared acme" -> post(
                    "acme", ACME, "Acme-Signature", "t=" + seconds + ",v1=" + Signer.hex("test", seconds + "." + ACME));
            default -> throw new IllegalArgumentException(sender);
        };
    }

    private int post(String path, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getPort() + "/webhooks/" + path))
                .header("Content-Type", "application/json")
                .header("User-Agent", "a test")
                .headers(headers)
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }
}
