package dev.vendorhooks.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final VirtualClock clock = new VirtualClock(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void standsStillUntilAdvanced() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.instant()).isEqualTo(START);

        clock.advance(Duration.ofMinutes(3));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(180));
    }

    @Test
    void startsAtTheSystemsTimeIfNotToldAnother() {
        Instant before = Instant.now();

        assertThat(new VirtualClock().instant()).isBetween(before.minusMillis(1), Instant.now());
    }

    @Test
    void runsEachTaskAtItsOwnTimeInTheOrderOfTimes() {
        scheduleNote(30, "late");
        scheduleNote(10, "early");
        scheduleNote(20, "between");

        clock.advance(Duration.ofSeconds(60));

        assertThat(ran).containsExactly("early at 10", "between at 20", "late at 30");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void runsTasksOfOneTimeInTheOrderOfScheduling() {
        IntStream.range(0, 20).forEach(number -> scheduleNote(5, "task " + number));

        clock.advance(Duration.ofSeconds(5));

        assertThat(ran)
                .isEqualTo(IntStream.range(0, 20)
                        .mapToObj(number -> "task " + number + " at 5")
                        .toList());
    }

    @Test
    void runsATaskOnceAndNotBeforeItIsDue() {
        scheduleNote(10, "task");

        clock.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(ran).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertThat(ran).containsExactly("task at 10");
        clock.advance(Duration.ofDays(1));
        assertThat(ran).hasSize(1);
    }

    @Test
    void runsWhatATaskSchedulesIfItComesDueInTheSameAdvance() {
        clock.schedule(Duration.ofSeconds(10), () -> {
            scheduleNote(20, "due");
            scheduleNote(21, "not due");
        });

        clock.advance(Duration.ofSeconds(30));

        assertThat(ran).containsExactly("due at 30");
    }

    @Test
    void runsWhatIsScheduledWithoutDelayInTheNextAdvance() {
        scheduleNote(0, "task");
        assertThat(ran).isEmpty();

        clock.advance(Duration.ZERO);

        assertThat(ran).containsExactly("task at 0");
    }

    @Test
    void neverGoesBackWhenATaskAdvancesIt() {
        clock.schedule(Duration.ofSeconds(10), () -> clock.advance(Duration.ofMinutes(5)));
        scheduleNote(20, "task");

        clock.advance(Duration.ofSeconds(30));

        assertThat(ran).containsExactly("task at 20");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(310));
    }

    @Test
    void stopsAtATaskThatFailsAndKeepsTheRest() {
        clock.schedule(Duration.ofSeconds(10), () -> {
            throw new IllegalStateException("of the task");
        });
        scheduleNote(20, "rest");

        assertThatIllegalStateException()
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(60)))
                .withMessage("of the task");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(10));
        assertThat(ran).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(ran).containsExactly("rest at 20");
    }

    @Test
    void refusesToGoBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .withMessage("Time does not go back: PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.schedule(Duration.ofSeconds(-1), () -> {}))
                .withMessage("Time does not go back: PT-1S");
    }

    @Test
    void tellsTheSameTimeInAnotherZone() {
        Clock inYerevan = clock.withZone(ZoneId.of("Asia/Yerevan"));

        clock.advance(Duration.ofHours(1));

        assertThat(inYerevan.instant()).isEqualTo(clock.instant());
        assertThat(inYerevan.getZone()).isEqualTo(ZoneId.of("Asia/Yerevan"));
    }

    @Test
    void losesNoTimeBetweenThreads() {
        inEightThreads(() -> clock.advance(Duration.ofSeconds(1)));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(8000));
    }

    @Test
    void losesNoTaskBetweenThreads() {
        AtomicInteger tasks = new AtomicInteger();
        inEightThreads(() -> clock.schedule(Duration.ofSeconds(1), tasks::incrementAndGet));

        clock.advance(Duration.ofSeconds(1));

        assertThat(tasks).hasValue(8000);
    }

    /** Runs {@code step} a thousand times in each thread. */
    private static void inEightThreads(Runnable step) {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Stream.generate(() -> CompletableFuture.runAsync(
                            () -> IntStream.range(0, 1000).forEach(round -> step.run()), threads))
                    .limit(8)
                    .toList()
                    .forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
    }

    private void scheduleNote(int seconds, String name) {
        clock.schedule(
                Duration.ofSeconds(seconds),
                () -> ran.add(
                        name + " at " + Duration.between(START, clock.instant()).toSeconds()));
    }
}
