package dev.vendorhooks.camel;

import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.drift.Drift;
import dev.vendorhooks.receive.Reception;
import dev.vendorhooks.receive.ReceptionCounts;
import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.signature.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;

/** The meters in a Micrometer registry; the one class that knows Micrometer, which is optional. */
final class MicrometerMeters implements Meters {

    private static final String NO_REASON = "none";

    private final MeterRegistry registry;

    private MicrometerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    static Meters of(CamelContext context) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType("metricsRegistry", MeterRegistry.class);
        MeterRegistry registry = named != null ? named : context.getRegistry().findSingleByType(MeterRegistry.class);
        return registry == null ? NONE : new MicrometerMeters(registry);
    }

    @Override
    public ReceptionMeters received(String vendor, String path, ReceptionLog log) {
        ReceptionCounts counts = log.counts();
        List<Meter> meters = new ArrayList<>();
        meters.add(received(vendor, path, "accepted", NO_REASON, counts, ReceptionCounts::accepted));
        meters.add(received(vendor, path, "duplicate", NO_REASON, counts, ReceptionCounts::duplicates));
        meters.add(received(vendor, path, "in_flight", NO_REASON, counts, ReceptionCounts::inFlight));
        meters.add(received(vendor, path, "ignored", NO_REASON, counts, ReceptionCounts::ignored));
        meters.add(received(vendor, path, "undecided", NO_REASON, counts, ReceptionCounts::undecided));
        for (Refusal reason : Refusal.values()) {
            meters.add(received(vendor, path, "refused", tag(reason), counts, all -> all.refused(reason)));
        }
        return new ReceptionMeters() {
            @Override
            public void judged(Arrival arrival, Reception reception) {}

            @Override
            public void routed(Duration duration, boolean failed) {}

            @Override
            public void found(Cause cause) {}

            @Override
            public void drifted(Drift.Change change) {}

            @Override
            public void remove() {
                meters.forEach(registry::remove);
            }
        };
    }

    private Meter received(
            String vendor,
            String path,
            String outcome,
            String reason,
            ReceptionCounts counts,
            ToDoubleFunction<ReceptionCounts> count) {
        return FunctionCounter.builder("vendorhook.received", counts, count)
                .description("Requests received by vendorhook endpoints")
                .tags("vendor", vendor, "path", path, "outcome", outcome, "reason", reason)
                .register(registry);
    }

    @Override
    public Consumer<Outcome> sent(String vendor) {
        Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("vendorhook.sent")
                            .description("Attempts of vendorhook endpoints to deliver")
                            .tags("vendor", vendor, "outcome", tag(outcome))
                            .register(registry));
        }
        return outcome -> counters.get(outcome).increment();
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
