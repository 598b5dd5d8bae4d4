package dev.vendorhooks.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The secrets that an endpoint accepts, which may change while it receives. One that was replaced is accepted for a while
 * longer, as the vendor may still sign with it and deliver again what it signed before.
 */
public final class Secrets {

    /** What {@link #label} calls a secret that ended. */
    public static final String FORMER = "former";

    private static final int MOST_FORMER = 8;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Secret> former = new ArrayList<>();
    private volatile List<Secret> accepted = List.of();
    private volatile Instant nextEnd = Instant.MAX;

    /**
     * What is accepted, the current ones first. The same list is returned until it changes.
     *
     * @param now when asked; what has ended by then is left out
     */
    public List<Secret> accepted(Instant now) {
        if (!now.isBefore(nextEnd)) {
            end(now);
        }
        return accepted;
    }

    /**
     * Accepts {@code current} from now on. Those accepted so far that are not among them have been replaced: each ends once
     * {@code overlap} has passed since then and since it last signed anything.
     *
     * @param overlap zero ends them at once
     */
    public synchronized void replace(List<Secret> current, Duration overlap, Instant now) {
        List<Entry> before = List.copyOf(entries);
        entries.clear();
        for (Secret secret : current) {
            if (entries.stream().noneMatch(entry -> entry.secret.isSameAs(secret))) {
                // the one known so far goes on, with its figures
                entries.add(before.stream()
                        .filter(entry -> entry.secret.isSameAs(secret))
                        .findFirst()
                        .map(entry -> new Entry(entry.secret, entry.since, null, null))
                        .orElseGet(() -> new Entry(secret, now, null, null)));
            }
        }
        for (Entry entry : before) {
            if (entries.stream().noneMatch(other -> other.secret.isSameAs(entry.secret))) {
                entries.add(entry.replaced == null ? new Entry(entry.secret, entry.since, now, overlap) : entry);
            }
        }
        end(now);
    }

    /** Accepts a secret that was replaced before this application started. No effect if it is accepted already. */
    public synchronized void addReplaced(Secret secret, Instant replaced, Duration overlap, Instant now) {
        if (entries.stream().noneMatch(entry -> entry.secret.isSameAs(secret))) {
            entries.add(new Entry(secret, replaced, replaced, overlap));
            end(now);
        }
    }

    /** Ends all that were replaced, as if their time had passed: for a secret that got into the wrong hands. */
    public synchronized void endReplaced(Instant now) {
        remove(entry -> entry.replaced != null);
        end(now);
    }

    /** How each secret that is accepted was used, the current ones first. */
    public synchronized List<SecretUse> uses() {
        return entries.stream()
                .map(entry -> new SecretUse(
                        entry.since, Optional.ofNullable(entry.replaced), entry.secret.uses(), entry.secret.lastUse()))
                .toList();
    }

    /** What was accepted until it ended, the last one first, at most eight. */
    public synchronized List<Secret> former() {
        return List.copyOf(former);
    }

    /** All that are accepted or were formerly, the current ones first. */
    public synchronized List<Secret> known() {
        return Stream.concat(entries.stream().map(Entry::secret), former.stream())
                .toList();
    }

    /**
     * What a secret is called that may not be shown: its place in {@link #uses()}, from 1 on, or {@link #FORMER}; empty
     * for one that is not known.
     */
    public synchronized Optional<String> label(Secret secret) {
        return entry(secret)
                .map(entry -> Integer.toString(1 + entries.indexOf(entry)))
                .or(() -> former.stream()
                        .filter(ended -> ended.isSameAs(secret))
                        .findFirst()
                        .map(ended -> FORMER));
    }

    private Optional<Entry> entry(Secret secret) {
        return entries.stream().filter(entry -> entry.secret.isSameAs(secret)).findFirst();
    }

    private void remove(Predicate<Entry> isOver) {
        List<Secret> over = entries.stream().filter(isOver).map(Entry::secret).toList();
        entries.removeIf(isOver);
        former.removeIf(secret -> over.stream().anyMatch(secret::isSameAs));
        former.addAll(0, over);
        former.subList(Math.min(MOST_FORMER, former.size()), former.size()).clear();
    }

    private synchronized void end(Instant now) {
        remove(entry -> entry.replaced != null && !now.isBefore(entry.end()));
        former.removeIf(secret -> entry(secret).isPresent());
        nextEnd = entries.stream()
                .filter(entry -> entry.replaced != null)
                .map(Entry::end)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        List<Secret> secrets = entries.stream().map(Entry::secret).toList();
        if (!secrets.equals(accepted)) {
            accepted = secrets;
        }
    }

    /** {@code replaced} and {@code overlap} are null for a current secret. */
    private record Entry(Secret secret, Instant since, Instant replaced, Duration overlap) {

        Instant end() {
            Instant lastUse = secret.lastUse().orElse(replaced);
            return (lastUse.isAfter(replaced) ? lastUse : replaced).plus(overlap);
        }
    }
}
