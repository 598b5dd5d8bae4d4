package dev.vendorhooks.camel;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.receive.Receiver;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.Secrets;
import dev.vendorhooks.signature.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The deliveries that an operator asks for. What cannot be had throws an IllegalArgumentException that says why.
 *
 * @param endpoint the endpoint for operators
 * @param receiver how it judges
 */
record OperatorDeliveries(String endpoint, Receiver receiver) {

    private static final Supplier<String> IDS = () -> UUID.randomUUID().toString();

    /** The request that a journal kept. */
    WebhookRequest kept(JournalEntry entry) {
        if (entry.headers() == null || entry.body() == null) {
            throw new IllegalArgumentException(
                    "The journal keeps no headers and bodies. Set headers=true and bodies=true on it.");
        }
        if (entry.bodyRedacted()) {
            throw new IllegalArgumentException(
                    "Fields of its body were redacted, so that it no longer is what was signed.");
        }
        return new WebhookRequest(Headers.of(entry.headers()), entry.body());
    }

    /** The delivery that {@code request} was when {@code entry} was made; that is no use of a secret. */
    Delivery authentic(WebhookRequest request, JournalEntry entry) {
        SignatureScheme signatures = receiver.vendor().signatures();
        if (signatures.signer(request, secrets(entry)).isEmpty()) {
            throw new IllegalArgumentException(
                    "No secret that " + endpoint + " accepts, or accepted then, gives the signature.");
        }
        // a replay came when somebody asked for it
        if (entry.replayOf() == null && isOutsideWindow(signatures.signedTime(request), entry.time())) {
            throw new IllegalArgumentException("It came outside the window around the time that was signed.");
        }
        Delivery delivery = receiver.vendor()
                .describe(receiver.vendorName(), request)
                .orElseThrow(() -> new IllegalArgumentException("The body is not one whole JSON object."));
        if (!receiver.events().routes(delivery.type())) {
            throw new IllegalArgumentException("The option events does not route this type.");
        }
        return delivery;
    }

    /** Those that may have ended since, if one of them was accepted then; one that had ended already is no longer. */
    private List<Secret> secrets(JournalEntry entry) {
        boolean wasAccepted = entry.secret() != null && !entry.secret().equals(Secrets.FORMER);
        return wasAccepted || entry.replayOf() != null
                ? receiver.secrets().known()
                : receiver.secrets().accepted(receiver.clock().instant());
    }

    private boolean isOutsideWindow(Optional<Instant> signed, Instant time) {
        Duration tolerance = receiver.tolerance();
        return !tolerance.isZero()
                && signed.isPresent()
                && Duration.between(signed.get(), time).abs().compareTo(tolerance) > 0;
    }

    /** The types of event that there are samples of, sorted. */
    List<String> sampleTypes() {
        Instant now = receiver.clock().instant();
        return receiver.vendor().eventTypes().stream()
                .filter(type -> receiver.vendor().sample(type, IDS, now).isPresent())
                .sorted()
                .toList();
    }

    /** A sample of {@code type} as the vendor would send it now. */
    WebhookRequest sample(String type) {
        Instant now = receiver.clock().instant();
        byte[] body = receiver.vendor()
                .sample(type, IDS, now)
                .orElseThrow(() -> new IllegalArgumentException("There is no sample of that type."))
                .getBytes(StandardCharsets.UTF_8);
        Secret secret = receiver.secrets().accepted(now).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(endpoint + " has no secret to sign with yet."));
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("Content-Type", List.of("application/json"));
        receiver.vendor()
                .signatures()
                .sign(body, IDS.get(), now, secret)
                .forEach((name, value) -> headers.put(name, List.of(value)));
        return new WebhookRequest(Headers.of(headers), body);
    }
}
