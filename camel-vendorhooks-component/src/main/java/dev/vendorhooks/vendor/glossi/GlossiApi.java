package dev.vendorhooks.vendor.glossi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.ApiAnswer;
import dev.vendorhooks.register.ApiClient;
import dev.vendorhooks.register.Operation;
import dev.vendorhooks.register.PublicUrl;
import dev.vendorhooks.register.SecretSource;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Glossi's API, which has one webhook per API key. To put it gives it another secret, and no other call shows that. */
final class GlossiApi implements WebhookApi {

    private static final Target BASE = Target.of("https://api.glossi.app/api/v1");
    private static final String WEBHOOKS = "/webhooks";
    private static final int NOT_FOUND = 404;

    private final ApiClient client;
    private final Map<String, String> headers;
    private final List<String> eventTypes;

    /** @throws IllegalArgumentException if there is no API key */
    GlossiApi(ApiAccount account, WebhookClient http, Collection<String> eventTypes) {
        SecretText apiKey = ApiAccount.require(account.apiKey(), "apiKey", "the key of Glossi's API");
        this.client = new ApiClient(http, account.url().orElse(BASE), account);
        this.headers = Map.of("X-API-Key", apiKey.reveal());
        this.eventTypes = eventTypes.stream().sorted().toList();
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("putWebhook", Operation.changingSecret(this::put));
        operations.put("getWebhook", Operation.of(request -> get().orElse(null)));
        operations.put("deleteWebhook", Operation.of(request -> delete()));
        return operations;
    }

    @Override
    public SecretSource secretSource() {
        return SecretSource.SHOWN_ONCE;
    }

    @Override
    public Optional<WebhookRegistration> find(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace) {
        WebhookRegistration webhook = wanted.withEvents(events.names(eventTypes));
        Optional<WebhookRegistration> existing = get();
        if (existing.isPresent() && !isAt(webhook, existing.get()) && !replace) {
            throw new IllegalArgumentException("Glossi's only webhook of this API key delivers to "
                    + host(existing.get()) + ". Set replace=true if it may be taken over.");
        }
        return existing.filter(present -> isAsWanted(present, webhook))
                .flatMap(present -> kept.filter(registration -> isOf(registration, present))
                        .map(registration -> present.withSecret(registration.secret())));
    }

    @Override
    public WebhookRegistration register(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace) {
        return find(wanted, events, kept, replace)
                .orElseGet(() -> putWhole(wanted.withEvents(events.names(eventTypes))));
    }

    /** Events that Glossi leaves out would have the webhook put again, with another secret, at each check. */
    private WebhookRegistration putWhole(WebhookRegistration wanted) {
        WebhookRegistration put = put(wanted);
        if (!hasEventsOf(wanted, put)) {
            throw new IllegalArgumentException("option 'events': Glossi was asked for " + wanted.events() + " and took "
                    + put.events() + ". Name those alone.");
        }
        return put;
    }

    @Override
    public WebhookRegistration rotateSecret(WebhookRegistration registered) {
        return put(get().filter(existing -> isAt(registered, existing))
                .orElseThrow(
                        () -> new IllegalArgumentException("Glossi's webhook is gone, or delivers elsewhere by now.")));
    }

    @Override
    public void deregister(WebhookRegistration registered) {
        if (get().filter(existing -> isAt(registered, existing)).isPresent()) {
            delete();
        }
    }

    @Override
    public boolean canDeregister() {
        return true;
    }

    private WebhookRegistration put(WebhookRegistration wanted) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("url", wanted.requiredUrl());
        body.put("events", wanted.events());
        body.put("enabled", wanted.isEnabled());
        body.put("description", wanted.description());
        body.values().removeIf(Objects::isNull);
        ApiAnswer answer = client.call("PUT", WEBHOOKS, headers, body).success();
        WebhookRegistration webhook = answer.read(WebhookRegistration::of);
        if (webhook.secret() == null) {
            throw answer.failure(null, "the answer has no 'secret', which Glossi shows nowhere else");
        }
        return webhook;
    }

    private Optional<WebhookRegistration> get() {
        ApiAnswer answer = client.call("GET", WEBHOOKS, headers, null);
        JsonNode json = answer.json();
        boolean absent = json.isMissingNode() || json.isNull() || json.isContainerNode() && json.isEmpty();
        if (answer.status() == NOT_FOUND || answer.isSuccess() && absent) {
            return Optional.empty();
        }
        WebhookRegistration webhook = answer.success().read(WebhookRegistration::of);
        if (webhook.url() == null) {
            throw answer.failure(null, "the answer is no webhook, as it has no 'url'");
        }
        return Optional.of(webhook);
    }

    /** @return null, as Glossi answers nothing that counts */
    private Object delete() {
        ApiAnswer answer = client.call("DELETE", WEBHOOKS, headers, null);
        if (answer.status() != NOT_FOUND) {
            answer.success();
        }
        return null;
    }

    private static boolean isAt(WebhookRegistration ours, WebhookRegistration existing) {
        return PublicUrl.isSame(existing.url(), ours.requiredUrl());
    }

    private static boolean isAsWanted(WebhookRegistration existing, WebhookRegistration wanted) {
        return isAt(wanted, existing) && existing.isEnabled() == wanted.isEnabled() && hasEventsOf(wanted, existing);
    }

    /**
     * Whether {@code kept} has the secret of {@code existing}. Not with other events: then the webhook was put again, and
     * the answer with the new secret was lost.
     */
    private static boolean isOf(WebhookRegistration kept, WebhookRegistration existing) {
        boolean otherId =
                kept.id() != null && existing.id() != null && !kept.id().equals(existing.id());
        return kept.secret() != null
                && !otherId
                && PublicUrl.isSame(kept.url(), existing.url())
                && hasEventsOf(kept, existing);
    }

    /** What is not told is taken to be the same. */
    private static boolean hasEventsOf(WebhookRegistration one, WebhookRegistration other) {
        return one.events() == null
                || other.events() == null
                || Set.copyOf(one.events()).equals(Set.copyOf(other.events()));
    }

    private static String host(WebhookRegistration existing) {
        try {
            return Target.of(existing.url()).host();
        } catch (IllegalArgumentException e) {
            return "another place";
        }
    }
}
