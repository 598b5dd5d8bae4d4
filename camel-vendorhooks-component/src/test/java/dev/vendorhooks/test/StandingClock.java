package dev.vendorhooks.test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands where it is put, also back in time. Bound as the component option {@code clock}, it lets an
 * application receive recorded deliveries one after the other.
 */
public final class StandingClock extends Clock {

    private volatile Instant now;

    /** A clock that stands at {@code now}. */
    public StandingClock(Instant now) {
        this.now = now;
    }

    /** Puts the clock to {@code time}. */
    public void put(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This clock tells instants only");
    }
}
