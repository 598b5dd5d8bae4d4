package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** A secret of characters that mean something in a URI arrives as it is, if it is written as the documents say. */
class SecretsOfKameletsTest {

    private static final String SECRET = "whsec_a+b/c=%2Bd&e:f";
    private static final byte[] BODY = Bodies.userCreated("evt_1");

    private static final String ROUTE =
            """
            - route:
                from:
                  uri: kamelet:vendorhook-generic-source
                  parameters:
                    secret: "%s"
                  steps:
                    - to: log:received
            """;
    private static final String PIPE =
            """
            apiVersion: camel.apache.org/v1
            kind: Pipe
            metadata:
              name: generic-to-log
            spec:
              source:
                ref:
                  kind: Kamelet
                  apiVersion: camel.apache.org/v1
                  name: vendorhook-generic-source
                properties:
                  %s
              sink:
                uri: log:received
            """;

    @Test
    void arrivesInARoute() throws Exception {
        assertReceives(ROUTE.formatted("RAW({{generic.secret}})"));
        assertReceives(ROUTE.formatted("RAW(" + SECRET + ")"));
    }

    @Test
    void arrivesInAPipe() throws Exception {
        assertReceives(PIPE.formatted("secret: RAW({{generic.secret}})"));
        assertReceives(PIPE.formatted("secret: RAW(" + SECRET + ")"));
    }

    @Test
    void arrivesFromThePropertiesOfTheKamelet() throws Exception {
        assertReceives(PIPE.formatted("events: user.*"), "camel.kamelet.vendorhook-generic-source.secret");
    }

    private static void assertReceives(String yaml) throws Exception {
        assertReceives(yaml, "generic.secret");
    }

    private static void assertReceives(String yaml, String property) throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            Properties properties = new Properties();
            properties.put(property, SECRET);
            ((PropertiesComponent) server.context().getPropertiesComponent()).setInitialProperties(properties);
            PluginHelper.getRoutesLoader(server.context()).loadRoutes(ResourceHelper.fromString("routes.yaml", yaml));
            server.context().start();

            assertThat(server.post(WebhookServer.GENERIC, BODY, "X-Webhook-Signature", Signer.hex(SECRET, "", BODY))
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
