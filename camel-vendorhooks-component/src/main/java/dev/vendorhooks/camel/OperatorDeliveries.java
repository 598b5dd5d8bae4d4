package dev.vendorhooks.camel;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.receive.Receiver;
import dev.vendorhooks.signature.Secret;
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

    /** The delivery that {@code request} was at {@code time}, by all secrets known and without a use of them. */
    Delivery authentic(WebhookRequest request, Instant time) {
        SignatureScheme signatures = receiver.vendor().signatures();
        if (signatures.signer(request, receiver.secrets().known()).isEmpty()) {
            throw new IllegalArgumentException("No secret that " + endpoint + " knows gives the signature.");
        }
        Duration tolerance = receiver.tolerance();
        Optional<Instant> signed = signatures.signedTime(request);
        if (!tolerance.isZero()
                && signed.isPresent()
                && Duration.between(signed.get(), time).abs().compareTo(tolerance) > 0) {
            throw new IllegalArgumentException("It came outside the window around the time that was signed.");
        }
        return receiver.vendor()
                .describe(receiver.vendorName(), request)
                .orElseThrow(() -> new IllegalArgumentException("The body is not one whole JSON object."));
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
