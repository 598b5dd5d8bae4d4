package dev.vendorhooks.send;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/** Reads the header {@code Retry-After} (RFC 9110, section 10.2.3). */
public final class RetryAfter {

    /** As many digits as always fit into a long. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

    /** HttpClient's own formatter for it has no zone and so never yields an instant. */
    private static final DateTimeFormatter ASCTIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("EEE MMM ppd HH:mm:ss uuuu")
            .toFormatter(Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RetryAfter() {}

    /**
     * How long to wait from {@code now} on: a number of seconds, or until a date in any of the three formats of HTTP.
     * Zero for a date in the past; empty for all else, null and waits whose milliseconds do not fit into a long
     * included.
     */
    public static Optional<Duration> parse(String value, Instant now) {
        if (value == null) {
            return Optional.empty();
        }
        String text = value.strip();
        return (SECONDS.matcher(text).matches()
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                        : until(text, now))
                .filter(wait -> wait.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> until(String date, Instant now) {
        return Optional.ofNullable(DateUtils.parseDate(date, DateUtils.FORMATTER_RFC1123, rfc850(now), ASCTIME))
                .map(time -> time.isBefore(now) ? Duration.ZERO : Duration.between(now, time));
    }

    /** Two digits of a year name the one that is at most 50 years ahead (RFC 9110, section 5.6.7). */
    private static DateTimeFormatter rfc850(Instant now) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR, 2, 2, now.atZone(ZoneOffset.UTC).getYear() - 49)
                .appendPattern(" HH:mm:ss z")
                .toFormatter(Locale.ENGLISH);
    }
}
