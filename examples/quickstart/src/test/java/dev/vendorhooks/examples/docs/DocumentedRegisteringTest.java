package dev.vendorhooks.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.SimulatedWebhook;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs each route that the page on registering shows against a simulated vendor. */
class DocumentedRegisteringTest {

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    @RegisterExtension
    static final VendorSimulator GENERIC = VendorSimulator.generic();

    @RegisterExtension
    static final VendorSimulator KAEDIM = VendorSimulator.kaedim();

    private static final Path YAML_FILES = Documents.ROOT.resolve("examples/quickstart/src/test/resources/registering");

    private final VirtualClock clock = new VirtualClock();
    private final CamelContext context = new DefaultCamelContext();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private VertxPlatformHttpServer server;

    @TempDir
    Path dataDirectory;

    @BeforeEach
    void prepareContext() throws Exception {
        server = DocumentedContext.prepare(context, properties(), logged);
        context.getComponent("vendorhook", VendorhookComponent.class).setClock(clock);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put("public.url", "https://hooks.example.com");
        properties.put("data.directory", dataDirectory.toString());
        properties.put("glossi.api-key", GLOSSI.apiKey());
        properties.put("vntana.access-token", VNTANA.apiKey());
        properties.put("vntana.organization", VNTANA.organizationUuid());
        properties.put("vntana.email", VNTANA.email());
        properties.put("generic.api-url", GENERIC.apiUrl());
        properties.put("generic.api-key", GENERIC.apiKey());
        properties.put("kaedim.api-key", KAEDIM.apiKey());
        properties.put("kaedim.developer-id", KAEDIM.developerId());
        properties.put("kaedim.secret", KAEDIM.accountSecret());
        return properties;
    }

    @AfterEach
    void stopContext() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "glossi.yaml, glossi, 'Model [0-9a-f-]{36} is READY'",
        "vntana.yaml, vntana, TestWebhooks is converted",
        "generic.yaml, generic, user.created evt_.+",
        "kaedim.yaml, kaedim, generation.completed"
    })
    void yamlRouteRegistersItselfAndReceives(String file, String vendor, String expected) throws Exception {
        load(file);
        assertReceives(vendor(vendor), expected);
    }

    @Test
    void javaRouteRegistersItselfAndReceives() throws Exception {
        context.addRoutes(new RegisterRoutes());
        assertReceives(GLOSSI, "Model [0-9a-f-]{36} is READY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operations.yaml", "WebhookRoutes"})
    void routeCreatesAWebhook(String routes) throws Exception {
        if (routes.endsWith(".yaml")) {
            load(routes);
        } else {
            context.addRoutes((RoutesBuilder) new WebhookRoutes());
        }
        start(VNTANA);

        context.createProducerTemplate().sendBody("direct:create", "");

        SimulatedWebhook created = VNTANA.webhook();
        assertThat(created.url()).isEqualTo("https://hooks.example.com/elsewhere");
        assertThat(logged).contains("Created " + created.id() + " for " + created.events());
    }

    @Test
    void javaRouteTellsWhyTheVendorRefused() throws Exception {
        context.addRoutes(new WebhookRoutes());
        start(VNTANA);
        VNTANA.nextCall().to("POST", "/v1/webhooks/").refuse("URL_TAKEN");

        context.createProducerTemplate().sendBody("direct:create", "");

        assertThat(logged).contains("VNTANA refused: URL_TAKEN");
    }

    @Test
    void yamlRouteRotatesTheSecretOfEachWebhook() throws Exception {
        load("rotate.yaml");
        start(VNTANA);
        SimulatedWebhook webhook = VNTANA.add(SimulatedWebhook.to("https://hooks.example.com/in"));

        context.createProducerTemplate().sendBody("direct:rotate", "");

        assertThat(VNTANA.webhook().secret()).isNotEqualTo(webhook.secret());
        assertThat(logged).contains("https://hooks.example.com/in has a new secret");
    }

    @Test
    void propertiesHaveCamelTryAgainAndTellTheHealth() throws Exception {
        GLOSSI.nextCalls(Integer.MAX_VALUE).fail(503);
        Main main = new Main();
        try {
            main.setPropertyPlaceholderLocations("file:" + YAML_FILES.resolve("supervised.properties"));
            Properties properties = properties();
            properties.put("camel.server.enabled", "true");
            properties.put("camel.server.port", "0");
            properties.put("camel.management.port", "0");
            properties.put("camel.component.vendorhook.apiUrl", GLOSSI.apiUrl());
            main.setOverrideProperties(properties);
            main.configure().addRoutesBuilder(new RegisterRoutes());
            main.start();

            await().untilAsserted(() -> assertThat(main.getCamelContext()
                            .getRouteController()
                            .supervising()
                            .getRestartingRoutes())
                    .hasSize(1));
            var check = HealthCheckRegistry.get(main.getCamelContext())
                    .getCheck("vendorhook:/webhooks/glossi")
                    .orElseThrow();
            assertThat(check.call().getState()).isEqualTo(State.DOWN);
            assertThat(check.call().getMessage().orElseThrow()).contains("failed: 503");
        } finally {
            main.stop();
        }
    }

    @Test
    void runsEveryFile() throws Exception {
        Set<String> run = Stream.concat(
                        Stream.of(DocumentedRegisteringTest.class
                                        .getDeclaredMethod(
                                                "yamlRouteRegistersItselfAndReceives",
                                                String.class,
                                                String.class,
                                                String.class)
                                        .getAnnotation(CsvSource.class)
                                        .value())
                                .map(row -> row.split(",")[0]),
                        Stream.of("operations.yaml", "rotate.yaml"))
                .collect(Collectors.toSet());

        assertThat(Documents.files(YAML_FILES, ".yaml"))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(run);
    }

    private void assertReceives(VendorSimulator vendor, String expected) throws Exception {
        start(vendor);
        assertThat(vendor.webhook().url()).isEqualTo("https://hooks.example.com/webhooks/" + vendor.vendor());

        String event =
                switch (vendor.vendor()) {
                    case "glossi" -> Samples.glossi("model.processed");
                    case "vntana" -> Samples.vntana("product.completed");
                    case "generic" -> Samples.generic("user.created");
                    default -> Samples.kaedim("generation.completed");
                };
        int status = vendor.deliveries(
                        clock, () -> "http://127.0.0.1:" + server.getPort() + "/webhooks/" + vendor.vendor())
                .deliver(event)
                .status();

        assertThat(status).isEqualTo(200);
        assertThat(logged).anySatisfy(line -> assertThat(line).matches(expected));
    }

    private void load(String file) throws Exception {
        String yaml = Files.readString(YAML_FILES.resolve(file));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(file, yaml));
    }

    /** The pages name no API but the generic vendor's. */
    private void start(VendorSimulator vendor) {
        context.getComponent("vendorhook", VendorhookComponent.class)
                .getConfiguration()
                .setApiUrl(vendor.apiUrl());
        context.start();
    }

    private static VendorSimulator vendor(String name) {
        return switch (name) {
            case "glossi" -> GLOSSI;
            case "vntana" -> VNTANA;
            case "generic" -> GENERIC;
            default -> KAEDIM;
        };
    }
}
