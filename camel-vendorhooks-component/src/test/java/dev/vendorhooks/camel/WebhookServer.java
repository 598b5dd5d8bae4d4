package dev.vendorhooks.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vendorhooks.test.Canary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.FileUtil;

/** A plain Camel context behind a real Vert.x HTTP server on a free port of the loopback interface. */
final class WebhookServer implements AutoCloseable {

    static final String SECRET = Canary.WORD;
    static final String GENERIC = "/webhooks/generic";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final CamelContext context = new DefaultCamelContext();
    private final List<Exchange> received = new CopyOnWriteArrayList<>();
    private final Path uploads = Files.createTempDirectory("uploads");
    private final VertxPlatformHttpServer server;

    WebhookServer() throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        configuration.getBodyHandler().setUploadsDirectory(uploads.toString());
        server = new VertxPlatformHttpServer(configuration);
        context.addService(server);
    }

    /** A started server with one route that keeps what it receives. */
    static WebhookServer receiving(String uri) throws Exception {
        WebhookServer server = new WebhookServer();
        return server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receiving").process(server::keep);
            }
        });
    }

    /** Starts the context with {@code routes}. */
    WebhookServer start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
        return this;
    }

    /** Keeps a copy of the exchange, for {@link #received}. */
    void keep(Exchange exchange) {
        received.add(exchange.copy());
    }

    List<Exchange> received() {
        return received;
    }

    /** Where the HTTP engine writes the files of multipart bodies. */
    Path uploads() {
        return uploads;
    }

    CamelContext context() {
        return context;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }

    /** Posts a body to the generic vendor's path, signed with {@link #SECRET}. */
    HttpResponse<String> postSigned(byte[] body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("X-Webhook-Signature", Signer.hex(SECRET, "", body)));
        return post(GENERIC, body, all.toArray(String[]::new));
    }

    /** Posts {@code body} with a JSON content type and the given header names and values. */
    HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
        if (!List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return send(request, headers);
    }

    static HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        HttpRequest.Builder complete = headers.length == 0 ? request : request.headers(headers);
        return CLIENT.send(complete.build(), BodyHandlers.ofString());
    }

    /** Sends a request byte for byte and returns all that comes back until the server closes. */
    String sendRaw(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** Sends a request before it returns; then what comes back until the server closes. */
    CompletableFuture<String> sendAndReadLater(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return CompletableFuture.supplyAsync(() -> {
            try (socket) {
                return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        context.stop();
        FileUtil.removeDir(uploads.toFile());
    }
}
