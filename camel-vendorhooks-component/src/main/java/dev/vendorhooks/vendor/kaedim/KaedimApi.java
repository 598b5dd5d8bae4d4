package dev.vendorhooks.vendor.kaedim;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kaedim's API, which registers one destination for all types of event and shows no secret. */
final class KaedimApi implements WebhookApi {

    private static final Target BASE = Target.of("https://api.kaedim3d.com/api/v1");

    /** The members of an answer with which anybody could call Kaedim's API. */
    private static final List<String> TOKENS = List.of("jwt", "refreshToken");

    private final ApiClient client;
    private final Map<String, String> headers;
    private final String developerId;

    /** @throws IllegalArgumentException if there is no API key or no developer id */
    KaedimApi(ApiAccount account, WebhookClient http) {
        SecretText apiKey = ApiAccount.require(account.apiKey(), "apiKey", "the API key in Kaedim's user settings");
        this.developerId =
                ApiAccount.require(account.developerId(), "developerId", "the developer id in Kaedim's user settings");
        this.client = new ApiClient(http, account.url().orElse(BASE), account);
        this.headers = Map.of("X-API-Key", apiKey.reveal());
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("registerWebhook", Operation.of(this::registerHook));
    }

    @Override
    public SecretSource secretSource() {
        return SecretSource.CONFIGURED;
    }

    /** The API shows no webhooks, so what is kept is taken for what is there. */
    @Override
    public Optional<WebhookRegistration> find(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace) {
        return kept.filter(registration -> PublicUrl.isSame(registration.url(), wanted.requiredUrl()));
    }

    /** Kaedim delivers all types of event, whatever {@code events} says. */
    @Override
    public WebhookRegistration register(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace) {
        return find(wanted, events, kept, replace).orElseGet(() -> registerHook(wanted));
    }

    @Override
    public WebhookRegistration rotateSecret(WebhookRegistration registered) {
        throw new UnsupportedOperationException(
                "Kaedim's API cannot change the secret. Reset it in Kaedim's user settings,"
                        + " and set 'secret' to the new and the old one, separated by a blank.");
    }

    @Override
    public void deregister(WebhookRegistration registered) {
        throw new UnsupportedOperationException(
                "Kaedim's API cannot remove a webhook. Register another destination, or ask"
                        + " Kaedim to remove this one.");
    }

    @Override
    public boolean canDeregister() {
        return false;
    }

    private WebhookRegistration registerHook(WebhookRegistration wanted) {
        String url = wanted.requiredUrl();
        ApiAnswer answer =
                client.call("POST", "/registerHook", headers, Map.of("devID", developerId, "destination", url));
        if (!answer.isSuccess() || !answer.json().path("status").asText().equals("success")) {
            throw answer.failure();
        }
        return answer.read(members -> {
            members.put("url", url);
            TOKENS.forEach(name -> members.computeIfPresent(name, (token, text) -> SecretText.of(text.toString())));
            return WebhookRegistration.of(members);
        });
    }
}
