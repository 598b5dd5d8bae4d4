package dev.vendorhooks.signature;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** How a signed time is written as text. What it has no digits for is cut off, so that no text is ahead of its time. */
public enum TimeFormat {
    /** Seconds since 1970, such as {@code 1780683445}. */
    UNIX {
        @Override
        public String write(Instant time) {
            return Long.toString(time.getEpochSecond());
        }
    },

    /** Milliseconds since 1970, such as {@code 1780683445000}. */
    UNIX_MILLIS {
        @Override
        public String write(Instant time) {
            return Long.toString(time.toEpochMilli());
        }
    },

    /** ISO-8601 in UTC with three digits of a second's fraction, such as {@code 2026-06-05T18:17:25.000Z}. */
    ISO {
        @Override
        public String write(Instant time) {
            return MILLISECONDS.format(time);
        }
    };

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** The text of {@code time}. */
    public abstract String write(Instant time);
}
