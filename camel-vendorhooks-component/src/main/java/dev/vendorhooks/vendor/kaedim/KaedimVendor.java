package dev.vendorhooks.vendor.kaedim;

import dev.vendorhooks.event.EventReader;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.send.WebhookClient;
import dev.vendorhooks.signature.Encoding;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.signature.SignedContent;
import dev.vendorhooks.vendor.Samples;
import dev.vendorhooks.vendor.Vendor;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.JdkService;

/** Kaedim: 3D models made from images. */
@JdkService("vendorhook-kaedim")
public final class KaedimVendor implements Vendor {

    private static final SignatureScheme SIGNATURES =
            HmacScheme.sha256(new KaedimNotation(), SignedContent.of("{timestamp}{body}"), Encoding.HEX);

    private static final Set<String> EVENT_TYPES = KaedimType.ALL.stream()
            .flatMap(type -> KaedimStatus.ALL.stream().map(status -> type + "." + status))
            .collect(Collectors.toUnmodifiableSet());

    private static final Samples SAMPLES = new Samples(KaedimVendor.class);

    private final EventReader<KaedimEvent> events = new EventReader<>(KaedimEvent.class, KaedimEvent.Unknown::new);

    @Override
    public SignatureScheme signatures() {
        return SIGNATURES;
    }

    @Override
    public Set<String> eventTypes() {
        return EVENT_TYPES;
    }

    @Override
    public Optional<? extends WebhookEvent> read(WebhookRequest request) {
        return events.read(request.body());
    }

    /** An iteration of a model, in the one body that Kaedim publishes. */
    @Override
    public Optional<String> sample(String type, Supplier<String> ids, Instant time) {
        if (!EVENT_TYPES.contains(type)) {
            return Optional.empty();
        }
        String[] typeAndStatus = type.split("\\.");
        return Optional.of(
                SAMPLES.fill("iteration", Map.of("type", typeAndStatus[0], "status", typeAndStatus[1]), ids, time));
    }

    @Override
    public WebhookApi api(ApiAccount account, WebhookClient http) {
        return new KaedimApi(account, http);
    }
}
