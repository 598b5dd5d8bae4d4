package dev.vendorhooks.vendor.glossi;

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

/** Glossi: renders and models. */
@JdkService("vendorhook-glossi")
public final class GlossiVendor implements Vendor {

    private static final SignatureScheme SIGNATURES =
            HmacScheme.sha256(Notation.header("X-Glossi-Signature"), SignedContent.BODY, Encoding.HEX);

    private static final Samples SAMPLES = new Samples(GlossiVendor.class);

    private final EventReader<GlossiEvent> events = new EventReader<>(GlossiEvent.class, GlossiEvent.Unknown::new);

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

    @Override
    public Optional<String> sample(String type, Supplier<String> ids, Instant time) {
        return eventTypes().contains(type)
                ? Optional.of(SAMPLES.fill(type, Map.of("type", type), ids, time))
                : Optional.empty();
    }

    @Override
    public WebhookApi api(ApiAccount account, WebhookClient http) {
        return new GlossiApi(account, http, eventTypes());
    }
}
