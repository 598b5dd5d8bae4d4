package dev.vendorhooks.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Reads the times that vendors write: ISO-8601 with or without a zone, and Unix time. */
public final class Timestamps {

    /** From here on a Unix time is in milliseconds: as seconds it would lie in the year 5138. */
    private static final long FIRST_MILLISECONDS = 100_000_000_000L;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter();

    private Timestamps() {}

    /**
     * The instant that {@code text} names. ISO-8601 with 0 to 9 fraction digits, {@code Z}, an offset or no zone (then
     * UTC); a whole number is Unix time, in milliseconds from 1e11 on, in seconds below. Empty for all else, null
     * included.
     */
    public static Optional<Instant> parse(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(isUnixTime(text) ? unixTime(Long.parseLong(text)) : isoTime(text));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isUnixTime(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Instant unixTime(long value) {
        return value >= FIRST_MILLISECONDS ? Instant.ofEpochMilli(value) : Instant.ofEpochSecond(value);
    }

    private static Instant isoTime(String text) {
        return ISO.parse(text, OffsetDateTime::from)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }
}
