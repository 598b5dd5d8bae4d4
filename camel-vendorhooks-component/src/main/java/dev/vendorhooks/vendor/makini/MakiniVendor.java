package dev.vendorhooks.vendor.makini;

import dev.vendorhooks.event.EventReader;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.send.WebhookClient;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.Notation;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.signature.SignedContent;
import dev.vendorhooks.vendor.Samples;
import dev.vendorhooks.vendor.Vendor;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.spi.annotations.JdkService;

/** Makini: records of maintenance and asset systems. */
@JdkService("vendorhook-makini")
public final class MakiniVendor implements Vendor {

    private static final SignatureScheme SIGNATURES =
            HmacScheme.sha256(Notation.header("X-Webhook-Signature"), SignedContent.BODY, Encoding.HEX_OR_BASE64);

    private static final Samples SAMPLES = new Samples(MakiniVendor.class);

    private final EventReader<MakiniEvent> events = new EventReader<>(MakiniEvent.class, MakiniEvent.Unknown::new);

    @Override
    public SignatureScheme signatures() {
        return SIGNATURES;
    }

    @Override
    public Set<String> eventTypes() {
        return MakiniTypes.NAMES;
    }

    @Override
    public Optional<? extends WebhookEvent> read(WebhookRequest request) {
        return events.read(request.body());
    }

    /** The ids of two changed records, which is all that Makini tells. */
    @Override
    public Optional<String> sample(String type, Supplier<String> ids, Instant time) {
        return eventTypes().contains(type)
                ? Optional.of(SAMPLES.fill("change", Map.of("type", type), ids, time))
                : Optional.empty();
    }

    @Override
    public WebhookApi api(ApiAccount account, WebhookClient http) {
        throw new UnsupportedOperationException(
                "Makini has no API for webhooks. Register this endpoint's URL by hand in Makini's"
                        + " Developer Portal > Developers > Webhooks, and set 'secret' to the secret shown there.");
    }
}
