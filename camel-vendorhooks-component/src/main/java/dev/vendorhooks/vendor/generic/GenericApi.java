package dev.vendorhooks.vendor.generic;

import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.ApiAnswer;
import dev.vendorhooks.register.ApiClient;
import dev.vendorhooks.register.Operation;
import dev.vendorhooks.register.PublicUrl;
import dev.vendorhooks.register.SecretSource;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.send.DeliveryRecord;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The API of the vendor without a name. It creates webhooks, and documents no way to list, change or delete them. */
final class GenericApi implements WebhookApi {

    private static final String WEBHOOKS = "/v1/webhooks";
    private static final int NOT_FOUND = 404;

    private final ApiClient client;
    private final Map<String, String> headers;
    private final List<String> eventTypes;

    /** @throws IllegalArgumentException if there is no base URL or no API key */
    GenericApi(ApiAccount account, WebhookClient http, Collection<String> eventTypes) {
        Target url = ApiAccount.require(account.url().orElse(null), "apiUrl", "where the vendor's API is");
        SecretText apiKey = ApiAccount.require(account.apiKey(), "apiKey", "the key of the vendor's API");
        this.client = new ApiClient(http, url, account);
        this.headers = Map.of("Authorization", "Bearer " + apiKey.reveal());
        this.eventTypes = eventTypes.stream().sorted().toList();
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("createWebhook", Operation.of(this::create));
        operations.put("listDeliveries", Operation.of(this::listDeliveries));
        operations.put("sendTest", Operation.of(this::sendTest));
        return operations;
    }

    @Override
    public SecretSource secretSource() {
        return SecretSource.MADE_HERE;
    }

    @Override
    public Optional<WebhookRegistration> find(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace) {
        List<String> types = events.names(eventTypes);
        Optional<WebhookRegistration> existing = kept.filter(registration -> registration.id() != null
                && PublicUrl.isSame(registration.url(), wanted.requiredUrl())
                && exists(registration));
        existing.filter(present -> !events.isEverything()).ifPresent(present -> refuseOtherEvents(present, types));
        return existing;
    }

    /** All types were those known at the time, and another release may know more; so this is for some types only. */
    private static void refuseOtherEvents(WebhookRegistration present, List<String> wanted) {
        List<String> delivered = Objects.requireNonNullElse(present.events(), List.of());
        if (!Set.copyOf(delivered).equals(Set.copyOf(wanted))) {
            throw new IllegalArgumentException("option 'events': webhook " + present.id()
                    + " was created for other types of event, and the API documents no update. Delete webhook "
                    + present.id() + " by hand, or keep 'events' as it was: " + String.join(",", delivered));
        }
    }

    @Override
    public WebhookRegistration register(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace) {
        return find(wanted, events, kept, replace).orElseGet(() -> create(wanted.withEvents(events.names(eventTypes))));
    }

    @Override
    public WebhookRegistration rotateSecret(WebhookRegistration registered) {
        throw new UnsupportedOperationException(
                "The vendor's API documents no way to change a secret. Change it by hand,"
                        + " and set 'secret' to the new and the old one, separated by a blank.");
    }

    @Override
    public void deregister(WebhookRegistration registered) {
        throw new UnsupportedOperationException("The vendor's API documents no way to delete a webhook. Delete webhook "
                + registered.id() + " by hand.");
    }

    @Override
    public boolean canDeregister() {
        return false;
    }

    private WebhookRegistration create(WebhookRegistration wanted) {
        SecretText secret = wanted.secret() == null ? SecretText.random() : wanted.secret();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("url", wanted.requiredUrl());
        body.put("events", wanted.events());
        body.put("secret", secret.reveal());
        body.put("active", wanted.isEnabled());
        body.values().removeIf(Objects::isNull);
        ApiAnswer answer =
                client.call("POST", WEBHOOKS, headers, body).hiding(secret).success();
        WebhookRegistration created = answer.read(members -> {
            body.forEach(members::putIfAbsent);
            members.put("enabled", members.remove("active"));
            return WebhookRegistration.of(members);
        });
        if (created.id() == null) {
            throw answer.failure(null, "the answer has no 'id', by which the webhook would be known");
        }
        return created.withSecret(secret);
    }

    private boolean exists(WebhookRegistration webhook) {
        ApiAnswer answer = deliveries(webhook);
        if (answer.status() == NOT_FOUND) {
            return false;
        }
        answer.success();
        return true;
    }

    private List<DeliveryRecord> listDeliveries(WebhookRegistration webhook) {
        DeliveryRecord[] records = deliveries(webhook)
                .success()
                .read(members -> EventJson.convert(members.get("deliveries"), DeliveryRecord[].class));
        return records == null
                ? List.of()
                : Stream.of(records).filter(Objects::nonNull).toList();
    }

    private ApiAnswer deliveries(WebhookRegistration webhook) {
        return client.call("GET", WEBHOOKS + "/" + webhook.requiredId() + "/deliveries", headers, null);
    }

    /** @return what the vendor answers, which it does not document; null for nothing */
    private Object sendTest(WebhookRegistration webhook) {
        ApiAnswer answer = client.call("POST", WEBHOOKS + "/" + webhook.requiredId() + "/test", headers, null)
                .success();
        return answer.json().isObject() ? EventJson.convert(answer.json(), Map.class) : null;
    }
}
