package dev.vendorhooks.vendor.generic;

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

/** The vendor without a name: users, projects, files and payments. */
@JdkService("vendorhook-generic")
public final class GenericVendor implements Vendor {

    private static final SignatureScheme SIGNATURES =
            HmacScheme.sha256(Notation.header("X-Webhook-Signature"), SignedContent.BODY, Encoding.HEX);

    private static final Samples SAMPLES = new Samples(GenericVendor.class);

    private final EventReader<GenericEvent> events = new EventReader<>(GenericEvent.class, GenericEvent.Unknown::new);

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

    /** The vendor shows the data of users. Of projects, files and payments nothing but the id is certain. */
    @Override
    public Optional<String> sample(String type, Supplier<String> ids, Instant time) {
        return eventTypes().contains(type)
                ? Optional.of(
                        SAMPLES.fill(type.startsWith("user.") ? "user" : "resource", Map.of("type", type), ids, time))
                : Optional.empty();
    }

    @Override
    public WebhookApi api(ApiAccount account, WebhookClient http) {
        return new GenericApi(account, http, eventTypes());
    }
}
