package dev.vendorhooks.register;

import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps what a registration cannot be verified without, such as a secret that the vendor shows once. Several replicas of
 * an application share one store.
 *
 * <p>Whoever can read the store can forge deliveries.
 */
public interface SecretStore {

    /**
     * The text kept under {@code name}.
     *
     * @param name letters, digits and {@code -._}, up to 200 characters
     */
    Optional<String> read(String name);

    /**
     * Replaces the text kept under {@code name}, while nobody else can: a second caller, of whichever replica, waits and
     * is then given what the first one left.
     *
     * @param change takes the text kept so far and gives the one to keep. It is called once, and may take as long as
     *     several calls over HTTP; what it throws is thrown on, and nothing changes
     * @return the text that is kept now
     */
    String update(String name, Function<Optional<String>, String> change);
}
