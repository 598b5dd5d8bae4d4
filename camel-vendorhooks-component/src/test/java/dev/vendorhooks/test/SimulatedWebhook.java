package dev.vendorhooks.test;

import java.util.List;
import java.util.Map;

/**
 * A webhook as a simulated vendor keeps it.
 *
 * @param id the vendor's id of it; null until it was {@linkplain VendorSimulator#add added}
 * @param url where the vendor delivers to
 * @param secret what the vendor signs with, as text; null until it was added
 * @param events the types of event it delivers, as the vendor names them
 * @param enabled whether it delivers
 * @param name its name; null where it has none
 * @param description what it is for; null where nobody said so
 * @param details what else the vendor keeps, under the vendor's own names: {@code clients}, {@code userEmail},
 *     {@code created}, {@code updated} at VNTANA, {@code created_at} at the generic vendor
 */
public record SimulatedWebhook(
        String id,
        String url,
        String secret,
        List<String> events,
        boolean enabled,
        String name,
        String description,
        Map<String, Object> details) {

    public SimulatedWebhook {
        events = List.copyOf(events);
        details = Map.copyOf(details);
    }

    /** An enabled webhook for no event yet, to {@linkplain VendorSimulator#add add} to a vendor. */
    public static SimulatedWebhook to(String url) {
        return new SimulatedWebhook(null, url, null, List.of(), true, null, null, Map.of());
    }

    /** The same webhook with another id. */
    public SimulatedWebhook withId(String other) {
        return new SimulatedWebhook(other, url, secret, events, enabled, name, description, details);
    }

    /** The same webhook with another URL. */
    public SimulatedWebhook withUrl(String other) {
        return new SimulatedWebhook(id, other, secret, events, enabled, name, description, details);
    }

    /** The same webhook with another secret. */
    public SimulatedWebhook withSecret(String other) {
        return new SimulatedWebhook(id, url, other, events, enabled, name, description, details);
    }

    /** The same webhook for other types of event. */
    public SimulatedWebhook withEvents(List<String> others) {
        return new SimulatedWebhook(id, url, secret, others, enabled, name, description, details);
    }

    /** The same webhook, delivering or not. */
    public SimulatedWebhook withEnabled(boolean other) {
        return new SimulatedWebhook(id, url, secret, events, other, name, description, details);
    }

    /** All but the secret. */
    @Override
    public String toString() {
        return "SimulatedWebhook[id=" + id + ", url=" + url + ", events=" + events + ", enabled=" + enabled + ", name="
                + name + ", description=" + description + ", details=" + details + "]";
    }
}
