package dev.vendorhooks.register;

import dev.vendorhooks.send.Target;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who calls a vendor's API, and where. What was not configured is null.
 *
 * @param url the API's base URL; empty for the vendor's own
 * @param apiKey an API key or a personal access token
 * @param email the e-mail address that logs in, and to which the vendor writes when deliveries fail
 * @param password what logs in with the e-mail address, where there is no key
 * @param organizationUuid the organization to work in
 * @param clientUuid the workspace to work in, for users of a single one
 * @param developerId the id of the developer account
 */
public record ApiAccount(
        Optional<Target> url,
        SecretText apiKey,
        String email,
        SecretText password,
        String organizationUuid,
        String clientUuid,
        String developerId) {

    /**
     * {@code value}, if it was configured.
     *
     * @throws IllegalArgumentException if it is null or blank; the message names the option
     */
    public static <T> T require(T value, String option, String what) {
        boolean blank = value instanceof String text && text.isBlank()
                || value instanceof SecretText secret && secret.reveal().isBlank();
        if (value == null || blank) {
            throw new IllegalArgumentException("option '" + option + "' is missing: " + what);
        }
        return value;
    }

    /** What makes it another session than that of another account: with a key, the e-mail address only describes it. */
    public ApiAccount session() {
        return apiKey == null
                ? this
                : new ApiAccount(url, apiKey, null, null, organizationUuid, clientUuid, developerId);
    }

    /** What no message may quote. */
    Stream<String> secrets() {
        return Stream.of(apiKey, password).filter(Objects::nonNull).map(SecretText::reveal);
    }
}
