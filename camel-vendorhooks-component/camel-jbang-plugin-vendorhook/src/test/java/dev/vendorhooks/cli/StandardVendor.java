package dev.vendorhooks.cli;

import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.HeaderNotation;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.signature.SignedContent;
import dev.vendorhooks.signature.TimeFormat;
import dev.vendorhooks.vendor.DeclaredVendor;
import dev.vendorhooks.vendor.Vendor;
import java.util.Optional;
import java.util.Set;

/** A vendor of a user, registered by a file: Standard Webhooks, which sign the id and write secrets in their own way. */
public final class StandardVendor implements Vendor {

    @Override
    public SignatureScheme signatures() {
        return new HmacScheme(
                new HeaderNotation(
                        "webhook-signature", " ", "v1,", "webhook-timestamp", "", TimeFormat.UNIX, "webhook-id"),
                SignedContent.of("{id}.{timestamp}.{body}"),
                Encoding.BASE64,
                KeyFormat.WHSEC);
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of();
    }

    @Override
    public Optional<? extends WebhookEvent> read(WebhookRequest request) {
        DeclaredVendor vendor = new DeclaredVendor();
        vendor.setSignatureHeader("webhook-signature");
        vendor.setEventType("/type");
        return vendor.read(request);
    }
}
