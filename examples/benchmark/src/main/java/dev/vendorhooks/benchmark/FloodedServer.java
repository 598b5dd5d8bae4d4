package dev.vendorhooks.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A server that answers authentic requests at a steady rate, alone and beside a flood of forged ones. */
final class FloodedServer implements AutoCloseable {

    static final int FORGED_A_SECOND = 1_000;

    private static final int AUTHENTIC_A_SECOND = 200;
    private static final int FORGERS = 16;
    private static final int WARM_UP = 20_000;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final Requests authentic = new Requests(Event.USER, Routes.SECRET);
    private final Requests forged = new Requests(Event.USER, "whsec_somebody_else");
    private final MeasuredProcess server;
    private final Load load;
    private final Load forgers;
    private final ExecutorService flood = Executors.newSingleThreadExecutor();
    private final List<Double> quiet = new ArrayList<>();
    private final List<Double> flooded = new ArrayList<>();

    FloodedServer(Routes routes) throws Exception {
        server = ServerMain.start(routes);
        load = new Load(server.port());
        forgers = new Load(server.port(), FORGERS);
    }

    void warmUp() throws Exception {
        load.send(authentic.next(WARM_UP), OK);
        forgers.send(forged.next(WARM_UP), UNAUTHORIZED);
        measure(1, FORGED_A_SECOND);
    }

    /** So many seconds without the flood, and as many with it. */
    void round(int seconds) throws Exception {
        quiet.add(measure(seconds, 0));
        flooded.add(measure(seconds, FORGED_A_SECOND));
    }

    /** Milliseconds that 99 of 100 authentic requests took at most, without the flood, by round. */
    List<Double> quiet() {
        return quiet;
    }

    /** The same beside the flood. */
    List<Double> flooded() {
        return flooded;
    }

    private double measure(int seconds, int forgedASecond) throws Exception {
        List<byte[]> requests = authentic.next(seconds * AUTHENTIC_A_SECOND);
        List<byte[]> forgeries = forged.next(seconds * forgedASecond);
        Usage before = server.usage();
        Future<List<Double>> flooding = flood.submit(() -> forgers.send(forgeries, UNAUTHORIZED, forgedASecond));
        List<Double> millis = load.send(requests, OK, AUTHENTIC_A_SECOND);
        flooding.get();
        long routed = server.usage().minus(before).processed();
        if (routed != requests.size()) {
            throw new IOException("Routed " + routed + " of " + requests.size());
        }
        return Ratios.of(millis).percentile99();
    }

    @Override
    public void close() throws IOException {
        flood.shutdownNow();
        forgers.close();
        load.close();
        server.close();
    }
}
