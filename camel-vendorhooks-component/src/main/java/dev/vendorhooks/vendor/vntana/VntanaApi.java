package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.http.Timestamps;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.ApiAnswer;
import dev.vendorhooks.register.ApiClient;
import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.EventDescription;
import dev.vendorhooks.register.Operation;
import dev.vendorhooks.register.PublicUrl;
import dev.vendorhooks.register.SecretSource;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** VNTANA's API. An organization has any number of webhooks; ours are those that deliver to our URL. */
final class VntanaApi implements WebhookApi {

    private static final Logger LOG = LoggerFactory.getLogger(VntanaApi.class);

    private static final Target BASE = Target.of("https://api-platform.vntana.com");
    private static final String WEBHOOKS = "/v1/webhooks/";
    private static final String DEFAULT_NAME = "Camel Vendorhooks";

    private static final String CLIENTS = "clients";
    private static final String USER_EMAIL = "userEmail";
    private static final String CREATED = "created";
    private static final List<String> DETAILS = List.of(CLIENTS, USER_EMAIL, "organizationUuid", CREATED, "updated");

    /** The same for all replicas, so that they agree on one of several webhooks. */
    private static final Comparator<WebhookRegistration> OLDEST_FIRST =
            Comparator.comparing(VntanaApi::created).thenComparing(WebhookRegistration::id);

    private final String organizationUuid;
    private final String email;
    private final VntanaLogin login;

    /** The ids of webhooks made here, by URL, until they were compared with those that replicas made. */
    private final Map<String, String> uncompared = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if something of the account is missing; the message names the option */
    VntanaApi(ApiAccount account, WebhookClient http) {
        organizationUuid = ApiAccount.require(
                account.organizationUuid(), "organizationUuid", "the organization that the webhooks belong to");
        email = ApiAccount.require(account.email(), "email", "VNTANA writes to it when deliveries fail");
        login = new VntanaLogin(account, new ApiClient(http, account.url().orElse(BASE), account));
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("listEvents", Operation.of(request -> listEvents()));
        operations.put("createWebhook", Operation.of(request -> create(request, listEvents())));
        // VNTANA's page says that the secret is made when a webhook is created or updated
        operations.put(
                "updateWebhook",
                Operation.changingSecret(request -> update(read(request), changing(request), listEvents())));
        operations.put("getWebhook", Operation.of(this::read));
        operations.put("listWebhooks", Operation.of(request -> listWebhooks()));
        operations.put("deleteWebhook", Operation.of(request -> {
            delete(request);
            return null;
        }));
        operations.put("rotateSecret", Operation.changingSecret(this::rotateSecret));
        return Collections.unmodifiableMap(operations);
    }

    @Override
    public SecretSource secretSource() {
        return SecretSource.SHOWN;
    }

    @Override
    public Optional<WebhookRegistration> find(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace) {
        WebhookRegistration enabled = enabled(wanted, selected(events, listEvents()));
        return ours(enabled.url())
                .filter(registered -> isAsWanted(registered, enabled) && !uncompared.containsKey(enabled.url()))
                .map(this::withSecret);
    }

    @Override
    public WebhookRegistration register(
            WebhookRegistration wanted, EventFilter events, Optional<WebhookRegistration> kept, boolean replace) {
        List<EventDescription> listed = listEvents();
        WebhookRegistration enabled = enabled(wanted, selected(events, listed));
        WebhookRegistration registered =
                ours(enabled.url()).orElseGet(() -> createOnce(merged(wanted, enabled), listed));
        removeYounger(enabled.url(), registered.id());
        return withSecret(isAsWanted(registered, enabled) ? registered : update(registered, enabled, listed));
    }

    private static WebhookRegistration enabled(WebhookRegistration wanted, List<String> events) {
        return new WebhookRegistration(null, wanted.requiredUrl(), events, true, null, null, null, null);
    }

    private Optional<WebhookRegistration> ours(String url) {
        List<WebhookRegistration> ours = webhooksFor(url);
        if (ours.size() > 1) {
            LOG.warn(
                    "VNTANA has several webhooks that deliver to this endpoint: {}. The first is used, and what the others"
                            + " deliver is refused. Delete them, with deleteWebhook or in VNTANA's settings.",
                    ours.stream().map(WebhookRegistration::id).toList());
        }
        return ours.stream().findFirst();
    }

    /** Removes what was made here beside an older one, be it by an attempt that failed before it could compare. */
    private void removeYounger(String url, String oldest) {
        String created = uncompared.get(url);
        if (created != null && !created.equals(oldest)) {
            deregister(WebhookRegistration.to(url).withId(created));
        }
        uncompared.remove(url);
    }

    private static WebhookRegistration changing(WebhookRegistration request) {
        if (request.withId(null).withSecret(null).equals(WebhookRegistration.of(Map.of()))) {
            throw new IllegalArgumentException(
                    "The body changes nothing. Let it be a WebhookRegistration, or a map with"
                            + " what is to change, such as 'events' or 'enabled'.");
        }
        return request;
    }

    private static List<String> selected(EventFilter events, List<EventDescription> listed) {
        List<String> known = names(listed);
        List<String> unknown = events.unknown(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "option 'events' names " + unknown + ", which VNTANA does not list. Listed are " + known);
        }
        return events.select(known);
    }

    /** Replicas may do the same at this moment: the oldest webhook stays, and each replica removes its own if younger. */
    private WebhookRegistration createOnce(WebhookRegistration wanted, List<EventDescription> listed) {
        WebhookRegistration created = create(wanted, listed);
        uncompared.put(wanted.url(), created.id());
        return Stream.concat(webhooksFor(wanted.url()).stream(), Stream.of(created))
                .min(OLDEST_FIRST)
                .orElseThrow();
    }

    private static boolean isAsWanted(WebhookRegistration registered, WebhookRegistration wanted) {
        return registered.isEnabled() && Set.copyOf(registered.events()).equals(Set.copyOf(wanted.events()));
    }

    /** Only reading a webhook is sure to show the secret. */
    private WebhookRegistration withSecret(WebhookRegistration webhook) {
        if (webhook.secret() != null) {
            return webhook;
        }
        ApiAnswer answer = login.call("GET", path(webhook), null);
        WebhookRegistration read = webhook(answer);
        if (read.secret() == null) {
            throw answer.failure(null, "the webhook " + read.id() + " has no 'secret', so nothing could be verified");
        }
        return read;
    }

    @Override
    public WebhookRegistration rotateSecret(WebhookRegistration registered) {
        ApiAnswer answer = login.call("PATCH", path(registered) + "/secret", null);
        return withSecret(
                answer.json().path("response").hasNonNull("uuid") ? webhook(answer) : registered.withSecret(null));
    }

    @Override
    public void deregister(WebhookRegistration registered) {
        try {
            delete(registered);
        } catch (ApiException e) {
            if (!isNotFound(e)) {
                throw e;
            }
        }
    }

    private static boolean isNotFound(ApiException e) {
        return e.getStatus().filter(status -> status == 404).isPresent()
                || e.getCode().filter(code -> code.contains("NOT_FOUND")).isPresent();
    }

    @Override
    public boolean canDeregister() {
        return true;
    }

    private List<EventDescription> listEvents() {
        ApiAnswer answer = login.call("GET", WEBHOOKS + "events/", null);
        return events(grid(answer));
    }

    private List<WebhookRegistration> listWebhooks() {
        ApiAnswer answer = login.call(
                "GET", WEBHOOKS + "organization/" + URLEncoder.encode(organizationUuid, StandardCharsets.UTF_8), null);
        JsonNode grid = grid(answer);
        int total = answer.json().path("response").path("totalCount").asInt();
        if (total > grid.size()) {
            throw answer.failure(
                    null,
                    "only " + grid.size() + " of " + total + " webhooks were listed, and one for this URL may be among"
                            + " the others. Delete webhooks that are not needed");
        }
        List<WebhookRegistration> webhooks = new ArrayList<>();
        grid.forEach(webhook -> webhooks.add(webhook(answer, webhook)));
        return webhooks;
    }

    private List<WebhookRegistration> webhooksFor(String url) {
        return listWebhooks().stream()
                .filter(webhook -> PublicUrl.isSame(webhook.url(), url))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private WebhookRegistration read(WebhookRegistration request) {
        return webhook(login.call("GET", path(request), null));
    }

    private WebhookRegistration create(WebhookRegistration wanted, List<EventDescription> listed) {
        wanted.requiredUrl();
        return webhook(login.call("POST", WEBHOOKS, body(wanted.withId(null), listed)));
    }

    private WebhookRegistration update(
            WebhookRegistration present, WebhookRegistration changes, List<EventDescription> listed) {
        return webhook(login.call("PUT", path(present), body(merged(present, changes), listed)));
    }

    private void delete(WebhookRegistration webhook) {
        login.call("DELETE", path(webhook), null);
    }

    private static String path(WebhookRegistration webhook) {
        return WEBHOOKS + webhook.requiredId();
    }

    /** {@code present} with what {@code changes} gives; the id stays. */
    private static WebhookRegistration merged(WebhookRegistration present, WebhookRegistration changes) {
        Map<String, Object> details = new HashMap<>(present.details());
        details.putAll(changes.details());
        return new WebhookRegistration(
                present.id(),
                changes.url() == null ? present.url() : changes.url(),
                changes.events() == null ? present.events() : changes.events(),
                changes.enabled() == null ? present.enabled() : changes.enabled(),
                changes.name() == null ? present.name() : changes.name(),
                changes.description() == null ? present.description() : changes.description(),
                null,
                details);
    }

    private WebhookBody body(WebhookRegistration webhook, List<EventDescription> listed) {
        List<String> unknown = webhook.details().keySet().stream()
                .filter(name -> !DETAILS.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("A webhook of VNTANA has no more than id, url, events, enabled, name,"
                    + " description and " + DETAILS + ", but the body has " + unknown);
        }
        return new WebhookBody(
                webhook.details().getOrDefault(CLIENTS, List.of()),
                Objects.requireNonNullElse(webhook.description(), ""),
                !webhook.isEnabled(),
                eventBodies(webhook.events(), listed),
                Objects.requireNonNullElse(webhook.name(), DEFAULT_NAME),
                organizationUuid,
                webhook.url(),
                webhook.details().getOrDefault(USER_EMAIL, email),
                webhook.id());
    }

    private static List<EventBody> eventBodies(List<String> names, List<EventDescription> listed) {
        List<String> known = names(listed);
        if (names == null || names.isEmpty()) {
            throw new IllegalArgumentException("'events' of the webhook is missing. VNTANA lists " + known);
        }
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "'events' of the webhook has " + unknown + ", which VNTANA does not list. Listed are " + known);
        }
        return listed.stream()
                .filter(event -> names.contains(event.name()))
                .map(event -> new EventBody(event.name(), event.description(), event.id()))
                .toList();
    }

    private static List<String> names(List<EventDescription> events) {
        return events.stream().map(EventDescription::name).toList();
    }

    private static JsonNode grid(ApiAnswer answer) {
        JsonNode grid = response(answer).path("grid");
        if (!grid.isArray()) {
            throw answer.failure(null, "'response' of the answer has no list 'grid'");
        }
        return grid;
    }

    private static WebhookRegistration webhook(ApiAnswer answer) {
        return webhook(answer, response(answer));
    }

    private static JsonNode response(ApiAnswer answer) {
        JsonNode response = answer.json().path("response");
        if (!response.isObject()) {
            throw answer.failure(null, "the answer has no 'response'");
        }
        return response;
    }

    private static WebhookRegistration webhook(ApiAnswer answer, JsonNode json) {
        if (text(json, "uuid") == null) {
            throw answer.failure(null, "a webhook in the answer has no 'uuid'");
        }
        Map<String, Object> details = new HashMap<>();
        DETAILS.stream()
                .filter(json::hasNonNull)
                .forEach(name -> details.put(name, EventJson.convert(json.get(name), Object.class)));
        return new WebhookRegistration(
                text(json, "uuid"),
                text(json, "url"),
                names(events(json.path("events").path("grid"))),
                !json.path("disable").asBoolean(),
                text(json, "name"),
                text(json, "description"),
                secret(json),
                details);
    }

    /** The events of all categories. */
    private static List<EventDescription> events(JsonNode grid) {
        List<EventDescription> events = new ArrayList<>();
        for (JsonNode category : grid) {
            for (JsonNode event : category.path("events")) {
                if (event.hasNonNull("name")) {
                    events.add(new EventDescription(
                            text(event, "name"),
                            text(event, "description"),
                            text(category, "category"),
                            text(event, "uuid")));
                }
            }
        }
        return events;
    }

    private static SecretText secret(JsonNode json) {
        String secret = text(json, "secret");
        return secret == null || secret.isBlank() ? null : SecretText.of(secret);
    }

    private static String text(JsonNode json, String member) {
        return json.hasNonNull(member) ? json.get(member).asText() : null;
    }

    private static Instant created(WebhookRegistration webhook) {
        return Timestamps.parse(String.valueOf(webhook.details().get(CREATED))).orElse(Instant.MAX);
    }

    /** A webhook as VNTANA is told of it. */
    private record WebhookBody(
            Object clients,
            String description,
            boolean disable,
            List<EventBody> events,
            String name,
            String organizationUuid,
            String url,
            Object userEmail,
            @JsonInclude(JsonInclude.Include.NON_NULL) String uuid) {}

    /** An event as VNTANA wants it: as listed. */
    private record EventBody(String name, String description, String uuid) {}
}
