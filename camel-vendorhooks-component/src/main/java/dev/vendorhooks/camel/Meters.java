package dev.vendorhooks.camel;

import dev.vendorhooks.receive.Receiver;
import org.apache.camel.CamelContext;

/** The meters of endpoints, where somebody reads them. */
interface Meters {

    /** For an application without Micrometer, or without one registry of it. */
    Meters NONE = new Meters() {
        @Override
        public ReceptionMeters received(Receiver receiver, String path, ReceptionLog log) {
            return ReceptionMeters.NONE;
        }

        @Override
        public AttemptMeters sent(String vendor) {
            return AttemptMeters.NONE;
        }
    };

    /**
     * The meters in the Micrometer registry that Camel's registry holds by now: the one named {@code metricsRegistry}, as
     * camel-micrometer names it, else the only one.
     */
    static Meters of(CamelContext context) {
        return context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") == null
                ? NONE
                : MicrometerMeters.of(context);
    }

    /** Adds those of a consumer, until they are removed. */
    ReceptionMeters received(Receiver receiver, String path, ReceptionLog log);

    /** Adds those of sending as that vendor, which all its producers share. */
    AttemptMeters sent(String vendor);
}
