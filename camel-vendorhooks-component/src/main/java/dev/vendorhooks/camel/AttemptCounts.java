package dev.vendorhooks.camel;

import dev.vendorhooks.send.Outcome;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many attempts to deliver ended in which way. */
final class AttemptCounts {

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    AttemptCounts() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void count(Outcome outcome) {
        counts.get(outcome).increment();
    }

    /** The counts by the names that the meters have for outcomes. */
    Map<String, Long> byOutcome() {
        Map<String, Long> byName = new LinkedHashMap<>();
        counts.forEach((outcome, count) -> byName.put(ReceptionFigures.name(outcome), count.sum()));
        return byName;
    }

    void reset() {
        counts.values().forEach(LongAdder::reset);
    }
}
