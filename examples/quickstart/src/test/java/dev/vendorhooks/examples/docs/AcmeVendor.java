package dev.vendorhooks.examples.docs;

import dev.vendorhooks.event.EventReader;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.Notation;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.signature.SignedContent;
import dev.vendorhooks.signature.TimeFormat;
import dev.vendorhooks.vendor.Vendor;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.spi.annotations.JdkService;

@JdkService("vendorhook-acme")
public final class AcmeVendor implements Vendor {

    private static final SignatureScheme SIGNATURES = HmacScheme.sha256(
            Notation.header("Acme-Signature").timestampIn("Acme-Time", TimeFormat.UNIX),
            SignedContent.of("{timestamp}.{body}"),
            Encoding.HEX);

    private final EventReader<AcmeEvent> events = new EventReader<>(AcmeEvent.class, AcmeEvent.Unknown::new);

    @Override
    public SignatureScheme signatures() {
        return SIGNATURES;
    }

    @Override
    public Set<String> eventTypes() {
        return events.types();
    }

    @Override
    public Optional<? extends WebhookEvent> read(WebhookRequest request) {
        return events.read(request.body());
    }
}
