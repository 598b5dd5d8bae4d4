package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.test.StandingClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WarnLogTest {

    private final StandingClock clock = new StandingClock(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void leavesOutAFloodAndSaysHowMuch() {
        WarnLog warnings = new WarnLog(LoggerFactory.getLogger("flood"), clock);
        try (LogCapture log = new LogCapture("flood")) {
            for (int i = 0; i < 1_000; i++) {
                warnings.warn("bad request {}", i);
            }
            assertThat(log.warnings()).hasSize(60).last().isEqualTo("bad request 59");

            clock.put(clock.instant().plus(Duration.ofMinutes(1)));
            warnings.warn("bad request {}", 1_000);
            assertThat(log.warnings())
                    .hasSize(62)
                    .endsWith("940 further warnings like the following were left out", "bad request 1000");
        }
    }
}
