package dev.vendorhooks.receive;

import dev.vendorhooks.receive.Reception.Duplicate;
import dev.vendorhooks.receive.Reception.Ignored;
import dev.vendorhooks.receive.Reception.InFlight;
import dev.vendorhooks.receive.Reception.Refused;
import dev.vendorhooks.receive.Reception.Undecided;
import dev.vendorhooks.signature.Refusal;
import java.util.concurrent.atomic.LongAdder;

/** How many requests ended in which way, since the start. */
public final class ReceptionCounts {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder ignored = new LongAdder();
    private final LongAdder undecided = new LongAdder();
    private final LongAdder unavailable = new LongAdder();
    private final Tally<Refusal> refused = new Tally<>(Refusal.class);

    /** Counts one more. */
    public void count(Reception reception) {
        if (reception instanceof Refused refusal) {
            refused.count(refusal.reason());
        } else {
            counter(reception).increment();
        }
    }

    /** Counts one more that could not be judged, or not be answered as judged. */
    public void countUnavailable() {
        unavailable.increment();
    }

    private LongAdder counter(Reception reception) {
        if (reception instanceof Duplicate) {
            return duplicates;
        }
        if (reception instanceof InFlight) {
            return inFlight;
        }
        if (reception instanceof Undecided) {
            return undecided;
        }
        return reception instanceof Ignored ? ignored : accepted;
    }

    /** Events handed to the route. */
    public long accepted() {
        return accepted.sum();
    }

    /** Events that were routed before. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** Events that were being routed when they came again. */
    public long inFlight() {
        return inFlight.sum();
    }

    /** Events of types that are not routed. */
    public long ignored() {
        return ignored.sum();
    }

    /** Requests that came while the vendor was asked for its secret. */
    public long undecided() {
        return undecided.sum();
    }

    /** Requests that found the route stopped, the claim store away or an error. */
    public long unavailable() {
        return unavailable.sum();
    }

    /** Requests refused for {@code reason}. */
    public long refused(Refusal reason) {
        return refused.sum(reason);
    }
}
