package dev.vendorhooks.register;

import java.util.function.Function;

/**
 * Something that a vendor's API does.
 *
 * @param call takes what is asked for and returns what the vendor answered, null for nothing. Throws
 *     IllegalArgumentException if the request lacks something, {@link ApiException} if the vendor refuses
 * @param changesSecret whether the vendor may sign with another secret from then on
 */
public record Operation(Function<WebhookRegistration, Object> call, boolean changesSecret) {

    /** An operation after which the vendor signs as before. */
    public static Operation of(Function<WebhookRegistration, Object> call) {
        return new Operation(call, false);
    }

    /** An operation after which the vendor may sign with another secret. */
    public static Operation changingSecret(Function<WebhookRegistration, Object> call) {
        return new Operation(call, true);
    }
}
