package dev.vendorhooks.doctor;

/**
 * What made a signature fail.
 *
 * @param cause what it was
 * @param observation what was seen, for the operator: one clause without full stop, made of fixed words, header names
 *     and endpoint names; nothing of secret, signature or body
 */
public record Finding(Cause cause, String observation) {

    /** What was seen and what to do, in one line. */
    @Override
    public String toString() {
        return observation + ". " + cause.fix();
    }
}
