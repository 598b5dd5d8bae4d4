package dev.vendorhooks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class TimestampsFuzzTest {

    private static final Pattern UNIX = Pattern.compile("[0-9]{1,18}");
    private static final Pattern ISO = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}"
            + "(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)(Z|[+-][0-9]{2}:[0-9]{2})?");

    @FuzzTest(maxDuration = "66s")
    void readsWhatJavaTimeReads(byte[] input) {
        String text = new String(input, UTF_8);
        assertThat(Timestamps.parse(text)).isEqualTo(expected(text));
    }

    private static Optional<Instant> expected(String text) {
        if (UNIX.matcher(text).matches()) {
            long value = Long.parseLong(text);
            return Optional.of(value < 100_000_000_000L ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value));
        }
        Matcher iso = ISO.matcher(text);
        if (!iso.matches()) {
            return Optional.empty();
        }
        try {
            ZoneOffset zone = iso.group(2) == null ? ZoneOffset.UTC : ZoneOffset.of(iso.group(2));
            return Optional.of(LocalDateTime.parse(iso.group(1)).toInstant(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
