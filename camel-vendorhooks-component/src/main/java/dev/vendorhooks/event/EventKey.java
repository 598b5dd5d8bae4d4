package dev.vendorhooks.event;

import java.util.Optional;

/** Keys that stay the same when an event is delivered again. */
public final class EventKey {

    private EventKey() {}

    /**
     * The parts joined by {@code /}. Empty if any is null or blank: half a key would make different events look like
     * one, and the second would be lost.
     */
    public static Optional<String> of(String... parts) {
        for (String part : parts) {
            if (part == null || part.isBlank()) {
                return Optional.empty();
            }
        }
        return Optional.of(String.join("/", parts));
    }
}
