package dev.vendorhooks.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.camel.VendorhookConsumer;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.SimulatedDelivery;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadyModelsTest {

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    private final VirtualClock clock = new VirtualClock();
    private final CamelContext context = new DefaultCamelContext();
    private MockEndpoint models;

    @BeforeEach
    void startRoute() throws Exception {
        VertxPlatformHttpServerConfiguration anyPort = new VertxPlatformHttpServerConfiguration();
        anyPort.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(anyPort);
        context.addService(server);
        context.getComponent("vendorhook", VendorhookComponent.class).setClock(clock);
        context.start();
        models = context.getEndpoint("mock:models", MockEndpoint.class);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:glossi?autoRegister=true&events=model.*"
                                + ("&publicUrl=http://localhost:" + server.getPort())
                                + ("&apiUrl=" + GLOSSI.apiUrl())
                                + ("&apiKey=" + GLOSSI.apiKey()))
                        .to("mock:models");
            }
        });
    }

    @AfterEach
    void stopRoute() {
        context.stop();
    }

    @Test
    void asksForModelsAndReceivesThem() throws Exception {
        assertThat(GLOSSI.webhook().events()).containsExactly("model.failed", "model.processed");
        models.expectedMessageCount(1);

        GLOSSI.deliveries(clock).deliver(Samples.glossi("model.processed"));

        models.assertIsSatisfied();
    }

    @Test
    void losesNothingWhileTheRouteFails() throws Exception {
        models.whenExchangeReceived(1, exchange -> {
            throw new IllegalStateException("the store is down");
        });

        SimulatedDelivery delivery = GLOSSI.deliveries(clock).deliver(Samples.glossi("model.processed"));
        assertThat(delivery.status()).isEqualTo(500);

        clock.advance(Duration.ofMinutes(1));
        assertThat(delivery.isDelivered()).isTrue();
    }

    @Test
    void refusesForgeriesAndRoutesDuplicatesOnce() throws Exception {
        models.expectedMessageCount(1);

        SimulatedDelivery forgery =
                GLOSSI.deliveries(clock).signedWith("guessed").deliver(Samples.glossi("model.failed"));
        List<SimulatedDelivery> twice = GLOSSI.deliveries(clock).twice(Samples.glossi("model.failed"));

        assertThat(forgery.status()).isEqualTo(401);
        assertThat(twice).allMatch(SimulatedDelivery::isDelivered);
        models.assertIsSatisfied();
    }

    @Test
    void acceptsWhatWasSignedBeforeTheSecretChanged() {
        String old = GLOSSI.webhook().secret();

        ((VendorhookConsumer) context.getRoutes().get(0).getConsumer()).rotateSecret();

        assertThat(GLOSSI.deliveries(clock)
                        .signedWith(old)
                        .deliver(Samples.glossi("model.failed"))
                        .status())
                .isEqualTo(200);
    }
}
