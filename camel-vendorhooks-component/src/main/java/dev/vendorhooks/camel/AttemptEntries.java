package dev.vendorhooks.camel;

import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.journal.Direction;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.DeliveryException;
import dev.vendorhooks.vendor.Vendor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a journal says of the deliveries that a producer makes.
 *
 * @param endpoint the endpoint for operators
 * @param vendorName the name that the vendor has in this application
 * @param vendor as which is sent
 */
record AttemptEntries(String endpoint, String vendorName, Vendor vendor) {

    /** The entry after the latest attempt, which takes the place of that after the one before. */
    JournalEntry attempted(Outgoing outgoing, Attempt latest, Optional<DeliveryException> failure) {
        WebhookRequest request = new WebhookRequest(Headers.of(Map.of()), outgoing.json());
        Optional<? extends WebhookEvent> event = vendor.read(request);
        return new JournalEntry(
                outgoing.id(),
                Direction.SENT,
                latest.time(),
                endpoint,
                outgoing.target().host(),
                vendorName,
                ReceptionFigures.name(latest.outcome()),
                latest.status(),
                failure.map(DeliveryException::getKind)
                        .map(ReceptionFigures::name)
                        .orElse(null),
                event.map(WebhookEvent::eventType).map(PrintableText::of).orElse(null),
                event.flatMap(read -> vendor.eventId(request, read))
                        .map(PrintableText::of)
                        .orElse(null),
                null,
                latest.duration(),
                null,
                List.of(),
                List.copyOf(outgoing.attempts()),
                null,
                outgoing.json(),
                false);
    }
}
