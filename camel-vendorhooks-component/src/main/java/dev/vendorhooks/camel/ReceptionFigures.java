package dev.vendorhooks.camel;

import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.drift.Drift;
import dev.vendorhooks.receive.ReceptionCounts;
import dev.vendorhooks.signature.Refusal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a log has counted, by the names that the meters have for it.
 *
 * @param received requests by outcome
 * @param refused requests by the reason why they were refused
 * @param found refusals by the cause that the doctor found
 * @param drift differences by the kind of change
 */
record ReceptionFigures(
        Map<String, Long> received, Map<String, Long> refused, Map<String, Long> found, Map<String, Long> drift) {

    static ReceptionFigures of(ReceptionLog log) {
        Map<String, Long> refused = counts(Refusal.values(), log.counts()::refused);
        return new ReceptionFigures(
                received(log.counts(), refused),
                refused,
                counts(Cause.values(), log::findings),
                counts(Drift.Change.values(), log::drifts));
    }

    /** The counts by the names that the meters have for {@code constants}. */
    static <E extends Enum<E>> Map<String, Long> counts(E[] constants, ToLongFunction<E> count) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (E constant : constants) {
            counts.put(name(constant), count.applyAsLong(constant));
        }
        return counts;
    }

    private static Map<String, Long> received(ReceptionCounts counts, Map<String, Long> refused) {
        Map<String, Long> received = new LinkedHashMap<>();
        received.put("accepted", counts.accepted());
        received.put("duplicate", counts.duplicates());
        received.put("in_flight", counts.inFlight());
        received.put("ignored", counts.ignored());
        received.put("undecided", counts.undecided());
        received.put("unavailable", counts.unavailable());
        received.put(
                "refused", refused.values().stream().mapToLong(Long::longValue).sum());
        return received;
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** What was counted after {@code earlier}. */
    ReceptionFigures since(ReceptionFigures earlier) {
        return new ReceptionFigures(
                since(received, earlier.received),
                since(refused, earlier.refused),
                since(found, earlier.found),
                since(drift, earlier.drift));
    }

    private static Map<String, Long> since(Map<String, Long> counts, Map<String, Long> earlier) {
        Map<String, Long> differences = new LinkedHashMap<>();
        counts.forEach((name, count) -> differences.put(name, count - earlier.get(name)));
        return differences;
    }
}
