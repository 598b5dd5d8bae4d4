package dev.vendorhooks.camel;

import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.drift.Drift;
import dev.vendorhooks.receive.Receiver;
import dev.vendorhooks.receive.Reception;
import dev.vendorhooks.receive.Reception.Accepted;
import dev.vendorhooks.receive.ReceptionCounts;
import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.SecretUse;
import dev.vendorhooks.signature.Secrets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;

/**
 * The meters in a Micrometer registry; the one class that knows Micrometer, which is optional. Each is created once, with
 * all the tags that it will ever have.
 */
final class MicrometerMeters implements Meters {

    private static final String NO_REASON = "none";

    /** As many secrets as an endpoint has while one takes another's place, and one to spare. */
    private static final int SHOWN_SECRETS = 3;

    /** Bounds of histograms, from which a monitoring system tells percentiles: few, as each is a time series. */
    private static final Duration[] ROUTE_TIMES = seconds(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);

    private static final Duration[] SKEWS = seconds(1, 5, 15, 30, 60, 120, 300, 600);
    private static final Duration[] ATTEMPT_TIMES = seconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);
    private static final double[] SIZES = {1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20};

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
    public ReceptionMeters received(Receiver receiver, String path, ReceptionLog log) {
        return new Received(registry, receiver, path, log);
    }

    @Override
    public AttemptMeters sent(String vendor) {
        return new Sent(registry, vendor);
    }

    private static Duration[] seconds(double... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(number -> Duration.ofMillis((long) (number * 1000)))
                .toArray(Duration[]::new);
    }

    private static final class Received implements ReceptionMeters {

        private final MeterRegistry registry;
        private final Receiver receiver;
        private final Tags tags;
        private final List<Meter> meters = new ArrayList<>();
        private final DistributionSummary sizes;
        private final Timer behind;
        private final Timer ahead;
        private final Timer routed;
        private final Timer failed;

        Received(MeterRegistry registry, Receiver receiver, String path, ReceptionLog log) {
            this.registry = registry;
            this.receiver = receiver;
            this.tags = Tags.of("vendor", receiver.vendorName(), "path", path);
            addReceived(log.counts());
            addFoundAndDrift(log);
            addSecrets(receiver.secrets());
            add(Gauge.builder("vendorhook.route.active", log, ReceptionLog::inRoute)
                    .description("Events that routes work on")
                    .tags(tags)
                    .register(registry));
            this.sizes = add(DistributionSummary.builder("vendorhook.body.size")
                    .description("Sizes of the bodies that were read")
                    .baseUnit("bytes")
                    .tags(tags)
                    .serviceLevelObjectives(SIZES)
                    .register(registry));
            this.behind = skew("behind");
            this.ahead = skew("ahead");
            this.routed = route("accepted");
            this.failed = route("failed");
        }

        private <M extends Meter> M add(M meter) {
            meters.add(meter);
            return meter;
        }

        private void addReceived(ReceptionCounts counts) {
            addReceived("accepted", NO_REASON, counts, ReceptionCounts::accepted);
            addReceived("duplicate", NO_REASON, counts, ReceptionCounts::duplicates);
            addReceived("in_flight", NO_REASON, counts, ReceptionCounts::inFlight);
            addReceived("ignored", NO_REASON, counts, ReceptionCounts::ignored);
            addReceived("undecided", NO_REASON, counts, ReceptionCounts::undecided);
            addReceived("unavailable", NO_REASON, counts, ReceptionCounts::unavailable);
            for (Refusal reason : Refusal.values()) {
                addReceived("refused", ReceptionFigures.name(reason), counts, all -> all.refused(reason));
            }
        }

        private void addReceived(
                String outcome, String reason, ReceptionCounts counts, ToDoubleFunction<ReceptionCounts> count) {
            add(FunctionCounter.builder("vendorhook.received", counts, count)
                    .description("Requests received by vendorhook endpoints")
                    .tags(tags.and("outcome", outcome, "reason", reason))
                    .register(registry));
        }

        private void addFoundAndDrift(ReceptionLog log) {
            for (Cause cause : Cause.values()) {
                add(FunctionCounter.builder("vendorhook.found", log, all -> all.findings(cause))
                        .description("Refused requests for which the signature doctor found the cause")
                        .tags(tags.and("cause", ReceptionFigures.name(cause)))
                        .register(registry));
            }
            for (Drift.Change change : Drift.Change.values()) {
                add(FunctionCounter.builder("vendorhook.drift", log, all -> all.drifts(change))
                        .description("Differences between events and what their vendor is known to send")
                        .tags(tags.and("change", ReceptionFigures.name(change)))
                        .register(registry));
            }
        }

        private void addSecrets(Secrets secrets) {
            for (int i = 0; i < SHOWN_SECRETS; i++) {
                int place = i;
                add(TimeGauge.builder(
                                "vendorhook.secret.last.use", secrets, TimeUnit.SECONDS, all -> lastUse(all, place))
                        .description("When the last request that a secret signed was accepted, since the epoch")
                        .tags(tags.and("secret", Integer.toString(1 + place)))
                        .register(registry));
            }
        }

        /** Not a number for a secret that there is not, or that was not used. */
        private static double lastUse(Secrets secrets, int place) {
            return secrets.uses().stream()
                    .skip(place)
                    .findFirst()
                    .flatMap(SecretUse::lastUse)
                    .map(Instant::getEpochSecond)
                    .map(Long::doubleValue)
                    .orElse(Double.NaN);
        }

        private Timer skew(String direction) {
            return add(Timer.builder("vendorhook.skew")
                    .description("How far the signed times of accepted requests lie from their arrival")
                    .tags(tags.and("direction", direction))
                    .serviceLevelObjectives(SKEWS)
                    .register(registry));
        }

        private Timer route(String outcome) {
            return add(Timer.builder("vendorhook.route")
                    .description("How long routes worked on events")
                    .tags(tags.and("outcome", outcome))
                    .serviceLevelObjectives(ROUTE_TIMES)
                    .register(registry));
        }

        @Override
        public void judged(Arrival arrival, Reception reception) {
            arrival.request().ifPresent(request -> sizes.record(request.body().length));
            if (reception instanceof Accepted accepted) {
                accepted.delivery().signedTime().ifPresent(signed -> recordSkew(arrival, signed));
            }
        }

        private void recordSkew(Arrival arrival, Instant signed) {
            Duration skew = Duration.between(signed, receiver.clock().instant().minus(arrival.age()));
            (skew.isNegative() ? ahead : behind).record(skew.abs());
        }

        @Override
        public void routed(Duration duration, boolean hasFailed) {
            (hasFailed ? failed : routed).record(duration);
        }

        @Override
        public void remove() {
            meters.forEach(registry::remove);
        }
    }

    private static final class Sent implements AttemptMeters {

        private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
        private final Map<Outcome, Timer> times = new EnumMap<>(Outcome.class);
        private final Counter retries;
        private final Timer waits;

        Sent(MeterRegistry registry, String vendor) {
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(
                        outcome,
                        Counter.builder("vendorhook.sent")
                                .description("Attempts of vendorhook endpoints to deliver")
                                .tags("vendor", vendor, "outcome", ReceptionFigures.name(outcome))
                                .register(registry));
                times.put(
                        outcome,
                        Timer.builder("vendorhook.attempt")
                                .description("How long attempts to deliver took")
                                .tags("vendor", vendor, "outcome", ReceptionFigures.name(outcome))
                                .serviceLevelObjectives(ATTEMPT_TIMES)
                                .register(registry));
            }
            retries = Counter.builder("vendorhook.retries")
                    .description("Attempts after the first of a delivery")
                    .tags("vendor", vendor)
                    .register(registry);
            waits = Timer.builder("vendorhook.retry.after")
                    .description("How long receivers asked to wait, up to maxRetryAfter")
                    .tags("vendor", vendor)
                    .register(registry);
        }

        @Override
        public void attempted(Attempt attempt, boolean isRetry) {
            outcomes.get(attempt.outcome()).increment();
            times.get(attempt.outcome()).record(attempt.duration());
            if (isRetry) {
                retries.increment();
            }
        }

        @Override
        public void toldToWait(Duration wait) {
            waits.record(wait);
        }
    }
}
