package dev.vendorhooks.vendor;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.EventReader;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.Timestamps;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.HeaderNotation;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.signature.SignedContent;
import dev.vendorhooks.signature.TimeFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A vendor that is declared by properties, such as a bean of a YAML route, and needs no Java.
 *
 * <p>All properties are texts; empty means "none". The first use reads them, later changes have no effect. A
 * declaration that makes no sense then fails with an IllegalArgumentException that names the property.
 */
public final class DeclaredVendor implements Vendor {

    private static final String HEADER = "header:";

    private final EventReader<DeclaredEvent> events = new EventReader<>(DeclaredEvent.class, DeclaredEvent::of);

    private String signatureHeader = "";
    private String signaturePrefix = "";
    private String signatureSeparator = "";
    private String timestampHeader = "";
    private String timestampPrefix = "";
    private TimeFormat timestampFormat;
    private String idHeader = "";
    private String signedContent = "{body}";
    private Encoding encoding = Encoding.HEX;
    private KeyFormat secretFormat = KeyFormat.UTF8;
    private String eventType = "";
    private String eventId = "";
    private String eventTime = "";

    private volatile Declaration declaration;

    /** The header that holds the signature. */
    public void setSignatureHeader(String signatureHeader) {
        this.signatureHeader = signatureHeader;
    }

    /** What stands before the signature, such as {@code sha256=}. */
    public void setSignaturePrefix(String signaturePrefix) {
        this.signaturePrefix = signaturePrefix;
    }

    /** What stands between the entries of the signature header where it holds several, such as {@code ,}. */
    public void setSignatureSeparator(String signatureSeparator) {
        this.signatureSeparator = signatureSeparator;
    }

    /** The header that holds the signed time. */
    public void setTimestampHeader(String timestampHeader) {
        this.timestampHeader = timestampHeader;
    }

    /** What the entry of the signature header starts with that holds the signed time, such as {@code t=}. */
    public void setTimestampPrefix(String timestampPrefix) {
        this.timestampPrefix = timestampPrefix;
    }

    /** How a signed time is written when sending: {@code unix}, {@code unix_millis} or {@code iso}; not set: unix. */
    public void setTimestampFormat(TimeFormat timestampFormat) {
        this.timestampFormat = timestampFormat;
    }

    /** The header that holds the delivery's id, where the id is signed. */
    public void setIdHeader(String idHeader) {
        this.idHeader = idHeader;
    }

    /** What is signed, from <code>{id}</code>, <code>{timestamp}</code>, <code>{body}</code> and literal text. */
    public void setSignedContent(String signedContent) {
        this.signedContent = signedContent;
    }

    /** How the signature is written: {@code hex}, {@code base64} or {@code hex_or_base64}. */
    public void setEncoding(Encoding encoding) {
        this.encoding = encoding;
    }

    /** How the secret is written: {@code utf8}, {@code base64}, {@code hex} or {@code whsec}. */
    public void setSecretFormat(KeyFormat secretFormat) {
        this.secretFormat = secretFormat;
    }

    /** Where the event's type stands: {@code header:NAME} or a JSON pointer into the body, such as {@code /type}. */
    public void setEventType(String eventType) {
        this.eventType = eventType;
    }

    /** Where the event's id stands, written as {@code eventType}. */
    public void setEventId(String eventId) {
        this.eventId = eventId;
    }

    /** Where the event's time stands, written as {@code eventType}. */
    public void setEventTime(String eventTime) {
        this.eventTime = eventTime;
    }

    @Override
    public SignatureScheme signatures() {
        return declaration().scheme();
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of();
    }

    @Override
    public Set<String> headers() {
        return declaration().eventHeaders();
    }

    @Override
    public Optional<DeclaredEvent> read(WebhookRequest request) {
        return events.read(request.body()).map(event -> declaration().describe(request.headers(), event.json()));
    }

    private Declaration declaration() {
        Declaration current = declaration;
        if (current == null) {
            current = new Declaration(
                    scheme(),
                    eventHeaders(),
                    source("eventType", eventType),
                    source("eventId", eventId),
                    source("eventTime", eventTime));
            declaration = current;
        }
        return current;
    }

    private HmacScheme scheme() {
        if (signatureHeader.isBlank()) {
            throw misdeclared(
                    "signatureHeader", "is not set. Set it to the name of the header that holds the signature");
        }
        if (!timestampHeader.isEmpty() && !timestampPrefix.isEmpty()) {
            throw misdeclared("timestampHeader", "and 'timestampPrefix' are both set. Set the one that holds the time");
        }
        if (!timestampPrefix.isEmpty() && signatureSeparator.isEmpty()) {
            throw misdeclared(
                    "timestampPrefix",
                    "is set, but the signature header is not a list. Set 'signatureSeparator', for example to ','");
        }
        requireTogether("{timestamp}", timestampHeader + timestampPrefix, "timestampHeader' or 'timestampPrefix");
        requireTogether("{id}", idHeader, "idHeader");
        if (timestampFormat != null && !signedContent.contains("{timestamp}")) {
            throw misdeclared("timestampFormat", "is set, but no time is signed. Add {timestamp} to 'signedContent'");
        }
        return new HmacScheme(
                new HeaderNotation(
                        signatureHeader,
                        signatureSeparator,
                        signaturePrefix,
                        timestampHeader,
                        timestampPrefix,
                        Objects.requireNonNullElse(timestampFormat, TimeFormat.UNIX),
                        idHeader),
                content(),
                encoding,
                secretFormat);
    }

    /** A time that is not signed could be forged, so neither may stand without the other. */
    private void requireTogether(String placeholder, String place, String properties) {
        boolean isSigned = signedContent.contains(placeholder);
        if (isSigned && place.isEmpty()) {
            throw misdeclared("signedContent", "has " + placeholder + ". Set '" + properties + "' to where it stands");
        }
        if (!isSigned && !place.isEmpty()) {
            throw misdeclared("signedContent", "lacks " + placeholder + ". Add it, or leave out '" + properties + "'");
        }
    }

    private SignedContent content() {
        try {
            return SignedContent.of(signedContent);
        } catch (IllegalArgumentException e) {
            throw misdeclared("signedContent", "cannot be used: " + e.getMessage());
        }
    }

    private Set<String> eventHeaders() {
        return Stream.of(eventType, eventId, eventTime)
                .filter(place -> place.startsWith(HEADER))
                .map(place -> place.substring(HEADER.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Source source(String property, String place) {
        if (place.isEmpty()) {
            return (headers, json) -> "";
        }
        if (place.startsWith(HEADER) && place.length() > HEADER.length()) {
            String name = place.substring(HEADER.length());
            return (headers, json) -> textOf(headers.all(name));
        }
        if (place.startsWith("/")) {
            JsonPointer pointer = JsonPointer.compile(place);
            return (headers, json) -> textOf(json.at(pointer));
        }
        throw misdeclared(property, "is '" + place + "'. Set it to header:NAME or to a JSON pointer such as /type");
    }

    private static String textOf(List<String> values) {
        return values.size() == 1 ? values.get(0).strip() : "";
    }

    private static String textOf(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    private static IllegalArgumentException misdeclared(String property, String problem) {
        return new IllegalArgumentException("A declared vendor's '" + property + "' " + problem + ".");
    }

    /** Where a text stands in a request; the text is empty if it is absent or not one text. */
    private interface Source {
        String text(Headers headers, ObjectNode json);
    }

    /** What the properties say, checked. */
    private record Declaration(HmacScheme scheme, Set<String> eventHeaders, Source type, Source id, Source time) {

        DeclaredEvent describe(Headers headers, ObjectNode json) {
            return new DeclaredEvent(
                    type.text(headers, json),
                    Optional.of(id.text(headers, json)).filter(text -> !text.isEmpty()),
                    Timestamps.parse(time.text(headers, json)),
                    json);
        }
    }
}
