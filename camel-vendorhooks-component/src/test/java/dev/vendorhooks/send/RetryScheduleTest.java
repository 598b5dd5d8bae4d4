package dev.vendorhooks.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    private static final RandomGenerator NEVER_ANY = () -> 0;
    /** The largest that nextDouble() gives. */
    private static final RandomGenerator ALWAYS_MOST = () -> -1;

    /** The delays in seconds, as the vendors and the specification publish them. */
    private static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of(RetrySchedule.GLOSSI, 0.0, new long[] {60, 300, 1800}),
                Arguments.of(RetrySchedule.MAKINI, 0.0, new long[] {
                    30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 30720
                }),
                Arguments.of(RetrySchedule.GENERIC, 0.0, new long[] {30, 300, 1800, 7200}),
                Arguments.of(
                        RetrySchedule.STANDARD, 0.1, new long[] {5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400
                        }));
    }

    @ParameterizedTest
    @MethodSource("published")
    void waitsAsPublished(RetrySchedule schedule, double jitter, long[] seconds) {
        assertThat(IntStream.rangeClosed(1, seconds.length)
                        .mapToLong(redelivery ->
                                schedule.delay(redelivery, NEVER_ANY).toSeconds()))
                .containsExactly(IntStream.range(0, seconds.length)
                        .mapToObj(i -> seconds[i])
                        .toArray(Long[]::new));
        assertThat(schedule.delays()).hasSize(seconds.length);
        assertThat(schedule.jitter()).isEqualTo(jitter);
    }

    @Test
    void fillsTheDayOfMakiniAsFarAsWholeDelaysGo() {
        Duration total = RetrySchedule.MAKINI.delays().stream().reduce(Duration.ZERO, Duration::plus);
        Duration next = RetrySchedule.MAKINI.delay(11, NEVER_ANY).multipliedBy(2);
        assertThat(total).isLessThanOrEqualTo(Duration.ofHours(24));
        assertThat(total.plus(next)).isGreaterThan(Duration.ofHours(24));
    }

    @Test
    void addsJitterAndTakesNothingOff() {
        RetrySchedule schedule = new RetrySchedule(List.of(Duration.ofSeconds(10)), 0.5);
        assertThat(schedule.delay(1, NEVER_ANY)).isEqualTo(Duration.ofSeconds(10));
        assertThat(schedule.delay(1, ALWAYS_MOST)).isBetween(Duration.ofMillis(14_999), Duration.ofMillis(15_000));
        assertThat(new Random(1)
                        .ints(1000)
                        .mapToObj(seed -> schedule.delay(1, new Random(seed)))
                        .toList())
                .allMatch(delay ->
                        delay.compareTo(Duration.ofSeconds(10)) >= 0 && delay.compareTo(Duration.ofSeconds(15)) <= 0)
                .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(11)) < 0)
                .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(14)) > 0);
    }

    @Test
    void addsNoJitterWhereThereIsNone() {
        assertThat(RetrySchedule.GLOSSI.delay(3, ALWAYS_MOST)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void repeatsTheLastDelay() {
        assertThat(RetrySchedule.GLOSSI.delay(4, NEVER_ANY)).isEqualTo(Duration.ofMinutes(30));
        assertThat(RetrySchedule.GLOSSI.delay(Integer.MAX_VALUE, NEVER_ANY)).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void countsRedeliveriesFromOne(int redelivery) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrySchedule.GLOSSI.delay(redelivery, NEVER_ANY))
                .withMessage("Redeliveries are counted from 1, not " + redelivery);
    }

    @Test
    void refusesNoDelaysAtAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetrySchedule(List.of(), 0))
                .withMessage("A retry schedule has at least one delay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT8760H0.001S", "PT2562047788015215H"})
    void refusesDelaysOutOfRange(Duration delay) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetrySchedule(List.of(Duration.ZERO, Duration.ofDays(365), delay), 0))
                .withMessage("A delay is between 0 and 365 days, not " + delay);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesJitterOutOfRange(double jitter) {
        List<Duration> delays = List.of(Duration.ofSeconds(1));
        assertThat(new RetrySchedule(delays, 1).jitter()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetrySchedule(delays, jitter))
                .withMessage("The jitter is between 0 and 1, not " + jitter);
    }

    @Test
    void keepsItsDelaysWhenTheListChanges() {
        List<Duration> delays = new ArrayList<>(List.of(Duration.ofSeconds(1)));
        RetrySchedule schedule = new RetrySchedule(delays, 0);
        delays.set(0, Duration.ofSeconds(2));
        assertThat(schedule.delays()).containsExactly(Duration.ofSeconds(1));
    }
}
