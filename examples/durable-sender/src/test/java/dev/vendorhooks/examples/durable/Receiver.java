package dev.vendorhooks.examples.durable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of deliveries on the loopback interface, which writes down every request before it answers. */
final class Receiver implements AutoCloseable {

    /** How to answer. */
    interface Answers {
        Answer to(Request request) throws Exception;
    }

    /** A status, and how many seconds to wait as the Retry-After header; null for no such header. */
    record Answer(int status, Integer retryAfter) {

        static final Answer OK = new Answer(200, null);
        static final Answer UNAVAILABLE = new Answer(503, null);
    }

    /** The n-th request with this delivery id, counted from 1. */
    record Request(String id, String body, int number) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Request> accepted = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Answers answers = request -> Answer.OK;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    void answer(Answers given) {
        answers = given;
    }

    /** All requests so far, in the order in which they came. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Those that were answered 2xx, or would have been if the sender had lived to hear it. */
    List<Request> accepted() {
        return List.copyOf(accepted);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Request request = note(exchange.getRequestHeaders().getFirst("X-Webhook-Id"), body);
            Answer answer = answers.to(request);
            if (answer.status() / 100 == 2) {
                accepted.add(request);
            }
            if (answer.retryAfter() != null) {
                exchange.getResponseHeaders()
                        .set("Retry-After", answer.retryAfter().toString());
            }
            exchange.sendResponseHeaders(answer.status(), -1);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized Request note(String id, String body) {
        long before =
                requests.stream().filter(request -> request.id().equals(id)).count();
        Request request = new Request(id, body, (int) before + 1);
        requests.add(request);
        return request;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
