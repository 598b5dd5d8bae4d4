package dev.vendorhooks.test;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.Map;

/** Has no API: webhooks are made in a dashboard. */
final class SimulatedMakini extends SimulatedVendor {

    SimulatedMakini() {
        super("makini", "", new SimulatedAccount(null, null, null, null, null, null));
    }

    @Override
    ResponseDefinitionBuilder answer(ApiCall call) {
        return error(404, "Not Found");
    }

    @Override
    ResponseDefinitionBuilder error(int status, String code) {
        return json(status, Map.of("message", code));
    }
}
