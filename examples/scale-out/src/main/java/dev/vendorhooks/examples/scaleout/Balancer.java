package dev.vendorhooks.examples.scaleout;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands requests to receivers in turn, and skips those that cannot be reached. What was begun fails with 502. */
final class Balancer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(1000));
    private final AtomicInteger turns = new AtomicInteger();
    private final List<Integer> ports;
    private final HttpServer server;

    /**
     * Starts to listen.
     *
     * @param port zero takes a free one
     * @param ports where receivers may listen, on this machine
     */
    Balancer(int port, List<Integer> ports) {
        this.ports = ports;
        HttpProxy proxy = HttpProxy.reverseProxy(client).origin(context -> reach(ports.size()));
        server = vertx.createHttpServer()
                .requestHandler(proxy)
                .listen(port, LOOPBACK)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    int port() {
        return server.actualPort();
    }

    private Future<HttpClientRequest> reach(int attempts) {
        int port = ports.get(Math.floorMod(turns.getAndIncrement(), ports.size()));
        SocketAddress receiver = SocketAddress.inetSocketAddress(port, LOOPBACK);
        Future<HttpClientRequest> request = client.request(new RequestOptions().setServer(receiver));
        return attempts == 1 ? request : request.recover(unreachable -> reach(attempts - 1));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
