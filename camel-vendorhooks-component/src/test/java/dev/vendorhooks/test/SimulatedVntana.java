package dev.vendorhooks.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for two tokens, answers in envelopes and takes slashes at the end of a path seriously. */
final class SimulatedVntana extends SimulatedVendor {

    private static final Pattern ORGANIZATION = Pattern.compile("GET /v1/webhooks/organization/([^/]+)");
    private static final Pattern WEBHOOK = Pattern.compile("(GET|PUT|DELETE) /v1/webhooks/([^/]+)");
    private static final Pattern SECRET = Pattern.compile("PATCH /v1/webhooks/([^/]+)/secret");
    // without a zone, always with fraction digits
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private final Set<String> loginTokens = new HashSet<>();
    private Optional<String> refreshToken = Optional.empty();

    SimulatedVntana() {
        super(
                "vntana",
                "",
                new SimulatedAccount(
                        SimulatedAccount.secret("key"),
                        "developer@example.com",
                        SimulatedAccount.secret("password"),
                        UUID.randomUUID().toString(),
                        null,
                        null));
    }

    @Override
    ResponseDefinitionBuilder answer(ApiCall call) {
        return switch (call.route()) {
            case "POST /v1/auth/login/token" -> login(
                    call.text("personal-access-token").equals(account.apiKey()));
            case "POST /v1/auth/login" -> login(call.text("email").equals(account.email())
                    && call.text("password").equals(account.password()));
            case "POST /v1/auth/refresh-token" -> refresh(call);
            default -> refreshToken.filter(token -> isSentWith(call, token)).isPresent()
                    ? answerAuthorized(call)
                    : error(401, "UNAUTHORIZED");
        };
    }

    private ResponseDefinitionBuilder login(boolean known) {
        if (!known) {
            return error(401, "INCORRECT_CREDENTIALS");
        }
        String token = SimulatedAccount.secret("login");
        loginTokens.add(token);
        return success(null).withHeader("x-auth-token", token);
    }

    private ResponseDefinitionBuilder refresh(ApiCall call) {
        boolean known = loginTokens.stream().anyMatch(token -> isSentWith(call, token))
                || refreshToken.filter(token -> isSentWith(call, token)).isPresent();
        if (!known) {
            return error(401, "UNAUTHORIZED");
        }
        if (!call.header("organizationUuid").equals(account.organizationUuid())) {
            return error(403, "ORGANIZATION_NOT_ACCESSIBLE");
        }
        String token = SimulatedAccount.secret("refresh");
        refreshToken = Optional.of(token);
        return success(null).withHeader("x-auth-token", token);
    }

    private static boolean isSentWith(ApiCall call, String token) {
        return call.header("x-auth-token").equals("Bearer " + token);
    }

    private ResponseDefinitionBuilder answerAuthorized(ApiCall call) {
        if (call.route().equals("GET /v1/webhooks/events/")) {
            return success(VntanaEvents.grid(VntanaEvents.names()));
        }
        if (call.route().equals("POST /v1/webhooks/")) {
            return save(call, Optional.empty());
        }
        Matcher organization = ORGANIZATION.matcher(call.route());
        if (organization.matches()) {
            return organization.group(1).equals(account.organizationUuid())
                    ? success(VntanaEvents.rows(
                            webhooks.values().stream().map(this::row).toList()))
                    : error(403, "ORGANIZATION_NOT_ACCESSIBLE");
        }
        Matcher secret = SECRET.matcher(call.route());
        if (secret.matches()) {
            return known(secret.group(1))
                    .map(webhook -> success(row(rotate(webhook))))
                    .orElseGet(this::unknownWebhook);
        }
        Matcher webhook = WEBHOOK.matcher(call.route());
        if (webhook.matches()) {
            return known(webhook.group(2)).map(found -> answer(call, found)).orElseGet(this::unknownWebhook);
        }
        return error(404, "NOT_FOUND");
    }

    private ResponseDefinitionBuilder answer(ApiCall call, SimulatedWebhook webhook) {
        return switch (call.method()) {
            case "PUT" -> save(call, Optional.of(webhook));
            case "DELETE" -> {
                webhooks.remove(webhook.id());
                yield success(Map.of("uuid", webhook.id()));
            }
            default -> success(row(webhook));
        };
    }

    private ResponseDefinitionBuilder save(ApiCall call, Optional<SimulatedWebhook> replaced) {
        for (String required : List.of("name", "url", "userEmail")) {
            if (call.text(required).isEmpty()) {
                return refusal(
                        "MISSING_" + required.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
            }
        }
        if (!call.text("organizationUuid").equals(account.organizationUuid())) {
            return refusal("ORGANIZATION_NOT_FOUND");
        }
        if (!call.text("uuid").equals(replaced.map(SimulatedWebhook::id).orElse(""))) {
            return refusal("WRONG_UUID");
        }
        List<String> events = new ArrayList<>();
        for (JsonNode event : call.json().path("events")) {
            Optional<String> name = VntanaEvents.name(event.path("uuid").asText());
            if (name.isEmpty()) {
                return refusal("EVENT_NOT_FOUND");
            }
            events.add(name.get());
        }
        if (events.isEmpty()) {
            return refusal("MISSING_EVENTS");
        }
        SimulatedWebhook webhook = new SimulatedWebhook(
                replaced.map(SimulatedWebhook::id)
                        .orElseGet(() -> UUID.randomUUID().toString()),
                call.text("url"),
                replaced.map(SimulatedWebhook::secret).orElseGet(this::firstSecret),
                events,
                !call.json().path("disable").asBoolean(),
                call.text("name"),
                call.text("description"),
                replaced.map(SimulatedWebhook::details).orElse(Map.of()));
        return success(row(
                keep(with(webhook, Map.of("clients", call.texts("clients"), "userEmail", call.text("userEmail"))))));
    }

    /** Keeps the webhook with the time of the change. */
    @Override
    SimulatedWebhook keep(SimulatedWebhook webhook) {
        String now = TIME.format(LocalDateTime.now(ZoneOffset.UTC));
        Object created = webhook.details().getOrDefault("created", now);
        return super.keep(with(webhook, Map.of("created", created, "updated", now)));
    }

    private static SimulatedWebhook with(SimulatedWebhook webhook, Map<String, Object> more) {
        Map<String, Object> details = new HashMap<>(webhook.details());
        details.putAll(more);
        return new SimulatedWebhook(
                webhook.id(),
                webhook.url(),
                webhook.secret(),
                webhook.events(),
                webhook.enabled(),
                webhook.name(),
                webhook.description(),
                details);
    }

    private Optional<SimulatedWebhook> known(String uuid) {
        return Optional.ofNullable(webhooks.get(uuid));
    }

    private Map<String, Object> row(SimulatedWebhook webhook) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("userEmail", webhook.details().getOrDefault("userEmail", account.email()));
        row.put("name", webhook.name());
        row.put("description", webhook.description());
        row.put("disable", !webhook.enabled());
        row.put("secret", webhook.secret());
        row.put("url", webhook.url());
        row.put("organizationUuid", account.organizationUuid());
        row.put("events", VntanaEvents.grid(webhook.events()));
        row.put("clients", webhook.details().getOrDefault("clients", List.of()));
        row.put("uuid", webhook.id());
        row.put("created", webhook.details().get("created"));
        row.put("updated", webhook.details().get("updated"));
        return row;
    }

    @Override
    void expireTokens() {
        loginTokens.clear();
        refreshToken = Optional.empty();
    }

    @Override
    void forget() {
        super.forget();
        expireTokens();
    }

    @Override
    ResponseDefinitionBuilder error(int status, String code) {
        return envelope(status, List.of(code), null);
    }

    @Override
    ResponseDefinitionBuilder refusal(String... codes) {
        return envelope(200, List.of(codes), null);
    }

    private ResponseDefinitionBuilder unknownWebhook() {
        return error(404, "WEBHOOK_NOT_FOUND");
    }

    private static ResponseDefinitionBuilder success(Object response) {
        return envelope(200, List.of(), response);
    }

    private static ResponseDefinitionBuilder envelope(int status, List<String> errors, Object response) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("success", errors.isEmpty());
        envelope.put("errors", errors);
        envelope.put("response", response);
        return json(status, envelope);
    }
}
