package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.send.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContinuationTest {

    private static final Result DELIVERED = result(Outcome.DELIVERED, null);
    private static final Result FAILED = result(Outcome.RETRYABLE, ErrorKind.TIMEOUT);
    private static final int MANY = 1_000;

    private final AtomicInteger handedOver = new AtomicInteger();
    private final Continuation continuation = new Continuation(step -> {
        handedOver.incrementAndGet();
        step.run();
    });

    @Test
    void handsOverUntilItKnowsThatWhatFollowsIsQuick() {
        continuation.run(DELIVERED, () -> {});

        assertThat(handedOver).hasValue(1);
    }

    @Test
    void goesOnAtOnceWhereWhatFollowsIsQuick() {
        run(MANY, () -> {});
        handedOver.set(0);

        run(MANY, () -> {});

        assertThat(handedOver).hasValueLessThan(MANY / 2);
    }

    @Test
    void handsOverAgainAsSoonAsWhatFollowsTakesTime() {
        run(MANY, () -> {});
        continuation.run(DELIVERED, ContinuationTest::takeTime);
        handedOver.set(0);

        continuation.run(DELIVERED, () -> {});

        assertThat(handedOver).hasValue(1);
    }

    @Test
    void alwaysHandsOverAfterAFailure() {
        run(MANY, () -> {});
        handedOver.set(0);

        continuation.run(FAILED, () -> {});

        assertThat(handedOver).hasValue(1);
    }

    @Test
    void goesOnWhereItIsWhenTheThreadsHaveEnded() {
        AtomicInteger runs = new AtomicInteger();

        new Continuation(step -> {
                    throw new RejectedExecutionException();
                })
                .run(FAILED, runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    private void run(int times, Runnable rest) {
        for (int i = 0; i < times; i++) {
            continuation.run(DELIVERED, rest);
        }
    }

    private static void takeTime() {
        long end = System.nanoTime() + Duration.ofMillis(100).toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static Result result(Outcome outcome, ErrorKind error) {
        return new Result(
                new Attempt(Instant.EPOCH, Duration.ZERO, outcome, null, error), Optional.empty(), Optional.empty());
    }
}
