package dev.vendorhooks.vendor.vntana;

import dev.vendorhooks.event.EventKey;
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
import dev.vendorhooks.signature.TimeFormat;
import dev.vendorhooks.vendor.Samples;
import dev.vendorhooks.vendor.Vendor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.spi.annotations.JdkService;

/** VNTANA: 3D products, workspaces, users and showrooms. */
@JdkService("vendorhook-vntana")
public final class VntanaVendor implements Vendor {

    private static final String TIMESTAMP = "X-TIMESTAMP";

    /** Times are written to the millisecond: they are part of {@link #eventId}, and two events may share a second. */
    private static final SignatureScheme SIGNATURES = HmacScheme.sha256(
            Notation.header("X-VNTANA-SIGNATURE").timestampIn(TIMESTAMP, TimeFormat.ISO),
            SignedContent.of("{timestamp}#{body}"),
            Encoding.HEX);

    private static final Samples SAMPLES = new Samples(VntanaVendor.class);

    /** Which sample stands for what has none under its own name. */
    private static final Map<String, String> SAMPLE_OF =
            Map.of("asset", "product", "workspace", "client", "turntable", "renders");

    private final EventReader<VntanaEvent> events = new EventReader<>(VntanaEvent.class, VntanaEvent.Unknown::new);

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

    /**
     * The page shows the bodies of products, clients and users; those of showrooms and presets are the API's. Of
     * projects, renders and turntables no body is published: what is given are the uuids that any of them must have.
     */
    @Override
    public Optional<String> sample(String type, Supplier<String> ids, Instant time) {
        if (!eventTypes().contains(type)) {
            return Optional.empty();
        }
        String concerned = type.substring(0, type.indexOf('.'));
        return Optional.of(SAMPLES.fill(
                SAMPLE_OF.getOrDefault(concerned, concerned),
                Map.of("type", type, "status", ProductStatus.after(type)),
                ids,
                time));
    }

    @Override
    public WebhookApi api(ApiAccount account, WebhookClient http) {
        return new VntanaApi(account, http);
    }

    /** Event, resource and the signed time's text: VNTANA numbers no events and dates only the request. */
    @Override
    public Optional<String> eventId(WebhookRequest request, WebhookEvent event) {
        List<String> timestamps = request.headers().all(TIMESTAMP);
        return event instanceof VntanaEvent vntana && timestamps.size() == 1
                ? EventKey.of(vntana.event(), vntana.resourceUuid(), timestamps.get(0))
                : Optional.empty();
    }
}
