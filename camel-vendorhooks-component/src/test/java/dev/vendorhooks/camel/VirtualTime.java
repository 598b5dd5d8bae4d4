package dev.vendorhooks.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor that takes no time: it notes each delay, moves its clock on by it and runs the task at once. */
final class VirtualTime extends ScheduledThreadPoolExecutor {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Duration> delays = new CopyOnWriteArrayList<>();
    private volatile Instant now = START;

    VirtualTime() {
        super(1);
    }

    /** The delays asked for, in order. */
    List<Duration> delays() {
        return delays;
    }

    Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Duration wait = Duration.of(delay, unit.toChronoUnit());
        delays.add(wait);
        now = now.plus(wait);
        return super.schedule(task, 0, unit);
    }
}
