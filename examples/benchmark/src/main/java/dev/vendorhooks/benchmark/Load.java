package dev.vendorhooks.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A handful of connections to one server, each waiting for an answer before it sends again. */
final class Load implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final int TIMEOUT_SECONDS = 120;

    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

    Load(int port) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(new Connection(port));
        }
    }

    /** Sends all {@code requests}; throws if that takes two minutes or an answer has another status. */
    void send(List<byte[]> requests, int status) throws Exception {
        List<Callable<Void>> shares = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i;
            shares.add(() -> {
                for (int next = first; next < requests.size(); next += CONNECTIONS) {
                    connections.get(first).expect(requests.get(next), status);
                }
                return null;
            });
        }
        for (Future<Void> share : threads.invokeAll(shares, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            share.get();
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
