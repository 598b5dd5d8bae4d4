package dev.vendorhooks.vendor;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.send.WebhookClient;
import dev.vendorhooks.signature.SignatureScheme;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A vendor that sends webhooks: how it signs and what it says.
 *
 * <p>An endpoint {@code vendorhook:NAME} finds its vendor as a bean of this type under that name, else as a class with
 * {@code @JdkService("vendorhook-NAME")} on the class path. Implementations hold no state that changes.
 */
public interface Vendor {

    /** How the vendor signs. */
    SignatureScheme signatures();

    /** The types of event that are known, as the vendor names them; others may come all the same. */
    Set<String> eventTypes();

    /** The names of headers that {@link #read} or {@link #eventId} need beyond those of the signature. */
    default Set<String> headers() {
        return Set.of();
    }

    /** The event that an authentic request bears; empty if its body is not one whole JSON object. */
    Optional<? extends WebhookEvent> read(WebhookRequest request);

    /**
     * A realistic event of a type as JSON text, such as the vendor's page shows; empty where there is none of that type.
     *
     * @param ids gives the ids that stand in it, each as often as it is asked
     * @param time what its times say
     */
    default Optional<String> sample(String type, Supplier<String> ids, Instant time) {
        return Optional.empty();
    }

    /** What makes an event the same when it is delivered again, where the event alone does not tell. */
    default Optional<String> eventId(WebhookRequest request, WebhookEvent event) {
        return event.eventId();
    }

    /**
     * The vendor's API for webhooks, as {@code account} reaches it over {@code http}. Nothing is called yet.
     *
     * @throws UnsupportedOperationException if it has none; the message says how webhooks are registered instead
     * @throws IllegalArgumentException if something of the account is missing; the message names the option
     */
    default WebhookApi api(ApiAccount account, WebhookClient http) {
        throw new UnsupportedOperationException(
                "The vendor has no API for webhooks. Register this endpoint's URL by hand and set 'secret'.");
    }

    /** The delivery that an authentic request is; empty if its body is not one whole JSON object. */
    default Optional<Delivery> describe(String name, WebhookRequest request) {
        return read(request)
                .map(event -> new Delivery(
                        name,
                        event.eventType(),
                        eventId(request, event),
                        event.eventTime(),
                        signatures().signedTime(request),
                        request.body(),
                        event));
    }
}
