package dev.vendorhooks.cli;

import dev.vendorhooks.camel.VendorhookComponent;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** A route that receives, behind a real HTTP server on a free port. */
final class Receiver implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final List<Exchange> received = new CopyOnWriteArrayList<>();
    private final VertxPlatformHttpServer server;

    Receiver(String vendor, String secret) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        server = new VertxPlatformHttpServer(configuration);
        context.addService(server);
        context.getComponent("vendorhook", VendorhookComponent.class).setClock(Clock.fixed(Cli.NOW, ZoneOffset.UTC));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:" + vendor + "?secret=" + secret).process(exchange -> received.add(exchange.copy()));
            }
        });
        context.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getPort() + path;
    }

    /** The values of a header of all that was received. */
    List<String> received(String header) {
        return received.stream()
                .map(exchange -> exchange.getMessage().getHeader(header, String.class))
                .toList();
    }

    @Override
    public void close() {
        context.stop();
    }
}
