package dev.vendorhooks.camel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** A plain Camel context behind a real Vert.x HTTP server on a free port of the loopback interface. */
final class WebhookServer implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final CamelContext context = new DefaultCamelContext();
    private final VertxPlatformHttpServer server;

    WebhookServer() {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        server = new VertxPlatformHttpServer(configuration);
        try {
            context.addService(server);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the context with {@code routes}. */
    WebhookServer start(RoutesBuilder... routes) throws Exception {
        for (RoutesBuilder route : routes) {
            context.addRoutes(route);
        }
        context.start();
        return this;
    }

    CamelContext context() {
        return context;
    }

    int port() {
        return server.getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** Posts {@code body} with a JSON content type and the given header names and values. */
    HttpResponse<String> post(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)), headers);
    }

    static HttpResponse<String> send(HttpRequest.Builder request, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder complete = headers.length == 0 ? request : request.headers(headers);
        return CLIENT.send(complete.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.stop();
    }
}
