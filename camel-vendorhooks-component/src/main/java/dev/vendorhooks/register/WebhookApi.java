package dev.vendorhooks.register;

import dev.vendorhooks.event.EventFilter;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor's API for webhooks, as one account sees it. All endpoints of a context with that account share it. Every
 * method may be called by any thread, holds it until the vendor has answered, and throws {@link ApiException} if the
 * vendor refuses or cannot be reached.
 */
public interface WebhookApi {

    /** What the API does, by name, in a stable order. */
    Map<String, Operation> operations();

    /** Where secrets come from. */
    SecretSource secretSource();

    /**
     * The webhook that delivers to {@code wanted.url()}, if it is as wanted. Changes nothing.
     *
     * @param wanted the webhook; its {@code events} are not looked at
     * @param events which of the vendor's types of event are wanted
     * @param kept the registration that an earlier call returned, with its secret; empty if none is remembered, or if the
     *     vendor may have made another secret since
     * @param replace whether a webhook that is not ours may be replaced, where the vendor has room for one only
     * @return the webhook with its secret, unless the source is {@link SecretSource#CONFIGURED}; empty if there is none, or
     *     one that has to be changed
     * @throws IllegalArgumentException if it cannot be registered as wanted; the message names the option
     */
    Optional<WebhookRegistration> find(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace);

    /**
     * Makes sure that the vendor delivers to {@code wanted.url()}, without ever making a second webhook for it. Changes
     * nothing where {@link #find} finds it. Takes and throws the same.
     *
     * @return the webhook as registered, with its secret unless the source is {@link SecretSource#CONFIGURED}
     */
    WebhookRegistration register(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace);

    /**
     * Gives the webhook a new secret, which the vendor signs with from then on.
     *
     * @return the webhook with its new secret
     * @throws UnsupportedOperationException if the API cannot; the message says what to do instead
     */
    WebhookRegistration rotateSecret(WebhookRegistration registered);

    /**
     * Removes the webhook; no error if it is gone or is another's by now.
     *
     * @throws UnsupportedOperationException if the API cannot
     */
    void deregister(WebhookRegistration registered);

    /** Whether {@link #deregister} is supported. */
    boolean canDeregister();
}
