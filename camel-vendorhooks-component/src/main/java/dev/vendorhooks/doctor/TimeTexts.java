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

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    private static final List<String> FRACTIONS = List.of("", ".SSS", ".SSSSSS", ".SSSSSSS", ".SSSSSSSSS");
    private static final List<String> ZONES = List.of("'Z'", "'+00:00'", "", "'+0000'", "' UTC'", "'-00:00'");

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
        Stream<String> iso = Stream.of("'T'", "' '")
                .flatMap(between -> FRACTIONS.stream().flatMap(fraction -> ZONES.stream()
                        .map(zone -> "yyyy-MM-dd" + between + "HH:mm:ss" + fraction + zone)));
        Stream<String> dates = Stream.concat(
                        iso, Stream.of("yyyy-MM-dd'T'HH:mm'Z'", "yyyyMMdd'T'HHmmss'Z'", "yyyyMMddHHmmss", "yyyy-MM-dd"))
                .map(pattern ->
                        DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(date));
        return Stream.of(units, fractions, dates, Stream.of(HTTP_DATE.format(date), time.toString()))
                .flatMap(texts -> texts)
                .distinct();
    }

    /** With three digits of a second's fraction and {@code Z}. */
    static String iso(Instant time) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                .format(time.atZone(UTC));
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
