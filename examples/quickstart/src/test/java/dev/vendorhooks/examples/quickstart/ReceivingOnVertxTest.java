package dev.vendorhooks.examples.quickstart;

import dev.vendorhooks.test.ReceivingContract;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on Camel Main, whose engine is Vert.x. */
class ReceivingOnVertxTest extends ReceivingContract {

    private static final Main MAIN = new Main();

    @BeforeAll
    static void start() {
        MAIN.bind("clock", CLOCK);
        MAIN.addOverrideProperty("camel.component.vendorhook.clock", "#bean:clock");
        MAIN.addOverrideProperty("camel.server.port", "0");
        // else GLOSSI_SECRET, which the build sets for the documents' tests, takes precedence
        MAIN.addOverrideProperty("camel.component.properties.environmentVariableMode", "0");
        for (String vendor : new String[] {"kaedim", "vntana", "makini", "glossi", "generic"}) {
            MAIN.addOverrideProperty(vendor + ".secret", secrets(vendor));
        }
        MAIN.configure().addRoutesBuilder(new WebhookRoutes());
        MAIN.start();
    }

    @AfterAll
    static void stop() {
        MAIN.stop();
    }

    @Override
    protected int port() {
        return camelContext().hasService(VertxPlatformHttpServer.class).getPort();
    }

    @Override
    protected CamelContext camelContext() {
        return MAIN.getCamelContext();
    }
}
