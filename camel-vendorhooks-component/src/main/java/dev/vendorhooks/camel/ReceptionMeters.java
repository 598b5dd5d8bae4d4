package dev.vendorhooks.camel;

import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.drift.Drift;
import dev.vendorhooks.receive.Reception;
import java.time.Duration;

/** The meters of one consumer, where somebody reads them. */
interface ReceptionMeters {

    /** For an application without Micrometer, or without one registry of it. */
    ReceptionMeters NONE = new ReceptionMeters() {
        @Override
        public void judged(Arrival arrival, Reception reception) {}

        @Override
        public void routed(Duration duration, boolean failed) {}

        @Override
        public void found(Cause cause) {}

        @Override
        public void drifted(Drift.Change change) {}

        @Override
        public void remove() {}
    };

    /** A request was judged. */
    void judged(Arrival arrival, Reception reception);

    /** A route took {@code duration}. */
    void routed(Duration duration, boolean failed);

    /** The doctor found a cause. */
    void found(Cause cause);

    /** An event differs from its contract. */
    void drifted(Drift.Change change);

    /** Removes them from the registry. */
    void remove();
}
