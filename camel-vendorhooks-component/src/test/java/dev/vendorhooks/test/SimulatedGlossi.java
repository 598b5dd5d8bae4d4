package dev.vendorhooks.test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has room for one webhook, whose secret is told by the call that sets it and never again. */
final class SimulatedGlossi extends SimulatedVendor {

    AbsentWebhook absent = AbsentWebhook.NOT_FOUND;

    SimulatedGlossi() {
        super("glossi", "/api/v1", SimulatedAccount.ofApiKey());
    }

    @Override
    ResponseDefinitionBuilder answer(ApiCall call) {
        if (!call.header("X-API-Key").equals(account.apiKey())) {
            return error(401, "Invalid API key");
        }
        return switch (call.route()) {
            case "PUT /webhooks" -> put(call);
            case "GET /webhooks" -> webhooks.isEmpty() ? absent() : json(200, state(current()));
            case "DELETE /webhooks" -> delete();
            default -> error(404, "Not found");
        };
    }

    private ResponseDefinitionBuilder put(ApiCall call) {
        if (call.text("url").isEmpty() || call.texts("events").isEmpty()) {
            return error(400, "url and events are required");
        }
        SimulatedWebhook webhook = keep(new SimulatedWebhook(
                webhooks.isEmpty()
                        ? SimulatedAccount.random("webhook")
                        : current().id(),
                call.text("url"),
                firstSecret(),
                call.texts("events"),
                call.json().path("enabled").asBoolean(true),
                null,
                call.text("description"),
                Map.of()));
        Map<String, Object> answer = settings(webhook);
        answer.put("secret", webhook.secret());
        return json(200, answer);
    }

    private ResponseDefinitionBuilder delete() {
        if (webhooks.isEmpty()) {
            return absent();
        }
        webhooks.clear();
        return json(200, Map.of("success", true));
    }

    private ResponseDefinitionBuilder absent() {
        return switch (absent) {
            case NOT_FOUND -> error(404, "Webhook not found");
            case NO_CONTENT -> aResponse().withStatus(204);
            case EMPTY -> json(200, Map.of());
            case NULL -> json(200, null);
        };
    }

    private SimulatedWebhook current() {
        return webhooks.values().iterator().next();
    }

    private static Map<String, Object> settings(SimulatedWebhook webhook) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("id", webhook.id());
        settings.put("url", webhook.url());
        settings.put("events", webhook.events());
        settings.put("enabled", webhook.enabled());
        settings.put("description", webhook.description());
        return settings;
    }

    private Map<String, Object> state(SimulatedWebhook webhook) {
        List<DeliveryRecord> made = deliveries(webhook.id());
        DeliveryRecord last = made.isEmpty() ? null : made.get(made.size() - 1);
        Map<String, Object> state = settings(webhook);
        state.put("lastTriggeredAt", last == null ? null : last.at().toString());
        state.put("lastResponseStatus", last == null ? null : last.status());
        state.put(
                "failureCount",
                made.stream().filter(delivery -> !delivery.succeeded()).count());
        return state;
    }

    @Override
    SimulatedWebhook keep(SimulatedWebhook webhook) {
        webhooks.clear();
        return super.keep(webhook);
    }

    @Override
    void forget() {
        super.forget();
        absent = AbsentWebhook.NOT_FOUND;
    }

    @Override
    ResponseDefinitionBuilder error(int status, String code) {
        return json(status, Map.of("error", code));
    }
}
