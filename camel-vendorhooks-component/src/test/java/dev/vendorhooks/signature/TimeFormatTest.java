package dev.vendorhooks.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {

    /** The numbers are those of GNU date. */
    @ParameterizedTest
    @CsvSource({
        "2026-06-05T18:17:25Z,           1780683445, 1780683445000, 2026-06-05T18:17:25.000Z",
        "2026-06-05T18:17:25.5Z,         1780683445, 1780683445500, 2026-06-05T18:17:25.500Z",
        "2026-06-05T18:17:25.123456789Z, 1780683445, 1780683445123, 2026-06-05T18:17:25.123Z",
        "2026-06-05T18:17:25.000999999Z, 1780683445, 1780683445000, 2026-06-05T18:17:25.000Z",
        "2026-12-31T23:59:59.999999999Z, 1798761599, 1798761599999, 2026-12-31T23:59:59.999Z",
        "2027-01-01T00:00:00Z,           1798761600, 1798761600000, 2027-01-01T00:00:00.000Z",
        "2028-02-29T23:59:59.999Z,       1835481599, 1835481599999, 2028-02-29T23:59:59.999Z",
        "9999-12-31T23:59:59.999Z,       253402300799, 253402300799999, 9999-12-31T23:59:59.999Z"
    })
    void writesTimeCutOffAndNeverRounded(Instant time, String unix, String unixMillis, String iso) {
        assertThat(TimeFormat.UNIX.write(time)).isEqualTo(unix);
        assertThat(TimeFormat.UNIX_MILLIS.write(time)).isEqualTo(unixMillis);
        assertThat(TimeFormat.ISO.write(time)).isEqualTo(iso);
    }
}
