package dev.vendorhooks.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.vendorhooks.event.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link SecretStore} keeps of a registration.
 *
 * @param registration the webhook with its secret
 * @param replaced secrets that it had before
 * @param isCertain false once a change of the secret has begun whose end was not kept: then the vendor may sign with one
 *     that nobody here knows
 */
record KeptRegistration(WebhookRegistration registration, List<Replaced> replaced, boolean isCertain) {

    /** A secret, and when another one took its place. */
    record Replaced(SecretText secret, Instant time) {}

    /** What to keep of a webhook that had no secret before. */
    static KeptRegistration of(WebhookRegistration registration) {
        return new KeptRegistration(registration, List.of(), true);
    }

    /**
     * What to keep after {@code now} was registered.
     *
     * @param since secrets replaced before that are forgotten
     */
    static KeptRegistration next(
            Optional<KeptRegistration> before, WebhookRegistration now, Instant time, Instant since) {
        List<Replaced> replaced = new ArrayList<>();
        before.ifPresent(kept -> {
            kept.replaced.stream()
                    .filter(old -> old.time.isAfter(since) && !old.secret.equals(now.secret()))
                    .forEach(replaced::add);
            SecretText secret = kept.registration.secret();
            if (secret != null && now.secret() != null && !secret.equals(now.secret())) {
                replaced.add(new Replaced(secret, time));
            }
        });
        return new KeptRegistration(now, replaced, true);
    }

    /** The same, once a change of the secret has begun. */
    KeptRegistration uncertain() {
        return new KeptRegistration(registration, replaced, false);
    }

    /** The same, once it is known that the change was not made. */
    KeptRegistration certain() {
        return new KeptRegistration(registration, replaced, true);
    }

    /** The same without secrets that were replaced. */
    KeptRegistration withoutReplaced() {
        return new KeptRegistration(registration, List.of(), isCertain);
    }

    /** As JSON, with the secrets in clear. */
    String write() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", registration.id());
        members.put("url", registration.url());
        members.put("events", registration.events());
        members.put("secret", clear(registration.secret()));
        members.put("certain", isCertain);
        members.put(
                "replaced",
                replaced.stream()
                        .map(old -> Map.of("secret", old.secret.reveal(), "time", old.time.toString()))
                        .toList());
        return new String(EventJson.write(members), StandardCharsets.UTF_8);
    }

    private static String clear(SecretText secret) {
        return secret == null ? null : secret.reveal();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is anything else; the message quotes nothing
     */
    static KeptRegistration read(String text) {
        try {
            JsonNode json = EventJson.readTree(text.getBytes(StandardCharsets.UTF_8));
            List<Replaced> replaced = new ArrayList<>();
            for (JsonNode old : member(json, "replaced", JsonNodeType.ARRAY)) {
                replaced.add(new Replaced(
                        SecretText.of(member(old, "secret", JsonNodeType.STRING).textValue()),
                        Instant.parse(member(old, "time", JsonNodeType.STRING).textValue())));
            }
            WebhookRegistration registration = WebhookRegistration.of(EventJson.convert(json, Map.class));
            return new KeptRegistration(
                    WebhookRegistration.to(registration.url())
                            .withId(registration.id())
                            .withEvents(registration.events())
                            .withSecret(registration.secret()),
                    replaced,
                    member(json, "certain", JsonNodeType.BOOLEAN).booleanValue());
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            // without the cause, which quotes the text
            throw new IllegalArgumentException("what is kept is not a registration");
        }
    }

    private static JsonNode member(JsonNode json, String name, JsonNodeType type) {
        JsonNode member = json.required(name);
        if (member.getNodeType() != type) {
            throw new IllegalArgumentException();
        }
        return member;
    }
}
