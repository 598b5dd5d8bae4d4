package dev.vendorhooks.test;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What became of one event that {@link SimulatedDeliveries} sent. Retries add to it while the clock is advanced. */
public final class SimulatedDelivery {

    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private volatile HttpRequest lastRequest;
    private volatile boolean givenUp;

    /**
     * One request and its answer.
     *
     * @param time when it was sent, on the clock that receiver and vendor share; a skew of the vendor's is not in it
     * @param status the HTTP status of the answer; 0 if there was none
     * @param failure why there was no answer; empty if there was one
     */
    public record Attempt(Instant time, int status, Optional<String> failure) {

        /** Whether the answer was any 2xx. */
        public boolean isDelivered() {
            return status >= 200 && status < 300;
        }
    }

    SimulatedDelivery() {}

    /** All attempts until now, the first one first; at least one. */
    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** The HTTP status that the last attempt was answered with; 0 if it was not answered. */
    public int status() {
        return last().status();
    }

    /** Whether the last attempt was answered with any 2xx; no other follows then. */
    public boolean isDelivered() {
        return last().isDelivered();
    }

    /** Whether the vendor has stopped trying without success. */
    public boolean isGivenUp() {
        return givenUp;
    }

    void add(HttpRequest request, Attempt attempt) {
        lastRequest = request;
        attempts.add(attempt);
    }

    void giveUp() {
        givenUp = true;
    }

    /** The last attempt's, to be sent again as it was. */
    HttpRequest lastRequest() {
        return lastRequest;
    }

    private Attempt last() {
        return attempts.get(attempts.size() - 1);
    }

    /** The attempts, without what was sent. */
    @Override
    public String toString() {
        return attempts.toString();
    }
}
