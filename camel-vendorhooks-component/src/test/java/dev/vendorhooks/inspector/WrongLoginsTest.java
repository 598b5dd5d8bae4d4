package dev.vendorhooks.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.test.StandingClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WrongLoginsTest {

    private final InetAddress guesser = address(1);
    private final StandingClock clock = new StandingClock(Instant.parse("2026-01-15T10:30:00Z"));
    private final WrongLogins wrong = new WrongLogins(clock);

    @Test
    void allowsTenWrongPasswordsAMinute() {
        assertThat(wrong.areTooMany(guesser)).isFalse();
        guess(9);
        assertThat(wrong.areTooMany(guesser)).isFalse();
        guess(1);

        assertThat(wrong.areTooMany(guesser)).isTrue();
    }

    @Test
    void letsTheGuesserTryAgainAfterAMinute() {
        wrong.areTooMany(guesser);
        guess(10);
        clock.put(clock.instant().plusSeconds(59));
        assertThat(wrong.areTooMany(guesser)).isTrue();
        clock.put(clock.instant().plusSeconds(1));

        assertThat(wrong.areTooMany(guesser)).isFalse();
    }

    @Test
    void keepsNobodyElseOut() {
        wrong.areTooMany(guesser);
        guess(10);

        assertThat(wrong.areTooMany(address(2))).isFalse();
    }

    private void guess(int times) {
        for (int i = 0; i < times; i++) {
            wrong.add(guesser);
        }
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
