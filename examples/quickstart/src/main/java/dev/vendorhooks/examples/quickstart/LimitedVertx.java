package dev.vendorhooks.examples.quickstart;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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

        /** The connections that a request is awaited on, with the timer that ends them. */
        private final Map<HttpConnection, Long> awaited = new ConcurrentHashMap<>();

        private final AtomicInteger open = new AtomicInteger();

        LimitedServer(HttpServerOptions options) {
            super(delegate, options);
        }

        @Override
        public synchronized HttpServer requestHandler(Handler<HttpServerRequest> handler) {
            if (handler instanceof Router router) {
                // what Vert.x makes of chunks that are none; the vendor would take it for the receipt of an event
                router.errorHandler(
                        OK,
                        context -> context.response().setStatusCode(BAD_REQUEST).end());
            }
            connectionHandler(this::open);
            return super.requestHandler(request -> receive(request, handler));
        }

        private void open(HttpConnection connection) {
            if (open.incrementAndGet() > maxConnections) {
                connection.close();
            }
            await(connection);
            connection.closeHandler(closed -> {
                open.decrementAndGet();
                arrived(connection);
            });
        }

        private void receive(HttpServerRequest request, Handler<HttpServerRequest> handler) {
            HttpConnection connection = request.connection();
            if (!awaited.containsKey(connection)) {
                // behind the last request of a connection that is being closed
                return;
            }
            request.end().onComplete(ended -> arrived(connection));
            request.response().bodyEndHandler(answered -> {
                if (request.isEnded() && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
                    await(connection);
                } else {
                    // what would follow is the rest of a refused body, or a request that somebody took for a body
                    arrived(connection);
                    connection.close();
                }
            });
            if (isFramedInDoubt(request)) {
                request.response().setStatusCode(BAD_REQUEST).end();
            } else {
                handler.handle(request);
            }
        }

        /** Vert.x takes any codings for chunks if one of them is. */
        private boolean isFramedInDoubt(HttpServerRequest request) {
            List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
            return !codings.isEmpty() && !(codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"));
        }

        private void await(HttpConnection connection) {
            // a connection that was closed while its request was answered is found here too, and nowhere else
            awaited.put(connection, delegate.setTimer(TimeUnit.SECONDS.toMillis(arrivalSeconds), late -> {
                awaited.remove(connection);
                connection.close();
            }));
        }

        private void arrived(HttpConnection connection) {
            Long timer = awaited.remove(connection);
            if (timer != null) {
                delegate.cancelTimer(timer);
            }
        }
    }
}
