package dev.vendorhooks.benchmark;

import java.io.IOException;
import java.util.List;

/** A server that gets requests. */
final class ServerContender extends Contender {

    private static final int REQUESTS_A_TURN = 10_000;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final String OTHER_SECRET = "whsec_somebody_else";

    private final Routes routes;
    private final boolean isForger;
    private final Requests requests;
    private final MeasuredProcess server;
    private final Load load;

    private ServerContender(Routes routes, Event event, boolean isForger) throws Exception {
        super(REQUESTS_A_TURN);
        this.routes = routes;
        this.isForger = isForger;
        this.requests = new Requests(event, isForger ? OTHER_SECRET : Routes.SECRET, routes.paths());
        this.server = ServerMain.start(routes);
        this.load = new Load(server.port());
    }

    /** A server that gets authentic requests. */
    static ServerContender authentic(Routes routes, Event event) throws Exception {
        return new ServerContender(routes, event, false);
    }

    /** A server that gets none but forged requests. */
    static ServerContender forged(Routes routes, Event event) throws Exception {
        return new ServerContender(routes, event, true);
    }

    /** Throws unless the server refuses a forged request: a comparison of what does not verify is worth nothing. */
    void checkRefusal() throws Exception {
        load.send(new Requests(Event.USER, OTHER_SECRET).next(1), UNAUTHORIZED);
    }

    @Override
    Usage use(int count) throws Exception {
        List<byte[]> batch = requests.next(count);
        Usage before = server.usage();
        load.send(batch, isForger ? UNAUTHORIZED : OK);
        Usage used = server.usage().minus(before);
        if (used.processed() != (isForger ? 0 : count)) {
            throw new IOException(routes + " routed " + used.processed() + " of " + count);
        }
        return used;
    }

    @Override
    public void close() throws IOException {
        load.close();
        server.close();
    }
}
