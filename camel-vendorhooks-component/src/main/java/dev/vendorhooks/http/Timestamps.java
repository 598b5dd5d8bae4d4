package dev.vendorhooks.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads the times that vendors write: ISO-8601 with or without a zone, and Unix time. */
public final class Timestamps {

    /** From here on a Unix time is in milliseconds: as seconds it would lie in the year 5138. */
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;

    /** As many digits as always fit into a long. */
    private static final int LONGEST_NUMBER = 18;

    private static final String MINUTES = "0000-00-00T00:00";
    private static final String SECONDS = ":00";
    private static final String OFFSET = "+00:00";
    private static final int MOST_FRACTION_DIGITS = 9;

    private Timestamps() {}

    /**
     * The instant that {@code text} names. ISO-8601 as {@code 2026-06-05T18:17}, then seconds with 0 to 9 fraction
     * digits or none, then {@code Z}, an offset or no zone (then UTC); a whole number of up to 18 digits is Unix time,
     * in milliseconds from 1e11 on, in seconds below. Empty for all else, null included.
     */
    public static Optional<Instant> parse(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (digits(text, 0) == text.length()) {
            return text.length() > LONGEST_NUMBER ? Optional.empty() : Optional.of(unixTime(Long.parseLong(text)));
        }
        try {
            return isoTime(text);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant unixTime(long value) {
        return value >= FIRST_MILLISECONDS ? Instant.ofEpochMilli(value) : Instant.ofEpochSecond(value);
    }

    /** Throws DateTimeException if a field is out of range. */
    private static Optional<Instant> isoTime(String text) {
        if (!hasShape(text, 0, MINUTES)) {
            return Optional.empty();
        }
        int end = MINUTES.length();
        int second = 0;
        int nano = 0;
        if (hasShape(text, end, SECONDS)) {
            second = number(text, end + 1, 2);
            end += SECONDS.length();
            if (end < text.length() && text.charAt(end) == '.') {
                int fractionDigits = digits(text, end + 1);
                if (fractionDigits == 0 || fractionDigits > MOST_FRACTION_DIGITS) {
                    return Optional.empty();
                }
                nano = number(text, end + 1, fractionDigits);
                for (int i = fractionDigits; i < MOST_FRACTION_DIGITS; i++) {
                    nano *= 10;
                }
                end += 1 + fractionDigits;
            }
        }
        if (!isZone(text, end)) {
            return Optional.empty();
        }
        return Optional.of(LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 2),
                        number(text, 8, 2),
                        number(text, 11, 2),
                        number(text, 14, 2),
                        second,
                        nano)
                .toInstant(zone(text, end)));
    }

    private static boolean isZone(String text, int start) {
        int length = text.length() - start;
        return length == 0
                || length == 1 && text.charAt(start) == 'Z'
                || length == OFFSET.length() && (hasShape(text, start, OFFSET) || hasShape(text, start, "-00:00"));
    }

    private static ZoneOffset zone(String text, int start) {
        if (text.length() - start < OFFSET.length()) {
            return ZoneOffset.UTC;
        }
        int sign = text.charAt(start) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(text, start + 1, 2), sign * number(text, start + 4, 2));
    }

    /** Whether {@code text} continues at {@code start} like {@code shape}, in which 0 is any digit. */
    private static boolean hasShape(String text, int start, String shape) {
        if (text.length() - start < shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(start + i);
            char expected = shape.charAt(i);
            if (expected == '0' ? !isDigit(c) : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static int digits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end - start;
    }

    private static int number(String text, int start, int length) {
        int number = 0;
        for (int i = start; i < start + length; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
