package dev.vendorhooks.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * How a secret is used.
 *
 * @param since since when it is accepted
 * @param replaced when another one took its place; empty for a current one
 * @param uses how many accepted requests it signed since the application started
 * @param lastUse when the last one that it signed was accepted
 */
public record SecretUse(Instant since, Optional<Instant> replaced, long uses, Optional<Instant> lastUse) {

    /** A line for operators. */
    @Override
    public String toString() {
        return replaced.map(time -> "replaced " + time).orElse("current") + ", since " + since + ", signed " + uses
                + lastUse.map(time -> ", last " + time).orElse("");
    }
}
