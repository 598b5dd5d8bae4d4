package dev.vendorhooks.test;

import java.util.UUID;

/** The account that a simulated vendor accepts. What the vendor's accounts don't have is null. */
record SimulatedAccount(
        String apiKey, String email, String password, String organizationUuid, String developerId, String secret) {

    /** An account of a vendor that asks for an API key alone. */
    static SimulatedAccount ofApiKey() {
        return new SimulatedAccount(secret("key"), null, null, null, null, null);
    }

    SimulatedAccount withApiKey(String other) {
        return new SimulatedAccount(other, email, password, organizationUuid, developerId, secret);
    }

    SimulatedAccount withSecret(String other) {
        return new SimulatedAccount(apiKey, email, password, organizationUuid, developerId, other);
    }

    /** A secret text that nobody guesses. */
    static String secret(String kind) {
        return random(kind + "-" + Canary.WORD);
    }

    /** A text that nobody guesses, and that no other text contains by chance. */
    static String random(String kind) {
        return kind + "-" + UUID.randomUUID();
    }

    @Override
    public String toString() {
        return "SimulatedAccount";
    }
}
