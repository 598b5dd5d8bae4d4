package dev.vendorhooks.camel;

import dev.vendorhooks.receive.ClaimStoreException;
import dev.vendorhooks.receive.Claims;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks a claim store whether it can be reached, in a thread of its own, so that nobody waits for one that hangs. There is
 * one question at a time; what came of it is told when somebody wants to know next.
 */
final class ClaimStoreCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Claims claims;
    private final Clock clock;
    private final ThreadFactory threads;
    private final AtomicReference<Instant> asked = new AtomicReference<>();
    private volatile String problem;

    ClaimStoreCheck(Claims claims, Clock clock, ThreadFactory threads) {
        this.claims = claims;
        this.clock = clock;
        this.threads = threads;
    }

    /** Asks, unless the last question is not answered yet. */
    void ask() {
        if (asked.compareAndSet(null, clock.instant())) {
            threads.newThread(this::await).start();
        }
    }

    private void await() {
        try {
            claims.check();
            problem = null;
        } catch (ClaimStoreException e) {
            // its message may hold what it was configured with
            problem = "the claim store failed with " + e.getCause().getClass().getName();
        } finally {
            asked.set(null);
        }
    }

    /** Why the store cannot be reached; empty if it can, or nobody has asked yet. */
    Optional<String> problem() {
        Instant since = asked.get();
        return since != null && clock.instant().isAfter(since.plus(PATIENCE))
                ? Optional.of("the claim store has not answered since " + since)
                : Optional.ofNullable(problem);
    }
}
