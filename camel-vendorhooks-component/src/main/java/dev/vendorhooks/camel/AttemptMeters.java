package dev.vendorhooks.camel;

import dev.vendorhooks.send.Attempt;
import java.time.Duration;

/** The meters of attempts to deliver as one vendor, where somebody reads them. */
interface AttemptMeters {

    /** For an application without Micrometer, or without one registry of it. */
    AttemptMeters NONE = new AttemptMeters() {
        @Override
        public void attempted(Attempt attempt, boolean isRetry) {}

        @Override
        public void toldToWait(Duration wait) {}
    };

    /**
     * An attempt ended.
     *
     * @param isRetry whether one for the same delivery went before
     */
    void attempted(Attempt attempt, boolean isRetry);

    /** A receiver asked for no other attempt until {@code wait} has passed. */
    void toldToWait(Duration wait);
}
