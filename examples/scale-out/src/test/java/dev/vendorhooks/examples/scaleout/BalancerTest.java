package dev.vendorhooks.examples.scaleout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BalancerTest {

    private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
    private final List<HttpServer> receivers = new ArrayList<>();

    @AfterEach
    void stop() {
        receivers.forEach(receiver -> receiver.stop(0));
    }

    @Test
    void handsRequestsOnInTurnByteForByte() throws Exception {
        try (Balancer balancer = new Balancer(0, List.of(receiver("one", 200), receiver("other", 503)))) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                statuses.add(Vendor.post(balancer.port(), Vendor.event("u", i)));
            }

            assertThat(statuses).containsExactly(200, 503, 200, 503);
            assertThat(received)
                    .containsExactly(
                            "one " + Vendor.event("u", 0),
                            "other " + Vendor.event("u", 1),
                            "one " + Vendor.event("u", 2),
                            "other " + Vendor.event("u", 3));
        }
    }

    @Test
    void skipsReceiversThatCannotBeReached() throws Exception {
        try (Balancer balancer = new Balancer(0, List.of(closedPort(), receiver("one", 200), closedPort()))) {
            for (int i = 0; i < 6; i++) {
                assertThat(Vendor.post(balancer.port(), Vendor.event("u", i))).isEqualTo(200);
            }

            assertThat(received).hasSize(6);
        }
    }

    @Test
    void answers502WhereNoReceiverIs() throws Exception {
        try (Balancer balancer = new Balancer(0, List.of(closedPort(), closedPort()))) {
            assertThat(Vendor.post(balancer.port(), Vendor.event("u", 1))).isEqualTo(502);
        }
    }

    private int receiver(String name, int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhooks/generic", exchange -> {
            received.add(name + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        receivers.add(server);
        return server.getAddress().getPort();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
