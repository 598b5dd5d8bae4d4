package dev.vendorhooks.receive;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.receive.Reception.Accepted;
import dev.vendorhooks.receive.Reception.Claim;
import dev.vendorhooks.receive.Reception.Ignored;
import dev.vendorhooks.receive.Reception.Refused;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.Secrets;
import dev.vendorhooks.vendor.Vendor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a request is.
 *
 * @param vendorName the name that the vendor has in this application
 * @param vendor who sends
 * @param secrets the secrets that may have signed
 * @param tolerance how far a signed time may lie from now; zero accepts any
 * @param events which types of event are routed
 * @param claims lets each event be routed once; empty routes each delivery
 * @param clock tells now
 */
public record Receiver(
        String vendorName,
        Vendor vendor,
        Secrets secrets,
        Duration tolerance,
        EventFilter events,
        Optional<Claims> claims,
        Clock clock) {

    /**
     * Judges {@code request}.
     *
     * @throws ClaimStoreException if whether the event is a duplicate cannot be told
     */
    public Reception receive(WebhookRequest request) {
        Instant now = clock.instant();
        Optional<Refusal> refusal = vendor.signatures().refusal(request, secrets.accepted(now), tolerance, now);
        if (refusal.isPresent()) {
            return refused(refusal.get(), request);
        }
        Optional<Delivery> read = vendor.describe(vendorName, request);
        if (read.isEmpty()) {
            return new Refused(Refusal.NOT_AN_EVENT);
        }
        Delivery delivery = read.get();
        if (!events.routes(delivery.type())) {
            return new Ignored(delivery);
        }
        return claims.isPresent() ? claims.get().claim(delivery) : new Accepted(delivery, Claim.NONE, false);
    }

    /** Only a stale request is authentic, so only its delivery can be named to the operator. */
    private Refused refused(Refusal reason, WebhookRequest request) {
        return reason == Refusal.STALE
                ? new Refused(reason, vendor.describe(vendorName, request))
                : new Refused(reason);
    }
}
