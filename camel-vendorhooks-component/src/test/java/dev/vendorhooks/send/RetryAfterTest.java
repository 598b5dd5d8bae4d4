package dev.vendorhooks.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    /** Half a minute before the date that RFC 9110 writes in each of the formats. */
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:07Z");

    @ParameterizedTest
    @CsvSource({"0, PT0S", "120, PT2M", "' 120 ', PT2M", "000120, PT2M", "9223372036854775, PT9223372036854775S"})
    void readsSeconds(String value, Duration wait) {
        assertThat(RetryAfter.parse(value, NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                " sun, 06 nov 1994 08:49:37 gmt "
            })
    void readsDatesInAllFormats(String value) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:07 GMT",
                "Sun, 06 Nov 1994 08:49:06 GMT",
                "Sunday, 06-Nov-94 08:49:06 GMT",
                "Sun Nov  6 08:49:06 1994",
                "Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void waitsNoTimeForTheNowAndThePast(String value) {
        assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "'Monday, 06-Nov-28 08:49:37 GMT', 2028-11-06T08:49:07Z, PT30S",
        "'Sunday, 06-Nov-94 08:49:37 GMT', 2026-11-21T00:00:00Z, PT0S",
        "'Friday, 06-Nov-76 08:49:37 GMT', 2026-11-06T08:49:37Z, PT438312H",
        "'Sunday, 06-Nov-77 08:49:37 GMT', 2026-11-06T08:49:37Z, PT0S",
        "'Tue Nov 16 08:49:37 2027', 2027-11-16T08:49:07Z, PT30S"
    })
    void readsTwoDigitsOfAYearAsOneThatIsNear(String value, Instant now, Duration wait) {
        assertThat(RetryAfter.parse(value, now)).contains(wait);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1.5",
                "1e3",
                "0x10",
                "1 2",
                "120s",
                "\u0661\u0662\u0660",
                "9223372036854776",
                "999999999999999999",
                "9223372036854775808",
                "99999999999999999999999999999999",
                "soon",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 25:49:37 GMT",
                "Wed, 06 Nov 999999999 08:49:37 GMT",
                "1994-11-06T08:49:37Z",
                "120, 240"
            })
    void readsNothingElse(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void givesWaitsThatDoNotOverflow(String value) {
        Duration wait = RetryAfter.parse(value, NOW).orElseThrow();
        assertThat(wait.toMillis()).isPositive();
        assertThat(NOW.plus(wait)).isAfter(NOW);
    }
}
