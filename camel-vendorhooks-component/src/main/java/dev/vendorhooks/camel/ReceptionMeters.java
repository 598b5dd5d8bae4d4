package dev.vendorhooks.camel;

import dev.vendorhooks.receive.Reception;
import java.time.Duration;

/** The meters of one consumer, where somebody reads them. Whatever the log counts they read there. */
interface ReceptionMeters {

    /** For an application without Micrometer, or without one registry of it. */
    ReceptionMeters NONE = new ReceptionMeters() {
        @Override
        public void judged(Arrival arrival, Reception reception) {}

        @Override
        public void routed(Duration duration, boolean failed) {}

        @Override
        public void remove() {}
    };

    /** A request was judged. */
    void judged(Arrival arrival, Reception reception);

    /** A route took {@code duration}. */
    void routed(Duration duration, boolean failed);

    /** Removes them from the registry. */
    void remove();
}
