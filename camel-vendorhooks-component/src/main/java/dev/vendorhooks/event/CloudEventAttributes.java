package dev.vendorhooks.event;

import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.http.Sha256;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A delivery in the terms of CloudEvents 1.0: its attributes, within the characters that the specification allows.
 * Nothing of the payload becomes an extension.
 *
 * @param id the event's id, which with the source makes an event the same
 * @param source who sent it
 * @param type vendor and event type, such as {@code glossi.model.processed}
 * @param subject the id of what the event is about
 * @param time when it happened, else when it was signed
 */
public record CloudEventAttributes(
        String id, URI source, String type, Optional<String> subject, Optional<Instant> time) {

    private static final int LAST_YEAR = 9999;

    /**
     * The attributes of {@code delivery}.
     *
     * @param source the source; empty for {@code urn:vendorhook:VENDOR}
     * @param otherBody whether an earlier event bore the same id with another body. The id then says which body this is,
     *     as whoever drops events of the same source and id would lose it
     * @param spareId the id where the event has none of its own
     */
    public static CloudEventAttributes of(Delivery delivery, Optional<URI> source, boolean otherBody, String spareId) {
        String type = delivery.type().isBlank() ? "unknown" : delivery.type();
        return new CloudEventAttributes(
                delivery.id()
                        .filter(id -> !id.isBlank())
                        .map(id -> unabridged(otherBody ? id + "/" + Sha256.hex(delivery.body()) : id))
                        .orElse(spareId),
                source.orElseGet(() -> urn(delivery.vendor())),
                allowed(delivery.vendor() + "." + type),
                delivery.event()
                        .eventSubject()
                        .filter(subject -> !subject.isBlank())
                        .map(CloudEventAttributes::unabridged),
                delivery.eventTime().or(delivery::signedTime).filter(CloudEventAttributes::isWritable));
    }

    /** Two ids that differ must not become one, so what cannot be written as it is is replaced by its digest. */
    private static String unabridged(String id) {
        return allowed(id).equals(id) ? id : "sha256:" + Sha256.hex(id.getBytes(StandardCharsets.UTF_8));
    }

    /** Without control characters, halves of surrogate pairs and noncharacters, which no attribute may hold. */
    private static String allowed(String text) {
        return PrintableText.of(text)
                .codePoints()
                .map(point -> isAllowed(point) ? point : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isAllowed(int point) {
        boolean isNoncharacter = (point & 0xfffe) == 0xfffe || point >= 0xfdd0 && point <= 0xfdef;
        return Character.getType(point) != Character.SURROGATE && !isNoncharacter;
    }

    private static URI urn(String vendor) {
        try {
            return new URI("urn", "vendorhook:" + vendor, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("No URN for the vendor " + vendor, e);
        }
    }

    /** RFC 3339 writes years with four digits. */
    private static boolean isWritable(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 0 && year <= LAST_YEAR;
    }
}
