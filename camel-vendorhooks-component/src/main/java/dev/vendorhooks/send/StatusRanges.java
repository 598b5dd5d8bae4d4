package dev.vendorhooks.send;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statuses of HTTP.
 *
 * @param ranges the ranges that they lie in
 */
public record StatusRanges(List<Range> ranges) {

    private static final Pattern RANGE = Pattern.compile("(\\d{3})(?:-(\\d{3}))?");

    /**
     * The statuses that {@code text} names, such as {@code 408,429,500-599}.
     *
     * @throws IllegalArgumentException if it is written in another way, or names one that is no failure
     */
    public static StatusRanges of(String text) {
        return new StatusRanges(Arrays.stream(text.strip().split("\\s*,\\s*"))
                .map(StatusRanges::range)
                .toList());
    }

    private static Range range(String text) {
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is neither a status nor a range such as 500-599");
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first < 300 || last > 599 || first > last) {
            throw new IllegalArgumentException("'" + text + "' is not within 300 to 599, in ascending order");
        }
        return new Range(first, last);
    }

    /** Whether {@code status} is one of them. */
    public boolean contains(int status) {
        return ranges.stream().anyMatch(range -> range.first <= status && status <= range.last);
    }

    /** The statuses from the first to the last, both included. */
    public record Range(int first, int last) {}
}
