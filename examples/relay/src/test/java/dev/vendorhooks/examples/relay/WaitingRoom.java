package dev.vendorhooks.examples.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor that notes each delay and keeps the task until it is told that the time has passed. */
final class WaitingRoom extends ScheduledThreadPoolExecutor {

    private final List<Duration> delays = new CopyOnWriteArrayList<>();

    WaitingRoom() {
        super(1);
    }

    /** The delays asked for, in order. */
    List<Duration> delays() {
        return delays;
    }

    /** Lets all that waits go on. */
    void letTimePass() {
        for (Runnable task : List.copyOf(getQueue())) {
            if (remove(task)) {
                execute(task);
            }
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (delay > 0) {
            ScheduledFuture<?> waiting = super.schedule(task, 1_000, TimeUnit.DAYS);
            delays.add(Duration.of(delay, unit.toChronoUnit()));
            return waiting;
        }
        return super.schedule(task, delay, unit);
    }
}
