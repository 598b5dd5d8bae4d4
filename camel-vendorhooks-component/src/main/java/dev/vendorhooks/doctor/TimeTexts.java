package dev.vendorhooks.doctor;

import static java.time.ZoneOffset.UTC;

import dev.vendorhooks.http.Timestamps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ways to write a time. */
final class TimeTexts {

    private static final String HTTP_DATE = "EEE, dd MMM yyyy HH:mm:ss 'GMT'";
    private static final DateTimeFormatter MILLISECONDS = format("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final List<DateTimeFormatter> FORMATS = formats();

    private TimeTexts() {}

    static Stream<String> of(Instant time) {
        ZonedDateTime date = time.atZone(UTC);
        BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
        Stream<String> units = IntStream.of(0, 3, 6, 9).mapToObj(digits -> seconds.movePointRight(digits)
                .setScale(0, RoundingMode.FLOOR)
                .toPlainString());
        Stream<String> fractions = Stream.concat(
                Stream.of(seconds.stripTrailingZeros().toPlainString()),
                IntStream.of(1, 3, 6, 9).mapToObj(digits -> seconds.setScale(digits, RoundingMode.FLOOR)
                        .toPlainString()));
        Stream<String> dates = FORMATS.stream().map(format -> format.format(date));
        return Stream.of(units, fractions, dates, Stream.of(time.toString()))
                .flatMap(texts -> texts)
                .distinct();
    }

    /** With three digits of a second's fraction and {@code Z}. */
    static String iso(Instant time) {
        return MILLISECONDS.format(time.atZone(UTC));
    }

    private static List<DateTimeFormatter> formats() {
        Stream<String> iso = Stream.of("'T'", "' '")
                .flatMap(between -> Stream.of("", ".SSS", ".SSSSSS", ".SSSSSSS", ".SSSSSSSSS")
                        .flatMap(fraction -> Stream.of("'Z'", "'+00:00'", "", "'+0000'", "' UTC'")
                                .map(zone -> "yyyy-MM-dd" + between + "HH:mm:ss" + fraction + zone)));
        Stream<String> others =
                Stream.of("yyyy-MM-dd'T'HH:mm'Z'", "yyyyMMdd'T'HHmmss'Z'", "yyyyMMddHHmmss", "yyyy-MM-dd", HTTP_DATE);
        return Stream.concat(iso, others).map(TimeTexts::format).toList();
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    /** The time in a text that is not written as one that is accepted. */
    static Optional<Instant> parse(String text) {
        String plain = text.strip();
        if (plain.matches("\\d{10,19}(\\.\\d{1,9})?")) {
            int digits = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
            BigDecimal seconds = new BigDecimal(plain).movePointLeft((digits - 10) / 3 * 3);
            return Optional.of(Instant.ofEpochSecond(
                    seconds.longValue(),
                    seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue()));
        }
        try {
            return Optional.of(ZonedDateTime.parse(plain, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Timestamps.parse(plain.replaceFirst("(?<=\\d) ?(UTC|Z)$", "Z")
                    .replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")
                    .replace(' ', 'T')
                    .replace(',', '.'));
        }
    }
}
