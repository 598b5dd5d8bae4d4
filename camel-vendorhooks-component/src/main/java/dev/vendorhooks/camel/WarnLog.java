package dev.vendorhooks.camel;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Warnings about requests, one line each, limited so that a flood of bad requests cannot fill a disk: at most 60 a
 * minute, then one line with how many were left out.
 */
final class WarnLog {

    private static final int LINES_A_MINUTE = 60;

    private final Logger log;
    private final MinuteLimit limit;
    private final AtomicLong leftOut = new AtomicLong();

    WarnLog(Logger log, Clock clock) {
        this.log = log;
        this.limit = new MinuteLimit(LINES_A_MINUTE, clock);
    }

    /** Logs {@code format} with {@code arguments}, or counts it as left out. */
    void warn(String format, Object... arguments) {
        if (!limit.permits()) {
            leftOut.incrementAndGet();
            return;
        }
        long before = leftOut.getAndSet(0);
        if (before > 0) {
            log.warn("{} further warnings like the following were left out", before);
        }
        log.warn(format, arguments);
    }
}
