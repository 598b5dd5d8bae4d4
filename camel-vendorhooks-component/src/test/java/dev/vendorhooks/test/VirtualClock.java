package dev.vendorhooks.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until it is advanced, and then runs what was scheduled, each task at its own time. Bound as
 * the component option {@code clock}, it gives receiver and simulated vendor the same time, so that hours of
 * redeliveries pass at once. It can be used from several threads.
 */
public final class VirtualClock extends Clock {

    private static final Comparator<Task> BY_TIME =
            Comparator.comparing(Task::due).thenComparing(Task::number);

    private final ReentrantLock advancing = new ReentrantLock(true);
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(BY_TIME);
    private Instant now;
    private long scheduled;

    private record Task(Instant due, long number, Runnable action) {}

    /** A clock that starts at the system's time, cut to milliseconds. */
    public VirtualClock() {
        this(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    /** A clock that starts at {@code start}. */
    public VirtualClock(Instant start) {
        now = start;
    }

    /**
     * Moves the time on by {@code duration} and, in the calling thread, runs what comes due in between: in the order of
     * the times, and of scheduling where two are equal. That includes what those tasks schedule. What a task throws is
     * thrown here; the time is then that task's, and the rest stays scheduled. Advances of several threads take turns,
     * so no task may wait for another thread's.
     *
     * @throws IllegalArgumentException if {@code duration} is negative
     */
    public void advance(Duration duration) {
        requireNotNegative(duration);
        advancing.lock();
        try {
            Instant end = instant().plus(duration);
            for (Optional<Task> task = next(end); task.isPresent(); task = next(end)) {
                task.get().action().run();
            }
            moveTo(end);
        } finally {
            advancing.unlock();
        }
    }

    /**
     * Has {@code action} run once, when the clock has been advanced by {@code delay} from now. With no delay it runs in
     * the next advance, be it by nothing.
     *
     * @throws IllegalArgumentException if {@code delay} is negative
     */
    public synchronized void schedule(Duration delay, Runnable action) {
        requireNotNegative(delay);
        tasks.add(new Task(now.plus(delay), scheduled++, action));
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same time, told for another zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new Clock() {
            @Override
            public Instant instant() {
                return VirtualClock.this.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return VirtualClock.this.withZone(other);
            }
        };
    }

    /** The first task due until {@code end}, taken out, with the clock put to its time. */
    private synchronized Optional<Task> next(Instant end) {
        if (tasks.isEmpty() || tasks.peek().due().isAfter(end)) {
            return Optional.empty();
        }
        Task task = tasks.poll();
        moveTo(task.due());
        return Optional.of(task);
    }

    /** Never back: a task may itself have advanced the clock. */
    private synchronized void moveTo(Instant time) {
        if (time.isAfter(now)) {
            now = time;
        }
    }

    private static void requireNotNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + duration);
        }
    }
}
