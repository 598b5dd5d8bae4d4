package dev.vendorhooks.camel;

import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.doctor.Finding;
import dev.vendorhooks.doctor.SignatureDoctor;
import dev.vendorhooks.drift.Drift;
import dev.vendorhooks.drift.DriftDetector;
import dev.vendorhooks.drift.DriftLog;
import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.receive.Receiver;
import dev.vendorhooks.receive.Reception;
import dev.vendorhooks.receive.Reception.Accepted;
import dev.vendorhooks.receive.Reception.Refused;
import dev.vendorhooks.receive.ReceptionCounts;
import dev.vendorhooks.receive.Tally;
import dev.vendorhooks.signature.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what became of requests: figures, warnings, the doctor's findings, drift and the journal. What takes
 * time is done after the answer, by another thread.
 */
final class ReceptionLog {

    private static final Logger LOG = LoggerFactory.getLogger(VendorhookConsumer.class);

    /** For each kind of refusal, so that those who only scan leave those of signatures that fail. */
    private static final int EXAMINATIONS_A_MINUTE = 6;

    private static final String NOT_LOOKED_FOR =
            "; the cause was not looked for, as that was done often enough this minute";

    private static final int COMPARISONS_A_MINUTE = 60;

    /** What can befall a genuine delivery; the others say all there is to say. */
    private static final Set<Refusal> EXAMINED =
            EnumSet.of(Refusal.MISSING, Refusal.REPEATED, Refusal.MALFORMED, Refusal.MISMATCH, Refusal.STALE);

    private final VendorhookEndpoint endpoint;
    private final Receiver receiver;
    private final Optional<SignatureDoctor> doctor;
    private final Optional<Journal> journal;
    private final ReceptionEntries entries;
    private final DriftDetector detector;
    private final DriftLog driftLog = new DriftLog();
    private final WarnLog warnings;
    private final Map<Refusal, MinuteLimit> examinations = new EnumMap<>(Refusal.class);
    private final MinuteLimit comparisons;
    private final ReceptionCounts counts = new ReceptionCounts();
    private final Tally<Cause> findings = new Tally<>(Cause.class);
    private final Tally<Drift.Change> drifts = new Tally<>(Drift.Change.class);
    private final AtomicInteger inRoute = new AtomicInteger();
    private volatile ReceptionFigures atReset;
    private volatile String latestFinding;
    private volatile ReceptionMeters meters = ReceptionMeters.NONE;

    ReceptionLog(VendorhookEndpoint endpoint, Receiver receiver, Optional<Journal> journal) {
        this.endpoint = endpoint;
        this.receiver = receiver;
        this.journal = journal;
        this.doctor = endpoint.doctor(receiver);
        this.entries = new ReceptionEntries(endpoint.toString(), endpoint.path(), receiver);
        this.detector = new DriftDetector(receiver.vendorName(), receiver.vendor());
        this.warnings = new WarnLog(LOG, receiver.clock());
        for (Refusal reason : EXAMINED) {
            examinations.put(reason, new MinuteLimit(EXAMINATIONS_A_MINUTE, receiver.clock()));
        }
        this.comparisons = new MinuteLimit(COMPARISONS_A_MINUTE, receiver.clock());
        this.atReset = ReceptionFigures.of(this);
    }

    /** Whether requests are to come with all their headers. */
    boolean keepsHeaders() {
        return journal.isPresent() && journal.get().keepsHeaders();
    }

    /** Has the figures of this log shown by {@code meters} from now on. */
    void showBy(ReceptionMeters shown) {
        meters = shown;
    }

    /** A request was judged, and is answered or routed next. */
    void judged(Arrival arrival, Reception reception) {
        counts.count(reception);
        meters.judged(arrival, reception);
        if (journal.isPresent()) {
            arrival.keepHeaders();
        }
        if (reception instanceof Accepted accepted) {
            Delivery delivery = accepted.delivery();
            if (accepted.sameIdOtherBody()) {
                warnSameId(delivery);
            }
            if (comparisons.permits()) {
                endpoint.getComponent().doLater(() -> compare(delivery));
            }
        }
    }

    /** A route starts to work on an event. */
    void routing(Arrival arrival) {
        arrival.startRoute();
        inRoute.incrementAndGet();
    }

    /** A route is done with an event, and the answer is or was {@code status}. */
    void routed(Arrival arrival, Accepted accepted, boolean failed, int status) {
        inRoute.decrementAndGet();
        meters.routed(arrival.routeTime(), failed);
        keep(() -> entries.routed(arrival, accepted, failed, status));
    }

    /** A request is answered {@code status} without being routed. */
    void answered(Arrival arrival, Reception reception, int status) {
        if (!(reception instanceof Refused refused)) {
            keep(() -> entries.answered(arrival, reception, status, Optional.empty()));
        } else if (!isExaminable(arrival, refused)) {
            tell(arrival, refused, refused.reason().explanation(), Optional.empty());
        } else if (!isExamined(arrival, refused)) {
            tell(
                    arrival,
                    refused,
                    refused.reason().explanation() + NOT_LOOKED_FOR,
                    Optional.of("not asked" + NOT_LOOKED_FOR));
        }
    }

    /** A request has waited too long to be judged. */
    void late(Arrival arrival, long millisWaited, int status) {
        warnings.warn(
                "{} answered {} to a request that had waited {} ms for a thread, longer than 'maxWait' allows: more comes"
                        + " than its routes keep up with. Hand events to a queue, or give the HTTP engine more threads.",
                endpoint,
                status,
                millisWaited);
        unanswerable(arrival, "late", status);
    }

    /** A request cannot be answered as its judgement asks for. */
    void unanswerable(Arrival arrival, String reason, int status) {
        counts.countUnavailable();
        keep(() -> entries.unanswerable(arrival, reason, status));
    }

    /** Nothing that a journal does may change an answer. */
    private void keep(Supplier<JournalEntry> entry) {
        try {
            journal.ifPresent(kept -> kept.add(entry.get()));
        } catch (RuntimeException | Error e) {
            warnings.warn(
                    "{}: the journal failed with {}", endpoint, e.getClass().getName());
        }
    }

    private boolean isExaminable(Arrival arrival, Refused refused) {
        return doctor.isPresent()
                && EXAMINED.contains(refused.reason())
                && arrival.request().isPresent();
    }

    private boolean isExamined(Arrival arrival, Refused refused) {
        if (!examinations.get(refused.reason()).permits()) {
            return false;
        }
        arrival.keepHeaders();
        arrival.answer();
        Instant now = receiver.clock().instant();
        return endpoint.getComponent().doLater(() -> examine(arrival, refused, now));
    }

    private void examine(Arrival arrival, Refused refused, Instant now) {
        Optional<Finding> finding = finding(arrival.request().get(), refused.reason(), now);
        finding.ifPresent(found -> {
            findings.count(found.cause());
            latestFinding = now + " " + ReceptionFigures.name(found.cause()) + ": " + found;
        });
        tell(
                arrival,
                refused,
                finding.map(Finding::toString).orElse(refused.reason().explanation()),
                Optional.of(finding.map(found -> found.cause() + ": " + found)
                        .orElse("no cause that is known explains it")));
    }

    /** An error of the doctor's is no reason to say nothing. */
    private Optional<Finding> finding(WebhookRequest request, Refusal reason, Instant now) {
        try {
            return doctor.get().examine(request, reason, now);
        } catch (RuntimeException | StackOverflowError e) {
            // its message may quote the request
            LOG.warn(
                    "{}: the signature doctor failed with {}",
                    endpoint,
                    e.getClass().getName());
            return Optional.empty();
        }
    }

    /** @param diagnosis what the doctor says; empty where it has no say */
    private void tell(Arrival arrival, Refused refused, String explanation, Optional<String> diagnosis) {
        Refusal reason = refused.reason();
        warnings.warn(
                "{} refused a request ({} {}): {}{}",
                endpoint,
                reason.status(),
                reason,
                explanation,
                refused.delivery()
                        .map(delivery -> (explanation.endsWith(".") ? " It is " : ". It is ") + describe(delivery))
                        .orElse(""));
        keep(() -> entries.answered(arrival, refused, reason.status(), diagnosis));
    }

    private String describe(Delivery delivery) {
        String name = PrintableText.of(delivery.toString());
        return delivery.signedTime().map(time -> name + ", signed " + age(time)).orElse(name);
    }

    private String age(Instant signed) {
        long seconds = Duration.between(signed, receiver.clock().instant()).toSeconds();
        return seconds >= 0 ? seconds + " s ago" : -seconds + " s ahead";
    }

    private void warnSameId(Delivery delivery) {
        warnings.warn(
                "{} received {} with another body than before; it is routed as an event of its own",
                endpoint,
                PrintableText.of(delivery.toString()));
    }

    private void compare(Delivery delivery) {
        List<Drift> found = detector.drifts(delivery.type(), delivery.body());
        for (Drift drift : found) {
            drifts.count(drift.change());
        }
        driftLog.news(found).forEach(line -> LOG.warn("{}: {}", endpoint, line));
    }

    // ---- figures

    /** What was counted since the start, or since the last {@link #reset}. */
    ReceptionFigures figures() {
        return ReceptionFigures.of(this).since(atReset);
    }

    /** Has {@link #figures} begin anew. Meters go on, as those that read them take a smaller number for a restart. */
    void reset() {
        atReset = ReceptionFigures.of(this);
        latestFinding = null;
    }

    /** What the doctor found last, and when; empty if it found nothing. */
    Optional<String> latestFinding() {
        return Optional.ofNullable(latestFinding);
    }

    /** What meters show: how requests ended since the start. */
    ReceptionCounts counts() {
        return counts;
    }

    /** How many refusals were found to have {@code cause}. */
    long findings(Cause cause) {
        return findings.sum(cause);
    }

    /** How many differences of that kind were seen, of those deliveries that were compared. */
    long drifts(Drift.Change change) {
        return drifts.sum(change);
    }

    /** How many events routes are working on. */
    int inRoute() {
        return inRoute.get();
    }
}
