package dev.vendorhooks.receive;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts by the constants of an enum, cheap to add to from many threads. */
public final class Tally<E extends Enum<E>> {

    private final Map<E, LongAdder> counts;

    /** All at zero. */
    public Tally(Class<E> type) {
        counts = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counts.put(constant, new LongAdder());
        }
    }

    /** Counts one more. */
    public void count(E constant) {
        counts.get(constant).increment();
    }

    /** How many were counted. */
    public long sum(E constant) {
        return counts.get(constant).sum();
    }

    /** Begins anew. */
    public void reset() {
        counts.values().forEach(LongAdder::reset);
    }
}
