package dev.vendorhooks.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class RetryAfterFuzzTest {

    private static final Instant NOW = Instant.parse("1994-11-06T08:49:07Z");
    private static final BigInteger MOST_SECONDS = BigInteger.valueOf(Long.MAX_VALUE / 1000);

    private static final String TIME = "(?<time>[0-2][0-9]:[0-5][0-9]:[0-5][0-9])";
    private static final String MONTH = "(?<month>"
            + Arrays.stream(Month.values())
                    .map(month -> month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                    .collect(Collectors.joining("|"))
            + ")";

    /** The grammar of RFC 9110, section 5.6.7. */
    private static final Pattern HTTP_DATE = Pattern.compile(
            "(?<day>[A-Z][a-z]{2}), (?<date>[0-9]{2}) " + MONTH + " (?<year>[0-9]{4}) " + TIME + " GMT");

    private static final Pattern OBSOLETE_DATE = Pattern.compile(
            "(?<day>[A-Z][a-z]+day), (?<date>[0-9]{2})-" + MONTH + "-(?<year>[0-9]{2}) " + TIME + " GMT");

    private static final Pattern ASCTIME_DATE = Pattern.compile(
            "(?<day>[A-Z][a-z]{2}) " + MONTH + " (?<date>[0-9]{2}| [0-9]) " + TIME + " (?<year>[0-9]{4})");

    @FuzzTest(maxDuration = "66s")
    void readsWhatTheStandardSays(byte[] input) {
        String text = new String(input, UTF_8);
        Optional<Duration> wait = RetryAfter.parse(text, NOW);

        wait.ifPresent(duration -> {
            assertThat(duration.isNegative()).isFalse();
            assertThat(duration.toMillis()).isNotNegative();
        });
        String value = text.strip();
        if (value.matches("[0-9]+")) {
            BigInteger seconds = new BigInteger(value);
            boolean fits = value.length() <= 18 && seconds.compareTo(MOST_SECONDS) <= 0;
            assertThat(wait).isEqualTo(fits ? Optional.of(Duration.ofSeconds(seconds.longValue())) : Optional.empty());
        }
        date(value).ifPresent(date -> assertThat(wait)
                .contains(date.isBefore(NOW) ? Duration.ZERO : Duration.between(NOW, date)));
    }

    private static Optional<Instant> date(String value) {
        return date(HTTP_DATE.matcher(value), TextStyle.SHORT)
                .or(() -> date(OBSOLETE_DATE.matcher(value), TextStyle.FULL))
                .or(() -> date(ASCTIME_DATE.matcher(value), TextStyle.SHORT));
    }

    /** Empty for a day that does not exist or is not that of the week. */
    private static Optional<Instant> date(Matcher text, TextStyle dayStyle) {
        if (!text.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(
                    year(text.group("year")),
                    month(text.group("month")),
                    Integer.parseInt(text.group("date").strip()));
            LocalTime time = LocalTime.parse(text.group("time"));
            DayOfWeek day = date.getDayOfWeek();
            return day.getDisplayName(dayStyle, Locale.ENGLISH).equals(text.group("day"))
                    ? Optional.of(date.atTime(time).toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** At most 50 years after 1994. */
    private static int year(String text) {
        int year = Integer.parseInt(text);
        return text.length() == 4 ? year : year + (year <= 44 ? 2000 : 1900);
    }

    private static Month month(String text) {
        return Arrays.stream(Month.values())
                .filter(month ->
                        month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equals(text))
                .findFirst()
                .orElseThrow();
    }
}
