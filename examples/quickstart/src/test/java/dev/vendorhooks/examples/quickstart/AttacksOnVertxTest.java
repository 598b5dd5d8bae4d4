package dev.vendorhooks.examples.quickstart;

import dev.vendorhooks.test.AttackContract;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The attacks on Camel Main, whose engine is Vert.x, with the quickstart's settings; only the time is shorter. */
class AttacksOnVertxTest extends AttackContract {

    private static final Main MAIN = new Main();

    @BeforeAll
    static void start() {
        MAIN.addOverrideProperty("camel.server.port", "0");
        MAIN.addOverrideProperty("camel.beans.vertx.arrivalSeconds", "2");
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

    @Override
    protected String secret() {
        return "generic-demo";
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(2);
    }
}
