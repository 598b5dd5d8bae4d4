package dev.vendorhooks.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;

/**
 * Warnings about requests, one line each, limited so that a flood of bad requests cannot fill a disk: at most 60 a
 * minute, then one line with how many were left out.
 */
final class WarnLog {

    private static final int LINES_A_MINUTE = 60;

    private final Logger log;
    private final Clock clock;
    private Instant minuteStart = Instant.MIN;
    private int lines;
    private long leftOut;

    WarnLog(Logger log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Logs {@code format} with {@code arguments}, or counts it as left out. */
    void warn(String format, Object... arguments) {
        long before = permit();
        if (before > 0) {
            log.warn("{} further warnings like the following were left out", before);
        }
        if (before >= 0) {
            log.warn(format, arguments);
        }
    }

    /** How many lines were left out before this one; negative where this one is left out as well. */
    private synchronized long permit() {
        Instant now = clock.instant();
        if (Duration.between(minuteStart, now).toMinutes() != 0) {
            minuteStart = now;
            lines = 0;
        }
        if (lines >= LINES_A_MINUTE) {
            leftOut++;
            return -1;
        }
        lines++;
        long before = leftOut;
        leftOut = 0;
        return before;
    }
}
