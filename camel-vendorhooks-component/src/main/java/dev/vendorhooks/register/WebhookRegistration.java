package dev.vendorhooks.register;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A webhook at a vendor, as asked for or as answered. What is not given is null.
 *
 * @param id the vendor's id of it
 * @param url where the vendor delivers to
 * @param events the types of event it delivers
 * @param enabled whether it delivers; null in a request is true
 * @param name its name, where the vendor has names
 * @param description what it is for
 * @param secret what the vendor signs with
 * @param details what else the vendor has, under the vendor's own names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookRegistration(
        String id,
        String url,
        List<String> events,
        Boolean enabled,
        String name,
        String description,
        SecretText secret,
        Map<String, Object> details) {

    /** What RFC 3986 lets stand in a segment of a path as it is, but for percent signs and for dots alone. */
    private static final Pattern SEGMENT = Pattern.compile("(?!\\.+$)[\\w.~!$&'()*+,;=:@-]+");

    private static final List<String> MEMBERS =
            List.of("id", "url", "events", "enabled", "name", "description", "secret");

    public WebhookRegistration {
        events = events == null ? null : List.copyOf(events);
        details = details == null ? Map.of() : Map.copyOf(details);
    }

    /** A webhook that delivers to {@code url}. */
    public static WebhookRegistration to(String url) {
        return new WebhookRegistration(null, url, null, null, null, null, null, null);
    }

    /**
     * The webhook that {@code members} describe, as YAML routes give them. {@code events} may be a list or a text with
     * commas; what is no member of this record becomes a detail.
     *
     * @throws IllegalArgumentException if a member is of another type; the message names it
     */
    public static WebhookRegistration of(Map<?, ?> members) {
        Map<String, Object> details = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value != null && !MEMBERS.contains(String.valueOf(name))) {
                details.put(String.valueOf(name), value);
            }
        });
        return new WebhookRegistration(
                text(members, "id"),
                text(members, "url"),
                events(members.get("events")),
                flag(members.get("enabled")),
                text(members, "name"),
                text(members, "description"),
                members.get("secret") instanceof SecretText secret ? secret : SecretText.of(text(members, "secret")),
                details);
    }

    private static String text(Map<?, ?> members, String name) {
        Object value = members.get(name);
        if (value == null || value instanceof String || value instanceof Number) {
            return value == null ? null : value.toString();
        }
        throw new IllegalArgumentException("'" + name + "' of a webhook must be a text");
    }

    private static List<String> events(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Collection<?> names && names.stream().allMatch(String.class::isInstance)) {
            return names.stream().map(String.class::cast).toList();
        }
        if (value instanceof String text) {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
        throw new IllegalArgumentException("'events' of a webhook must be a list of names, or names with commas");
    }

    private static Boolean flag(Object value) {
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf((String) value);
        }
        throw new IllegalArgumentException("'enabled' of a webhook must be true or false");
    }

    /**
     * The id, for operations on a webhook that exists.
     *
     * @throws IllegalArgumentException if there is none, or one that could not be part of a path
     */
    public String requiredId() {
        if (id == null || !SEGMENT.matcher(id).matches()) {
            throw new IllegalArgumentException("The webhook's id is missing or not one. Set the header"
                    + " CamelVendorhookWebhookId, or 'id' in the body.");
        }
        return id;
    }

    /**
     * The URL to register.
     *
     * @throws IllegalArgumentException if there is none
     */
    public String requiredUrl() {
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("'url' of the webhook is missing: where the vendor is to deliver to");
        }
        return url;
    }

    /** Whether the vendor is to deliver. */
    public boolean isEnabled() {
        return enabled == null || enabled;
    }

    /** The same webhook with another id. */
    public WebhookRegistration withId(String other) {
        return new WebhookRegistration(other, url, events, enabled, name, description, secret, details);
    }

    /** The same webhook with another secret. */
    public WebhookRegistration withSecret(SecretText other) {
        return new WebhookRegistration(id, url, events, enabled, name, description, other, details);
    }

    /** The same webhook for other types of event. */
    public WebhookRegistration withEvents(List<String> others) {
        return new WebhookRegistration(id, url, others, enabled, name, description, secret, details);
    }

    @JsonAnyGetter
    @Override
    public Map<String, Object> details() {
        return details;
    }
}
