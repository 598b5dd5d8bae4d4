package dev.vendorhooks.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vendorhooks.event.CloudEventAttributes;
import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class VendorEventsFuzzTest {

    private static final Map<String, Vendor> VENDORS = new HashMap<>(Fixtures.VENDORS);

    static {
        DeclaredVendor declared = new DeclaredVendor();
        declared.setSignatureHeader("X-Signature");
        declared.setEventType("/type");
        declared.setEventId("/data/0/id");
        declared.setEventTime("/created_at");
        VENDORS.put("declared", declared);
    }

    @FuzzTest(maxDuration = "66s")
    void describesEveryObjectAndNothingElse(byte[] input) {
        boolean isObject = isObject(input);
        byte[] body = input.clone();
        WebhookRequest request =
                new WebhookRequest(Headers.of(Map.of("X-TIMESTAMP", List.of("2026-06-05T18:17:25Z"))), body);
        for (Map.Entry<String, Vendor> vendor : VENDORS.entrySet()) {
            Optional<Delivery> delivery = vendor.getValue().describe(vendor.getKey(), request);

            assertThat(delivery.isPresent()).as(vendor.getKey()).isEqualTo(isObject);
            assertThat(body).isEqualTo(input);
            if (delivery.isPresent()) {
                assertThat(delivery.get().body()).isSameAs(body);
                assertThat(delivery.get().type()).isNotNull();
                assertThat(delivery.get().id()).isNotEqualTo(Optional.of(""));
                CloudEventAttributes.of(delivery.get(), Optional.empty(), false, "spare");
                assertThat(EventJson.isObject(EventJson.write(delivery.get().event())))
                        .isTrue();
            }
        }
        assertThat(EventJson.isObject(input) || !isObject).isTrue();
    }

    private static boolean isObject(byte[] json) {
        try {
            return EventJson.readTree(json) instanceof ObjectNode;
        } catch (IOException e) {
            return false;
        }
    }
}
