package dev.vendorhooks.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges an authentic time that lies too far from now. */
final class SignedTime {

    /** How long a delivery that is not late is on its way, and clocks that are right differ. */
    private static final Duration ON_THE_WAY = Duration.ofMinutes(1);

    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();
    private static final Duration WIDEST_ZONE = Duration.ofHours(14);
    private static final Instant YEAR_3000 = Instant.parse("3000-01-01T00:00:00Z");

    private SignedTime() {}

    static Optional<Finding> finding(Hypothesis received, Duration tolerance, Instant now) {
        return received.scheme()
                .signedTime(received.request())
                .map(time -> finding(time, Duration.between(time, now), tolerance));
    }

    private static Finding finding(Instant time, Duration age, Duration tolerance) {
        if (time.isAfter(YEAR_3000)) {
            return new Finding(
                    Cause.TIME_FORMAT,
                    "the signature fits, but the signed time is in a smaller unit than seconds or milliseconds");
        }
        String distance = words(age.abs());
        boolean isZone = isZone(age.abs(), tolerance);
        if (age.isNegative()) {
            return new Finding(
                    Cause.CLOCK,
                    "the signature fits, but was made " + distance + " ahead of this machine's clock"
                            + (isZone ? ", as by another time zone" : ""));
        }
        return isZone
                ? new Finding(
                        Cause.CLOCK,
                        "the signature fits, but was made " + distance
                                + " ago by this machine's clock, as by another time zone")
                : new Finding(Cause.LATE, "the signature fits, but was made " + distance + " ago");
    }

    /** Whether the distance is one of time zones, which are whole quarter hours apart. */
    private static boolean isZone(Duration distance, Duration tolerance) {
        Duration way = tolerance.compareTo(ON_THE_WAY) < 0 ? tolerance : ON_THE_WAY;
        long beyond = (distance.toSeconds() + way.toSeconds()) % QUARTER;
        return distance.compareTo(WIDEST_ZONE.plus(way)) <= 0
                && distance.toSeconds() > QUARTER - way.toSeconds()
                && beyond <= 2 * way.toSeconds();
    }

    /** The two largest units that are not zero. */
    private static String words(Duration distance) {
        if (distance.toDays() > 0) {
            return distance.toDays() + " d " + distance.toHoursPart() + " h";
        }
        if (distance.toHours() > 0) {
            return distance.toHours() + " h " + distance.toMinutesPart() + " min";
        }
        return distance.toMinutes() + " min " + distance.toSecondsPart() + " s";
    }
}
