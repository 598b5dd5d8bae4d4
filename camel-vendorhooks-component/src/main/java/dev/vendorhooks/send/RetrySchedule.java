package dev.vendorhooks.send;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How long to wait before each redelivery, counted from the failure before it. {@code jitter} is the largest share of
 * a delay that is added to it by chance, from 0 to 1; nothing is ever taken off, as a receiver that needs the time gets
 * it whole.
 */
public record RetrySchedule(List<Duration> delays, double jitter) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** From Glossi's page on webhooks, section "Retry Behavior": 3 attempts after 1, 5 and 30 minutes. */
    public static final RetrySchedule GLOSSI =
            new RetrySchedule(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30)), 0);

    /**
     * From what Makini publishes beside its page on webhooks, which names no schedule: exponential from 30 seconds on,
     * for up to 24 hours in total. The factor is ours.
     */
    public static final RetrySchedule MAKINI =
            new RetrySchedule(doubling(Duration.ofSeconds(30), Duration.ofHours(24)), 0);

    /** From the generic vendor's page on webhooks, section "Retry Logic": its attempts 2 to 5. */
    public static final RetrySchedule GENERIC = new RetrySchedule(
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2)), 0);

    /**
     * For vendors whose schedule is not documented, as Kaedim and VNTANA: the example of the Standard Webhooks
     * specification, section "Deliverability and reliability", which asks for jitter too. The jitter's size is ours.
     */
    public static final RetrySchedule STANDARD = new RetrySchedule(
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24)),
            0.1);

    /** @throws IllegalArgumentException if there is no delay, one is negative or over 365 days, or the jitter is off */
    public RetrySchedule {
        delays = List.copyOf(delays);
        if (delays.isEmpty()) {
            throw new IllegalArgumentException("A retry schedule has at least one delay");
        }
        for (Duration delay : delays) {
            if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("A delay is between 0 and 365 days, not " + delay);
            }
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("The jitter is between 0 and 1, not " + jitter);
        }
    }

    /**
     * The delay before a redelivery, the first of which is 1. After the last delay of the schedule that one is
     * repeated; how often to redeliver at all is the number of delays.
     */
    public Duration delay(int redelivery, RandomGenerator random) {
        if (redelivery < 1) {
            throw new IllegalArgumentException("Redeliveries are counted from 1, not " + redelivery);
        }
        Duration delay = delays.get(Math.min(redelivery, delays.size()) - 1);
        return delay.plusMillis((long) (delay.toMillis() * jitter * random.nextDouble()));
    }

    private static List<Duration> doubling(Duration first, Duration total) {
        // after n delays the time passed is the next delay less the first
        return Stream.iterate(first, delay -> delay.multipliedBy(2))
                .takeWhile(delay -> delay.multipliedBy(2).minus(first).compareTo(total) <= 0)
                .toList();
    }
}
