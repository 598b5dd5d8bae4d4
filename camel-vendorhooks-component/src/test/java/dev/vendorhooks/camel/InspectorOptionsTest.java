package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The inspector as the component's options bring it up. */
class InspectorOptionsTest {

    private static final byte[] BODY = Bodies.userCreated("evt_1");

    @Test
    void showsEndpointsWithAJournalOfTheirOwnAndWithout() throws Exception {
        try (WebhookServer server = inspected()) {
            server.postSigned(BODY);
            server.post("/own", BODY);

            await().untilAsserted(() ->
                    assertThat(shown(server)).contains("\"outcome\":\"accepted\"", "\"reason\":\"missing\""));
        }
    }

    @Test
    void showsNoJournalOfAnEndpointThatIsGone() throws Exception {
        try (WebhookServer server = inspected()) {
            server.post("/own", BODY);
            server.context().getRouteController().stopRoute("own");
            server.context().removeRoute("own");
            server.context().removeEndpoints("vendorhook:generic*journal=memory*");

            assertThat(component(server).journals()).hasSize(1);
            assertThat(shown(server)).isEqualTo("[]");
        }
    }

    @Test
    void listensWhileTheComponentRuns() throws Exception {
        try (WebhookServer server = inspected()) {
            int port = component(server).inspectorPort().orElseThrow();
            component(server).stop();
            assertThat(component(server).inspectorPort()).isEmpty();
            assertThatThrownBy(() -> shown(port)).isInstanceOf(ConnectException.class);

            component(server).start();
            assertThat(shown(server)).isEqualTo("[]");
        }
    }

    private static WebhookServer inspected() throws Exception {
        WebhookServer server = new WebhookServer();
        component(server).setInspectorEnabled(true);
        component(server).setInspectorPort(0);
        return server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:generic?secret=" + SECRET).process(server::keep);
                from("vendorhook:generic?path=/own&journal=memory&secret=" + SECRET)
                        .routeId("own")
                        .process(server::keep);
            }
        });
    }

    private static String shown(WebhookServer server) throws Exception {
        return shown(component(server).inspectorPort().orElseThrow());
    }

    private static String shown(int port) throws Exception {
        URI list = URI.create("http://localhost:" + port + "/api/deliveries");
        return WebhookServer.send(HttpRequest.newBuilder(list)).body();
    }

    private static VendorhookComponent component(WebhookServer server) {
        return server.context().getComponent("vendorhook", VendorhookComponent.class);
    }
}
