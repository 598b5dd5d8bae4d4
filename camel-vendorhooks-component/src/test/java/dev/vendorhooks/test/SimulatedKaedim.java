package dev.vendorhooks.test;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Map;

/** Registers one webhook for each developer, which signs with the secret of the developer's settings. */
final class SimulatedKaedim extends SimulatedVendor {

    SimulatedKaedim() {
        super(
                "kaedim",
                "/api/v1",
                new SimulatedAccount(
                        SimulatedAccount.secret("key"),
                        null,
                        null,
                        null,
                        SimulatedAccount.random("dev"),
                        SimulatedAccount.secret("secret")));
    }

    @Override
    ResponseDefinitionBuilder answer(ApiCall call) {
        if (!call.route().equals("POST /registerHook")) {
            return error(404, "Not found");
        }
        if (!call.header("X-API-Key").equals(account.apiKey())) {
            return error(401, "Invalid API key");
        }
        if (!call.text("devID").equals(account.developerId())) {
            return error(404, "Developer not found");
        }
        if (call.text("destination").isEmpty()) {
            return error(400, "Missing destination");
        }
        boolean first = webhooks.isEmpty();
        keep(SimulatedWebhook.to(call.text("destination"))
                .withId(account.developerId())
                .withSecret(firstSecret()));
        return first
                ? json(200, Map.of("status", "success", "jwt", SimulatedAccount.secret("jwt")))
                : json(201, Map.of("status", "success", "message", "Webhook is already registered"));
    }

    @Override
    SimulatedWebhook keep(SimulatedWebhook webhook) {
        webhooks.clear();
        return super.keep(webhook);
    }

    @Override
    SimulatedWebhook rotate(SimulatedWebhook webhook) {
        SimulatedWebhook rotated = super.rotate(webhook);
        account = account.withSecret(rotated.secret());
        return rotated;
    }

    @Override
    String firstSecret() {
        return account.secret();
    }

    @Override
    ResponseDefinitionBuilder error(int status, String code) {
        return json(status, Map.of("status", "error", "message", code));
    }
}
