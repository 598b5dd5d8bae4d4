package dev.vendorhooks.camel;

import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.send.Result;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Lets a route go on after an answer. What follows in the route may block, which would hold up all answers that the same
 * thread of the HTTP client reads, so other threads do it. But handing over costs more than posting itself: where a
 * delivery has succeeded and what follows usually takes next to no time, it goes on where it is.
 */
final class Continuation {

    /** Longer than handing over takes, and short enough to be no burden on other answers. */
    private static final long QUICK_NANOS = 200_000;

    /** How many runs the average looks back on, about. */
    private static final int RUNS = 64;

    private final Executor threads;

    /** Of what follows a success. Starts with "slow"; that updates may overwrite each other does not matter. */
    private volatile long averageNanos = 10 * QUICK_NANOS;

    Continuation(Executor threads) {
        this.threads = threads;
    }

    void run(Result result, Runnable rest) {
        boolean delivered = result.attempt().outcome() == Outcome.DELIVERED;
        Runnable step = delivered ? () -> measure(rest) : rest;
        if (delivered && averageNanos < QUICK_NANOS) {
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
        averageNanos += (System.nanoTime() - started - averageNanos) / RUNS;
    }
}
