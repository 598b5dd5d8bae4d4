package dev.vendorhooks.test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a vendor remembers, and how its API answers. Used by one thread at a time. */
abstract class SimulatedVendor {

    private static final ObjectMapper JSON = new ObjectMapper();

    final String name;
    final String prefix;
    final Map<String, SimulatedWebhook> webhooks = new LinkedHashMap<>();
    final Map<String, List<DeliveryRecord>> deliveries = new LinkedHashMap<>();
    final List<SimulatedWebhook> tests = new ArrayList<>();
    SimulatedAccount account;
    private final SimulatedAccount original;

    /** @param prefix what precedes the paths of the API */
    SimulatedVendor(String name, String prefix, SimulatedAccount account) {
        this.name = name;
        this.prefix = prefix;
        this.account = account;
        this.original = account;
    }

    /** Does what is asked for and answers it. */
    abstract ResponseDefinitionBuilder answer(ApiCall call);

    /** An answer in the vendor's form of errors. */
    abstract ResponseDefinitionBuilder error(int status, String code);

    /** An answer of status 200 that is none. */
    ResponseDefinitionBuilder refusal(String... codes) {
        throw new UnsupportedOperationException(name + " tells errors by the status");
    }

    /** Keeps a webhook, instead of the one with its id. */
    SimulatedWebhook keep(SimulatedWebhook webhook) {
        webhooks.put(webhook.id(), webhook);
        return webhook;
    }

    /** Gives a webhook a new secret. */
    SimulatedWebhook rotate(SimulatedWebhook webhook) {
        return keep(webhook.withSecret(SimulatedAccount.secret("secret")));
    }

    /** What a webhook made by the vendor signs with first. */
    String firstSecret() {
        return SimulatedAccount.secret("secret");
    }

    void expireTokens() {
        throw new UnsupportedOperationException(name + " has no tokens");
    }

    void forget() {
        webhooks.clear();
        deliveries.clear();
        tests.clear();
        account = original;
    }

    final List<DeliveryRecord> deliveries(String id) {
        return deliveries.getOrDefault(id, List.of());
    }

    static ResponseDefinitionBuilder json(int status, Object body) {
        try {
            return aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
