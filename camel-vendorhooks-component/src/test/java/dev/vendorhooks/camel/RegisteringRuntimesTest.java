package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.RegisteringEndpoint.PUBLIC_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.SimulatedDeliveries;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.Main;
import org.apache.camel.spi.ContextReloadStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that register themselves in Camel Main by properties alone, in YAML routes and behind Kamelets and Pipes. */
class RegisteringRuntimesTest {

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    private static final String ROUTE =
            """
            - route:
                from:
                  uri: vendorhook:glossi
                  steps:
                    - to: mock:received
            """;

    private final VirtualClock clock = new VirtualClock();

    @TempDir
    Path directory;

    @Test
    void registersOnCamelMainByItsProperties() throws Exception {
        Main main = main(ROUTE);
        main.addInitialProperty("camel.component.vendorhook.deregister", "onStop");
        main.start();
        try {
            assertRegisteredAndReceives(main.getCamelContext());
        } finally {
            main.stop();
        }
        assertThat(GLOSSI.webhooks()).isEmpty();
    }

    @Test
    void isDownOnCamelMainUntilASupervisedStartHasRegistered() throws Exception {
        GLOSSI.nextCalls(1_000_000).fail(500);
        Main main = main(ROUTE);
        main.addInitialProperty("camel.routecontroller.enabled", "true");
        main.addInitialProperty("camel.routecontroller.backOffDelay", "100");
        main.addInitialProperty("camel.health.enabled", "true");
        main.addInitialProperty("camel.management.enabled", "true");
        main.addInitialProperty("camel.management.port", "0");
        main.addInitialProperty("camel.management.healthCheckEnabled", "true");
        main.start();
        try {
            CamelContext context = main.getCamelContext();
            await().untilAsserted(() -> {
                HttpResponse<String> health = get(context, "/observe/health");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body())
                        .contains("vendorhook:glossi is not registered: GET ", "failed: 500: SIMULATED")
                        .doesNotContain(GLOSSI.apiKey());
            });
            assertThat(deliveries(context)
                            .signedWith("any")
                            .deliver(Samples.glossi("job.failed"))
                            .status())
                    .isEqualTo(503);

            GLOSSI.beforeEach(null);

            await().untilAsserted(() ->
                    assertThat(get(context, "/observe/health").statusCode()).isEqualTo(200));
            assertRegisteredAndReceives(context);
        } finally {
            main.stop();
        }
    }

    @Test
    void registersBehindAKamelet() throws Exception {
        assertLoadedYamlRegisters(
                """
                - routeTemplate:
                    id: glossi-source
                    parameters:
                      - name: key
                    from:
                      uri: vendorhook:glossi
                      parameters:
                        autoRegister: true
                        publicUrl: "%s"
                        apiUrl: "%s"
                        apiKey: "{{key}}"
                      steps:
                        - to: kamelet:sink
                - route:
                    from:
                      uri: kamelet:glossi-source
                      parameters:
                        key: "%s"
                      steps:
                        - to: mock:received
                """
                        .formatted(PUBLIC_URL, GLOSSI.apiUrl(), GLOSSI.apiKey()));
    }

    @Test
    void registersInAPipe() throws Exception {
        assertLoadedYamlRegisters(
                """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: glossi-to-mock
                spec:
                  source:
                    uri: vendorhook:glossi
                    properties:
                      autoRegister: true
                      publicUrl: "%s"
                      apiUrl: "%s"
                      apiKey: "%s"
                  sink:
                    uri: mock:received
                """
                        .formatted(PUBLIC_URL, GLOSSI.apiUrl(), GLOSSI.apiKey()));
    }

    @Test
    void acceptsBothSecretsAfterAReloadWithAnotherOne() throws Exception {
        Main main = main(
                """
                - route:
                    from:
                      uri: vendorhook:glossi
                      parameters:
                        autoRegister: false
                        secret: "{{glossi.secret}}"
                      steps:
                        - to: mock:received
                """);
        main.addInitialProperty("camel.main.contextReloadEnabled", "true");
        Path properties = Files.writeString(directory.resolve("application.properties"), "glossi.secret=former");
        main.setPropertyPlaceholderLocations("file:" + properties);
        main.start();
        try {
            CamelContext context = main.getCamelContext();
            assertThat(statusSignedWith(context, "former")).isEqualTo(200);
            assertThat(statusSignedWith(context, "latter")).isEqualTo(401);

            Files.writeString(properties, "glossi.secret=latter");
            context.hasService(ContextReloadStrategy.class).onReload("vault");

            assertThat(statusSignedWith(context, "latter")).isEqualTo(200);
            assertThat(statusSignedWith(context, "former")).isEqualTo(200);
            assertThat(statusSignedWith(context, "guessed")).isEqualTo(401);
        } finally {
            main.stop();
        }
    }

    @Test
    void goesOnAfterAReload() throws Exception {
        Main main = main(ROUTE);
        main.addInitialProperty("camel.main.contextReloadEnabled", "true");
        main.start();
        try {
            CamelContext context = main.getCamelContext();
            String secret = GLOSSI.webhook().secret();

            context.hasService(ContextReloadStrategy.class).onReload("vault");

            assertThat(GLOSSI.webhook().secret()).isEqualTo(secret);
            assertRegisteredAndReceives(context);
        } finally {
            main.stop();
        }
    }

    /** An application with these routes that listens on a free port. */
    private Main main(String yaml) throws IOException {
        Main main = new Main();
        main.bind("clock", clock);
        Map.of(
                        "camel.server.enabled", "true",
                        "camel.server.host", "127.0.0.1",
                        "camel.server.port", "0",
                        "camel.component.vendorhook.clock", "#bean:clock",
                        "camel.component.vendorhook.autoRegister", "true",
                        "camel.component.vendorhook.publicUrl", PUBLIC_URL,
                        "camel.component.vendorhook.apiUrl", GLOSSI.apiUrl(),
                        "camel.component.vendorhook.apiKey", GLOSSI.apiKey())
                .forEach(main::addInitialProperty);
        main.configure().setRoutesIncludePattern("file:" + Files.writeString(directory.resolve("routes.yaml"), yaml));
        return main;
    }

    private void assertLoadedYamlRegisters(String yaml) throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context()
                    .getComponent("vendorhook", VendorhookComponent.class)
                    .setClock(clock);
            Resource resource = ResourceHelper.fromString("routes.yaml", yaml);
            PluginHelper.getRoutesLoader(server.context()).loadRoutes(resource);
            server.context().start();
            assertRegisteredAndReceives(server.context());
        }
    }

    private void assertRegisteredAndReceives(CamelContext context) throws Exception {
        MockEndpoint mock = context.getEndpoint("mock:received", MockEndpoint.class);
        mock.expectedMessageCount(1);
        assertThat(GLOSSI.webhook().url()).isEqualTo(PUBLIC_URL + "/webhooks/glossi");
        assertThat(deliveries(context)
                        .deliver(Samples.glossi("model.processed"))
                        .status())
                .isEqualTo(200);
        assertThat(statusSignedWith(context, "guessed")).isEqualTo(401);
        mock.assertIsSatisfied();
    }

    private int statusSignedWith(CamelContext context, String secret) {
        return deliveries(context)
                .signedWith(secret)
                .deliver(Samples.glossi("model.processed"))
                .status();
    }

    private SimulatedDeliveries deliveries(CamelContext context) {
        return GLOSSI.deliveries(clock, () -> uri(context, "/webhooks/glossi").toString());
    }

    private static HttpResponse<String> get(CamelContext context, String path) throws Exception {
        return WebhookServer.send(HttpRequest.newBuilder(uri(context, path)));
    }

    private static URI uri(CamelContext context, String path) {
        return URI.create("http://127.0.0.1:"
                + context.hasService(VertxPlatformHttpServer.class).getPort() + path);
    }
}
