package dev.vendorhooks.camel;

import dev.vendorhooks.test.SimulatedDeliveries;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.spi.SupervisingRouteController;

/** An application with one endpoint that registers itself with a simulated vendor, whose time it shares. */
final class RegisteringEndpoint implements AutoCloseable {

    static final String PUBLIC_URL = "https://hooks.example.com";

    private final VendorSimulator vendor;
    private final VirtualClock clock;
    private final WebhookServer server = new WebhookServer();
    private final String uri;

    /** @param options what follows the account in the endpoint's URI */
    RegisteringEndpoint(VendorSimulator vendor, VirtualClock clock, String options) throws Exception {
        this.vendor = vendor;
        this.clock = clock;
        this.uri = "vendorhook:" + vendor.vendor() + "?autoRegister=true&publicUrl=" + PUBLIC_URL + account(vendor)
                + (options.isEmpty() ? "" : "&" + options);
        server.context().getComponent("vendorhook", VendorhookComponent.class).setClock(clock);
        HealthCheckRegistry checks = new DefaultHealthCheckRegistry(server.context());
        server.context().getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, checks);
    }

    /** The account of a simulated vendor as options, the first one with its ampersand. */
    static String account(VendorSimulator vendor) {
        String api = "&apiUrl=" + vendor.apiUrl() + "&apiKey=" + vendor.apiKey();
        return switch (vendor.vendor()) {
            case "vntana" -> api + "&organizationUuid=" + vendor.organizationUuid() + "&email=ops@example.com";
            case "kaedim" -> api + "&developerId=" + vendor.developerId();
            default -> api;
        };
    }

    /** Has Camel try failed starts again, every 100 ms. */
    RegisteringEndpoint supervised() {
        SupervisingRouteController controller =
                server.context().getRouteController().supervising();
        controller.setInitialDelay(0);
        controller.setBackOffDelay(100);
        return this;
    }

    RegisteringEndpoint start() throws Exception {
        server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receiving").process(server::keep);
            }
        });
        return this;
    }

    WebhookServer server() {
        return server;
    }

    VendorhookConsumer consumer() {
        return (VendorhookConsumer) server.context().getRoute("receiving").getConsumer();
    }

    /** Deliveries of the vendor, signed with the secret that its webhook has at the time. */
    SimulatedDeliveries deliveries() {
        return vendor.deliveries(
                clock, () -> server.uri("/webhooks/" + vendor.vendor()).toString());
    }

    /** The status that a request gets whose signature nobody looks at. */
    int statusOfUnsigned() {
        return statusOfUnsigned(vendor.vendor());
    }

    /** The same on the path of another vendor. */
    int statusOfUnsigned(String other) {
        try {
            return server.post("/webhooks/" + other, "{}".getBytes()).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the endpoint's health check says, a minute after it was asked last. */
    HealthCheck.Result health() {
        clock.advance(Duration.ofMinutes(1));
        return check().orElseThrow().call(Map.of());
    }

    Optional<HealthCheck> check() {
        return HealthCheckRegistry.get(server.context()).getCheck("vendorhook:/webhooks/" + vendor.vendor());
    }

    @Override
    public void close() {
        server.close();
    }
}
