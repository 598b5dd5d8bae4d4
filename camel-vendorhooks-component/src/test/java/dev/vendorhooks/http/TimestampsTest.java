package dev.vendorhooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-06-05T18:17,                    2026-06-05T18:17:00Z",
        "2026-06-05T18:17Z,                   2026-06-05T18:17:00Z",
        "2026-06-05T18:17+02:00,              2026-06-05T16:17:00Z",
        "2026-06-05T18:17:25,                 2026-06-05T18:17:25Z",
        "2026-06-05T18:17:25Z,                2026-06-05T18:17:25Z",
        "2026-06-05T18:17:25.1,               2026-06-05T18:17:25.100Z",
        "2026-06-05T18:17:25.000Z,            2026-06-05T18:17:25Z",
        "2026-06-05T18:17:25.365139,          2026-06-05T18:17:25.365139Z",
        "2026-06-05T18:17:25.123456789Z,      2026-06-05T18:17:25.123456789Z",
        "2026-06-05T18:17:25.999999999+00:00, 2026-06-05T18:17:25.999999999Z",
        "2026-06-05T18:17:25-03:30,           2026-06-05T21:47:25Z",
        "2026-01-01T00:00:00+18:00,           2025-12-31T06:00:00Z",
        "2025-12-31T23:59:59-18:00,           2026-01-01T17:59:59Z",
        "2024-02-29T12:00:00Z,                2024-02-29T12:00:00Z",
        "2000-02-29T12:00:00Z,                2000-02-29T12:00:00Z",
        "0000-01-01T00:00:00Z,                0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z,      9999-12-31T23:59:59.999999999Z"
    })
    void readsIsoTime(String text, Instant expected) {
        assertThat(Timestamps.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0,                  1970-01-01T00:00:00Z",
        "1780683445,         2026-06-05T18:17:25Z",
        "01780683445,        2026-06-05T18:17:25Z",
        "99999999999,        5138-11-16T09:46:39Z",
        "100000000000,       1973-03-03T09:46:40Z",
        "1780683445123,      2026-06-05T18:17:25.123Z",
        "253402300799999,    9999-12-31T23:59:59.999Z"
    })
    void readsUnixTimeInSecondsOrMilliseconds(String text, Instant expected) {
        assertThat(Timestamps.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2026-02-30T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-13-10T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2026-06-00T00:00:00Z",
                "2026-06-05T24:00:00Z",
                "2026-06-05T18:60:00Z",
                "2026-06-05T18:17:60Z",
                "2026-06-05",
                "2026-06-05T18",
                "2026-06-05T18:1",
                "2026-06-05T18:17:2",
                "2026-06-05T18:17:25.",
                "2026-06-05T18:17:25.Z",
                "2026-06-05T18:17:25.1234567890Z",
                "2026-06-05T18:17:25.0000000000Z",
                "2026-06-05T18:17.5Z",
                "2026-06-05T18:17:25,5Z",
                "2026-06-05T18:17:25z",
                "2026-06-05t18:17:25Z",
                "2026-06-05 18:17:25",
                "2026-06-05T18:17:25 Z",
                "2026-06-05T18:17:25ZZ",
                "2026-06-05T18:17:25UTC",
                "2026-06-05T18:17:25+02",
                "2026-06-05T18:17:25+0200",
                "2026-06-05T18:17:25+2:00",
                "2026-06-05T18:17:25+18:01",
                "2026-06-05T18:17:25+19:00",
                "2026-06-05T18:17:25+02:60",
                "2026-06-05T18:17:25+02:00Z",
                "2026-06-05T18:17:25.000Z#{",
                " 2026-06-05T18:17:25Z",
                "+2026-06-05T18:17:25Z",
                "-2026-06-05T18:17:25Z",
                "12026-06-05T18:17:25Z",
                "2026-6-5T18:17:25Z",
                "2026/06/05T18:17:25Z",
                "\u0662026-06-05T18:17:25Z",
                "-1780683445",
                "1780683445.5",
                "1.78e9",
                "0x6a2f",
                "\u0661\u0667",
                "1000000000000000000",
                "9223372036854775808"
            })
    void readsNothingElse(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }

    @Test
    void readsNothingFromNull() {
        assertThat(Timestamps.parse(null)).isEmpty();
    }

    @Test
    void readsNothingFromLongGarbage() {
        String start = "2026-06-05T18:17:25";
        for (String text : List.of(
                "0".repeat(7168),
                "9".repeat(7168),
                "x".repeat(7168),
                start + "." + "1".repeat(7168),
                start + " ".repeat(7168),
                start + "+" + "0".repeat(7168))) {
            Assertions.assertTimeout(Duration.ofSeconds(1), () -> assertThat(Timestamps.parse(text))
                    .isEmpty());
        }
    }
}
