package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;

/** The same component in Camel Main, in YAML routes and behind Kamelets and Pipes. */
class RuntimesTest {

    private static final byte[] BODY = Bodies.userCreated("evt_1");
    private static final String KAMELET =
            """
            - routeTemplate:
                id: generic-source
                parameters:
                  - name: secret
                from:
                  uri: vendorhook:generic
                  parameters:
                    secret: "{{secret}}"
                  steps:
                    - to: kamelet:sink
            - route:
                from:
                  uri: kamelet:generic-source
                  parameters:
                    secret: "%s"
                  steps:
                    - to: mock:received
            """
                    .formatted(SECRET);

    @Test
    void receivesOnCamelMain() throws Exception {
        int port = freePort();
        Main main = new Main();
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", String.valueOf(port));
        main.addInitialProperty("camel.component.vendorhook.max-body-size", "2000");
        main.addInitialProperty("generic.secret", SECRET);
        main.configure().addRoutesBuilder(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:generic?secret={{generic.secret}}").to("mock:received");
            }
        });
        main.start();
        try {
            CamelContext context = main.getCamelContext();
            assertReceives(context, port);
            byte[] large = Bodies.userCreated("evt_2", "x".repeat(2_000));
            assertThat(post(port, large, Signer.hex(SECRET, "", large))).isEqualTo(413);
        } finally {
            main.stop();
        }
    }

    @Test
    void receivesInAYamlRoute() throws Exception {
        assertLoadedYamlReceives(
                """
                - route:
                    from:
                      uri: vendorhook:generic
                      parameters:
                        secret: "%s"
                        timestampTolerance: 0
                        events: user.*
                      steps:
                        - filter:
                            simple: "${body.data.name} == 'John Doe'"
                            steps:
                              - to: mock:received
                """
                        .formatted(SECRET));
    }

    @Test
    void receivesBehindAKamelet() throws Exception {
        assertLoadedYamlReceives(KAMELET);
    }

    @Test
    void receivesInAPipe() throws Exception {
        assertLoadedYamlReceives(
                """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: generic-to-mock
                spec:
                  source:
                    uri: vendorhook:generic
                    properties:
                      secret: "%s"
                  sink:
                    uri: mock:received
                """
                        .formatted(SECRET));
    }

    /** The resolver does as the one of the Camel CLI: it starts the HTTP server, which asks for the component again. */
    @Test
    void receivesWhereResolvingTheHttpComponentStartsTheServer() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            CamelContext context = server.context();
            ComponentResolver resolver = PluginHelper.getComponentResolver(context);
            context.getCamelContextExtension().addContextPlugin(ComponentResolver.class, (name, ctx) -> {
                if (name.equals("platform-http")) {
                    ctx.addService(new ServiceSupport() {
                        @Override
                        protected void doStart() {
                            assertThat(ctx.getComponent("platform-http")).isNotNull();
                        }
                    });
                }
                return resolver.resolveComponent(name, ctx);
            });
            assertReceives(server, KAMELET);
        }
    }

    @Test
    void receivesInARouteAddedWhileRunning() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().start();
            server.start(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + SECRET).to("mock:received");
                }
            });
            assertReceives(server.context(), server.uri("/").getPort());
        }
    }

    private static void assertLoadedYamlReceives(String yaml) throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            assertReceives(server, yaml);
        }
    }

    private static void assertReceives(WebhookServer server, String yaml) throws Exception {
        Resource resource = ResourceHelper.fromString("routes.yaml", yaml);
        PluginHelper.getRoutesLoader(server.context()).loadRoutes(resource);
        server.context().start();
        assertReceives(server.context(), server.uri("/").getPort());
    }

    private static void assertReceives(CamelContext context, int port) throws Exception {
        MockEndpoint mock = context.getEndpoint("mock:received", MockEndpoint.class);
        mock.expectedMessageCount(1);
        mock.expectedHeaderReceived(VendorhookConstants.EVENT_ID, "evt_1");
        assertThat(post(port, BODY, Signer.hex(SECRET, "", BODY))).isEqualTo(200);
        assertThat(post(port, BODY, Signer.hex("wrong", "", BODY))).isEqualTo(401);
        mock.assertIsSatisfied();
        assertThat(mock.getExchanges().get(0).getMessage().getBody(String.class))
                .isEqualTo(new String(BODY, UTF_8));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int post(int port, byte[] body, String signature) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + WebhookServer.GENERIC);
        return WebhookServer.send(
                        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body)),
                        "Content-Type",
                        "application/json",
                        "X-Webhook-Signature",
                        signature)
                .statusCode();
    }
}
