package dev.vendorhooks.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A server under load, and what its requests cost turn by turn. */
final class Contender implements AutoCloseable {

    private static final int REQUESTS_A_TURN = 10_000;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final String OTHER_SECRET = "whsec_somebody_else";

    private final Routes routes;
    private final boolean isForger;
    private final Requests requests;
    private final ServerProcess server;
    private final Load load;
    private final List<Double> bytes = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();

    private Contender(Routes routes, Event event, boolean isForger) throws Exception {
        this.routes = routes;
        this.isForger = isForger;
        this.requests = new Requests(event, isForger ? OTHER_SECRET : Routes.SECRET);
        this.server = ServerProcess.start(routes);
        this.load = new Load(server.port());
    }

    /** A server that gets authentic requests. */
    static Contender authentic(Routes routes, Event event) throws Exception {
        return new Contender(routes, event, false);
    }

    /** A server that gets none but forged requests. */
    static Contender forged(Routes routes, Event event) throws Exception {
        return new Contender(routes, event, true);
    }

    /** Throws unless the server refuses a forged request: a comparison of what does not verify is worth nothing. */
    void checkRefusal() throws Exception {
        load.send(new Requests(Event.USER, OTHER_SECRET).next(1), UNAUTHORIZED);
    }

    /** Sends at least {@code count} requests and forgets what they cost. */
    static void warmUp(List<Contender> contenders, int count) throws Exception {
        for (int sent = 0; sent < count; sent += REQUESTS_A_TURN) {
            for (Contender contender : contenders) {
                contender.turn();
            }
        }
        for (Contender contender : contenders) {
            contender.bytes.clear();
            contender.cpuMicros.clear();
        }
    }

    /** Sends the requests of one turn; throws if one of them is not answered or not routed as it should be. */
    void turn() throws Exception {
        List<byte[]> batch = requests.next(REQUESTS_A_TURN);
        Usage before = server.usage();
        load.send(batch, isForger ? UNAUTHORIZED : OK);
        Usage used = server.usage().minus(before);
        if (used.processed() != (isForger ? 0 : REQUESTS_A_TURN)) {
            throw new IOException(routes + " routed " + used.processed() + " of " + REQUESTS_A_TURN);
        }
        bytes.add((double) used.allocatedBytes() / REQUESTS_A_TURN);
        cpuMicros.add(used.cpuNanos() / 1e3 / REQUESTS_A_TURN);
    }

    /** Bytes allocated per request, by turn. */
    List<Double> bytes() {
        return bytes;
    }

    /** Microseconds of processor time per request, by turn. */
    List<Double> cpuMicros() {
        return cpuMicros;
    }

    @Override
    public void close() throws IOException {
        load.close();
        server.close();
    }
}
