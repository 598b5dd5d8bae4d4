package dev.vendorhooks.inspector;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts the wrong passwords of each client in a minute, so that guessing takes too long. */
final class WrongLogins {

    private static final int A_MINUTE = 10;
    private static final int MOST_CLIENTS = 10_000;

    private final Clock clock;
    private final Map<InetAddress, Integer> counts = new HashMap<>();
    private Instant minuteStart = Instant.MIN;

    WrongLogins(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(InetAddress client) {
        if (counts.size() < MOST_CLIENTS || counts.containsKey(client)) {
            counts.merge(client, 1, Integer::sum);
        }
    }

    synchronized boolean areTooMany(InetAddress client) {
        Instant now = clock.instant();
        if (Duration.between(minuteStart, now).toMinutes() != 0) {
            minuteStart = now;
            counts.clear();
        }
        return counts.getOrDefault(client, 0) >= A_MINUTE;
    }
}
