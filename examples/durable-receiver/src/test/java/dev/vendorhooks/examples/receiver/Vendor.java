package dev.vendorhooks.examples.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.test.Canary;
import dev.vendorhooks.test.VendorSignature;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Delivers one event after the other as vendors do: again until it is answered 2xx, one in twenty twice, and not in the
 * order in which they happened.
 */
final class Vendor implements AutoCloseable {

    static final String SECRET = Canary.WORD;

    /** In place of a status: nobody listened. */
    static final int UNREACHED = -1;
    /** In place of a status: the request may have been read, and the connection ended without an answer. */
    static final int UNANSWERED = 0;

    private static final int THREADS = 8;
    /** Where nobody listens, the next events happen later. */
    private static final int MOST_PENDING = 60;

    private static final Duration PACE = Duration.ofMillis(8);
    private static final int MOST_DISORDER_MILLIS = 50;
    private static final int MOST_PATIENCE_MILLIS = 300;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, Deliveries> events = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger pending = new AtomicInteger();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final Supplier<ReceiverProcess> receiver;
    private final Random random;
    private final Future<?> happening;

    /** What became of an event's deliveries. */
    static final class Deliveries {

        private final Set<Long> processes = ConcurrentHashMap.newKeySet();
        private final AtomicInteger cutOff = new AtomicInteger();

        /** How many receivers may have read one. */
        int processes() {
            return processes.size();
        }

        /** How many may have been read and were not answered. */
        int cutOff() {
            return cutOff.get();
        }
    }

    /** Begins to deliver to whichever receiver there is at the time. */
    Vendor(Supplier<ReceiverProcess> receiver, Random random) {
        this.receiver = receiver;
        this.random = random;
        happening = threads.scheduleAtFixedRate(this::happen, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many deliveries were answered 2xx. */
    int accepted() {
        return accepted.get();
    }

    /** No more events happen. Whether all that did are delivered tells {@link #isDone}. */
    void stop() {
        happening.cancel(false);
    }

    boolean isDone() {
        return happening.isDone() && pending.get() == 0;
    }

    /** All events so far, by id. */
    Map<String, Deliveries> events() {
        return events;
    }

    private void happen() {
        if (pending.get() >= MOST_PENDING) {
            return;
        }
        String id = "evt_" + events.size();
        events.put(id, new Deliveries());
        int copies = random.nextInt(20) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            pending.incrementAndGet();
            deliverLater(id, random.nextInt(MOST_DISORDER_MILLIS));
        }
    }

    private void deliverLater(String id, int millis) {
        threads.schedule(() -> deliver(id), millis, TimeUnit.MILLISECONDS);
    }

    private void deliver(String id) {
        ReceiverProcess current = receiver.get();
        int status = current.port() == 0 ? UNREACHED : post(current.port(), id);
        if (status != UNREACHED) {
            events.get(id).processes.add(current.pid());
        }
        if (status == UNANSWERED) {
            events.get(id).cutOff.incrementAndGet();
        }
        if (status / 100 == 2) {
            accepted.incrementAndGet();
            pending.decrementAndGet();
        } else {
            deliverLater(id, random.nextInt(MOST_PATIENCE_MILLIS));
        }
    }

    /** Delivers an event once. Returns the status, or what stands in its place. */
    static int post(int port, String id) {
        String body = "{\"id\":\"" + id + "\",\"type\":\"user.updated\",\"created_at\":\"2026-01-15T10:30:00Z\","
                + "\"data\":{\"id\":\"user_1\",\"status\":\"active\"}}";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/webhooks/generic"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        VendorSignature.GENERIC
                .headers(SECRET, body.getBytes(UTF_8), Instant.now())
                .forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (ConnectException e) {
            return UNREACHED;
        } catch (IOException e) {
            return UNANSWERED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNANSWERED;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
