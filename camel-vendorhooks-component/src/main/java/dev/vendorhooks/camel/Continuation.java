package dev.vendorhooks.camel;

import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.send.Result;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Lets a route go on after an answer. What follows in the route may block, which would hold up all answers that the same
 * thread of the HTTP client reads, so other threads do it. But handing over costs more than posting itself: where a
 * delivery has succeeded and what follows has proved quick, it goes on where it is.
 */
final class Continuation {

    /** Longer than handing over takes, and short enough to be no burden on other answers. */
    private static final long QUICK_NANOS = 200_000;

    /** How many quick runs it takes to go on where the answer was read. */
    private static final int TRUSTED = 32;

    private static final int MOST_TRUST = 40;

    /** How many quick runs a slow one outweighs. */
    private static final int PENALTY = 16;

    private final Executor threads;

    /** Grows with each run after a success that was quick. That updates may overwrite each other does not matter. */
    private volatile int trust;

    Continuation(Executor threads) {
        this.threads = threads;
    }

    void run(Result result, Runnable rest) {
        boolean delivered = result.attempt().outcome() == Outcome.DELIVERED;
        Runnable step = delivered ? () -> measure(rest) : rest;
        if (delivered && trust >= TRUSTED) {
            step.run();
            return;
        }
        try {
            threads.execute(step);
        } catch (RejectedExecutionException e) {
            step.run();
        }
    }

    private void measure(Runnable rest) {
        long started = System.nanoTime();
        rest.run();
        boolean quick = System.nanoTime() - started < QUICK_NANOS;
        trust = quick ? Math.min(MOST_TRUST, trust + 1) : Math.max(0, trust - PENALTY);
    }
}
