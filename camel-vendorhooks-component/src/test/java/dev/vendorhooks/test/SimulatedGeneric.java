package dev.vendorhooks.test;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes webhooks with the secret that the caller supplies; has no call to list, read or delete them. */
final class SimulatedGeneric extends SimulatedVendor {

    private static final Pattern DELIVERIES = Pattern.compile("GET /v1/webhooks/([^/]+)/deliveries");
    private static final Pattern TEST = Pattern.compile("POST /v1/webhooks/([^/]+)/test");

    SimulatedGeneric() {
        super("generic", "", SimulatedAccount.ofApiKey());
    }

    @Override
    ResponseDefinitionBuilder answer(ApiCall call) {
        if (!call.header("Authorization").equals("Bearer " + account.apiKey())) {
            return error(401, "unauthorized");
        }
        if (call.route().equals("POST /v1/webhooks")) {
            return create(call);
        }
        Matcher deliveries = DELIVERIES.matcher(call.route());
        if (deliveries.matches() && webhooks.containsKey(deliveries.group(1))) {
            return json(200, Map.of("deliveries", log(deliveries(deliveries.group(1)))));
        }
        Matcher test = TEST.matcher(call.route());
        if (test.matches() && webhooks.containsKey(test.group(1))) {
            tests.add(webhooks.get(test.group(1)));
            return json(202, Map.of("id", test.group(1), "status", "queued"));
        }
        return error(404, "not_found");
    }

    private ResponseDefinitionBuilder create(ApiCall call) {
        for (String required : List.of("url", "secret")) {
            if (call.text(required).isEmpty()) {
                return invalid(required);
            }
        }
        if (call.texts("events").isEmpty()) {
            return invalid("events");
        }
        SimulatedWebhook webhook = keep(new SimulatedWebhook(
                SimulatedAccount.random("hook"),
                call.text("url"),
                call.text("secret"),
                call.texts("events"),
                call.json().path("active").asBoolean(true),
                null,
                null,
                Map.of(
                        "created_at",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", webhook.id());
        answer.put("url", webhook.url());
        answer.put("events", webhook.events());
        answer.put("secret", webhook.secret());
        answer.put("active", webhook.enabled());
        answer.putAll(webhook.details());
        return json(201, answer);
    }

    private static List<Map<String, Object>> log(List<DeliveryRecord> deliveries) {
        List<Map<String, Object>> log = new ArrayList<>();
        for (DeliveryRecord delivery : deliveries) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", "del_" + (log.size() + 1));
            entry.put("event_id", delivery.eventId());
            entry.put("status", delivery.succeeded() ? "success" : "failed");
            entry.put("status_code", delivery.status());
            entry.put("attempts", delivery.attempts());
            entry.put(
                    delivery.succeeded() ? "delivered_at" : "error",
                    delivery.succeeded() ? delivery.at().toString() : delivery.error());
            log.add(entry);
        }
        return log;
    }

    private static ResponseDefinitionBuilder invalid(String member) {
        return error(422, "validation_error", Map.of(member, "is required"));
    }

    @Override
    ResponseDefinitionBuilder error(int status, String code) {
        return error(status, code, Map.of());
    }

    private static ResponseDefinitionBuilder error(int status, String code, Map<String, String> details) {
        return json(
                status,
                Map.of("error", Map.of("code", code, "message", "The request failed: " + code, "details", details)));
    }
}
