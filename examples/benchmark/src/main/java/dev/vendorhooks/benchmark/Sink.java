package dev.vendorhooks.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The receiver of all posts, in a process of its own: answers without a body and counts what arrived whole. Says its
 * port first.
 */
public final class Sink {

    /** Where posts must bear the right signature; they need none anywhere else. */
    static final String SIGNED_PATH = "/signed";

    static final String UNSIGNED_PATH = "/unsigned";
    static final byte[] BODY = Event.USER.json(1).getBytes(UTF_8);

    static final int OK = 200;
    static final int ERROR = 500;
    static final int UNAVAILABLE = 503;

    private final LongAdder arrived = new LongAdder();
    private final int status;
    private final String signature;

    private Sink(int status) throws GeneralSecurityException {
        this.status = status;
        Mac mac = Mac.getInstance(Routes.ALGORITHM);
        mac.init(new SecretKeySpec(Routes.SECRET.getBytes(UTF_8), Routes.ALGORITHM));
        this.signature = HexFormat.of().formatHex(mac.doFinal(BODY));
    }

    /** Starts a sink that answers {@code status}; to {@link #UNAVAILABLE} it adds that an hour should pass. */
    static MeasuredProcess start(int status) throws IOException {
        return MeasuredProcess.start(Sink.class, Integer.toString(status));
    }

    public static void main(String[] arguments) throws Exception {
        Sink sink = new Sink(Integer.parseInt(arguments[0]));
        HttpServer server = Vertx.vertx()
                .createHttpServer()
                .requestHandler(sink::receive)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.out.println(server.actualPort());
        UsageMeter.run(sink.arrived);
    }

    static String url(int port, String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** 400 if the body is not as long as it should be, 401 without its signature: the sender's run fails then. */
    private void receive(HttpServerRequest request) {
        int[] length = {0};
        request.handler(bytes -> length[0] += bytes.length());
        request.endHandler(end -> {
            if (length[0] != BODY.length) {
                request.response().setStatusCode(400).end();
            } else if (request.path().equals(SIGNED_PATH)
                    && !signature.equals(request.getHeader(Routes.SIGNATURE_HEADER))) {
                request.response().setStatusCode(401).end();
            } else {
                arrived.increment();
                answer(request.response());
            }
        });
    }

    private void answer(HttpServerResponse response) {
        if (status == UNAVAILABLE) {
            response.putHeader("Retry-After", "3600");
        }
        response.setStatusCode(status).end();
    }
}
