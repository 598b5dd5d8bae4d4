package dev.vendorhooks.camel;

import dev.vendorhooks.test.StandingClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor that takes no time: it notes each delay, moves its clock on by it and runs the task at once. */
final class VirtualTime extends ScheduledThreadPoolExecutor {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Duration> delays = new CopyOnWriteArrayList<>();
    private final StandingClock clock = new StandingClock(START);

    VirtualTime() {
        super(1);
    }

    /** The delays asked for, in order. */
    List<Duration> delays() {
        return delays;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Duration wait = Duration.of(delay, unit.toChronoUnit());
        delays.add(wait);
        clock.put(clock.instant().plus(wait));
        return super.schedule(task, 0, unit);
    }
}
