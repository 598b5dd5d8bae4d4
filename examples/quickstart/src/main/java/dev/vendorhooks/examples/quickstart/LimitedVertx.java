package dev.vendorhooks.examples.quickstart;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Vert.x whose HTTP servers do not wait for ever, for which Camel Main has no setting. Bound in the registry, Camel's
 * HTTP server uses it.
 */
public final class LimitedVertx extends VertxWrapper {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private long arrivalSeconds = 30;
    private int maxConnections = 10_000;

    public LimitedVertx() {
        super((VertxInternal) Vertx.vertx());
    }

    /** How long a request may take to arrive, head and body, from when its connection is open and not in use. */
    public void setArrivalSeconds(long arrivalSeconds) {
        this.arrivalSeconds = arrivalSeconds;
    }

    /** How many connections a server keeps open. */
    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        return new LimitedServer(new HttpServerOptions(options).setHttp2ClearTextEnabled(false));
    }

    private final class LimitedServer extends HttpServerImpl {

        private final Map<HttpConnection, Line> lines = new ConcurrentHashMap<>();

        LimitedServer(HttpServerOptions options) {
            super(delegate, options);
        }

        /** @param handler the router of Camel's HTTP server */
        @Override
        public synchronized HttpServer requestHandler(Handler<HttpServerRequest> handler) {
            Router router = (Router) handler;
            // what Vert.x makes of chunks that are none; the vendor would take it for the receipt of an event
            router.errorHandler(OK, context -> {
                if (!context.response().headWritten()) {
                    context.response().setStatusCode(BAD_REQUEST).end();
                }
            });
            // not on the response, where the router has its own
            router.route().order(Integer.MIN_VALUE).handler(context -> {
                context.addBodyEndHandler(answered -> answered(context.request()));
                context.next();
            });
            connectionHandler(this::open);
            return super.requestHandler(request -> receive(request, router));
        }

        private void open(HttpConnection connection) {
            Line line = new Line(connection);
            lines.put(connection, line);
            connection.closeHandler(closed -> {
                lines.remove(connection);
                line.rest();
            });
            if (lines.size() > maxConnections) {
                connection.close();
            } else {
                line.await();
            }
        }

        private void receive(HttpServerRequest request, Router router) {
            Line line = lines.get(request.connection());
            if (line == null || !line.begins(request)) {
                // behind the last request of a connection that is being closed
                return;
            }
            request.end().onComplete(ended -> line.arrived(request));
            if (isFramedInDoubt(request)) {
                request.response().setStatusCode(BAD_REQUEST).end().onComplete(done -> request.connection()
                        .close());
            } else {
                router.handle(request);
            }
        }

        private void answered(HttpServerRequest request) {
            Line line = lines.get(request.connection());
            if (line != null) {
                line.answered(request);
            }
        }

        /** Vert.x takes any codings for chunks if one of them is. */
        private boolean isFramedInDoubt(HttpServerRequest request) {
            List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
            return !codings.isEmpty() && !(codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"));
        }
    }

    /**
     * A connection, and the timer that ends it while a request is awaited. Vert.x tells on different threads what has
     * arrived and what is answered, so a request may be answered before, and after the next one has begun.
     */
    private final class Line {

        private final HttpConnection connection;
        /** What the latest request is to be answered with; unlike the request, no router wraps it. */
        private HttpServerResponse latest;

        private Long timer;
        private boolean last;

        Line(HttpConnection connection) {
            this.connection = connection;
        }

        synchronized void await() {
            if (timer == null) {
                timer = delegate.setTimer(TimeUnit.SECONDS.toMillis(arrivalSeconds), late -> connection.close());
            }
        }

        synchronized void rest() {
            if (timer != null) {
                delegate.cancelTimer(timer);
                timer = null;
            }
        }

        /** Whether {@code request} may be handled. What follows chunks may be a request that somebody took for a body. */
        synchronized boolean begins(HttpServerRequest request) {
            if (last) {
                return false;
            }
            last = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
            latest = request.response();
            await();
            return true;
        }

        synchronized void arrived(HttpServerRequest request) {
            if (latest == request.response()) {
                rest();
            }
        }

        synchronized void answered(HttpServerRequest request) {
            if (last || !request.isEnded()) {
                // what would follow is the rest of a refused body
                last = true;
                rest();
                connection.close();
            } else if (latest == request.response()) {
                // and no longer heeds that it has arrived
                latest = null;
                await();
            }
        }
    }
}
