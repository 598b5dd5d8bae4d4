package dev.vendorhooks.test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How patient a vendor is: how long it waits for an answer, and for each retry, how long after the failure before it.
 */
record DeliveryPolicy(Duration answerWithin, List<Duration> retryDelays) {

    private static final Duration UNKNOWN_TIMEOUT = Duration.ofSeconds(30);

    static DeliveryPolicy of(VendorSignature vendor) {
        return switch (vendor) {
            case GLOSSI -> new DeliveryPolicy(Duration.ofSeconds(30), minutes(1, 5, 30));
                // the eleventh comes after 17 hours, a twelfth would after 34; the factor is not published
            case MAKINI -> new DeliveryPolicy(
                    Duration.ofSeconds(10),
                    Stream.iterate(Duration.ofSeconds(30), delay -> delay.multipliedBy(2))
                            .limit(11)
                            .toList());
            case GENERIC -> new DeliveryPolicy(
                    UNKNOWN_TIMEOUT,
                    List.of(
                            Duration.ofSeconds(30),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(30),
                            Duration.ofHours(2)));
                // "a certain number of times" is all that is known
            case VNTANA -> new DeliveryPolicy(UNKNOWN_TIMEOUT, minutes(1, 5, 30));
            case KAEDIM -> new DeliveryPolicy(UNKNOWN_TIMEOUT, List.of());
        };
    }

    private static List<Duration> minutes(long... minutes) {
        return Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
    }
}
