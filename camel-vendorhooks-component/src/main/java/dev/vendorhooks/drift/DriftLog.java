package dev.vendorhooks.drift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Has each drift of an endpoint told once. It remembers 1,000, says so, and tells no more. */
public final class DriftLog {

    private static final int MAX_REMEMBERED = 1_000;

    private final Set<Drift> told = new HashSet<>();
    private boolean isFull;

    /** What is to be said of {@code drifts}, one line for each that was not told before. */
    public synchronized List<String> news(List<Drift> drifts) {
        List<String> news = new ArrayList<>();
        for (Drift drift : drifts) {
            if (isFull || told.contains(drift)) {
                continue;
            }
            if (told.size() < MAX_REMEMBERED) {
                told.add(drift);
                news.add(drift.toString());
            } else {
                isFull = true;
                news.add(MAX_REMEMBERED
                        + " drifts were told; further ones are counted, and told no more until a restart");
            }
        }
        return news;
    }
}
