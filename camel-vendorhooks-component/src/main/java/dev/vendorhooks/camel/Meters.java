package dev.vendorhooks.camel;

import dev.vendorhooks.send.Outcome;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/** The meters of endpoints, where somebody reads them. */
interface Meters {

    /** For an application without Micrometer, or without one registry of it. */
    Meters NONE = new Meters() {
        @Override
        public ReceptionMeters received(String vendor, String path, ReceptionLog log) {
            return ReceptionMeters.NONE;
        }

        @Override
        public Consumer<Outcome> sent(String vendor) {
            return outcome -> {};
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

    /** Adds those of a consumer. */
    ReceptionMeters received(String vendor, String path, ReceptionLog log);

    /**
     * Adds {@code vendorhook.sent}: attempts to deliver as that vendor, by outcome.
     *
     * @return counts one
     */
    Consumer<Outcome> sent(String vendor);
}
