package dev.vendorhooks.examples.docs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor that takes no time: it notes each delay and runs the task at once. */
final class VirtualTime extends ScheduledThreadPoolExecutor {

    private final List<Duration> delays = new CopyOnWriteArrayList<>();

    VirtualTime() {
        super(1);
    }

    /** The delays asked for, in order. */
    List<Duration> delays() {
        return delays;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        delays.add(Duration.of(delay, unit.toChronoUnit()));
        return super.schedule(task, 0, unit);
    }
}
