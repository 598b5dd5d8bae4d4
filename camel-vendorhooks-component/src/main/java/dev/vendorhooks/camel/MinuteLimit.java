package dev.vendorhooks.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets something happen only so often a minute. */
final class MinuteLimit {

    private final int most;
    private final Clock clock;
    private Instant minuteStart = Instant.MIN;
    private int count;

    MinuteLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Whether it may happen once more, which then counts. */
    synchronized boolean permits() {
        Instant now = clock.instant();
        if (Duration.between(minuteStart, now).toMinutes() != 0) {
            minuteStart = now;
            count = 0;
        }
        if (count >= most) {
            return false;
        }
        count++;
        return true;
    }
}
