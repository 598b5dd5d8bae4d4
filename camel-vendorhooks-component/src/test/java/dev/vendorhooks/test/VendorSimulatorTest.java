package dev.vendorhooks.test;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated vendors keep to the vendors' documents. */
class VendorSimulatorTest {

    private static final String URL = "https://hooks.example.com/in";
    private static final String PRODUCT_ADDED = "1a426e7d-5e41-480c-b00f-9f46ca12e5ca";
    private static final String PRODUCT_PENDING = "018481a-dab5-11ec-9d64-0242ac120002";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    static final VendorSimulator KAEDIM = VendorSimulator.kaedim();

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    @RegisterExtension
    static final VendorSimulator MAKINI = VendorSimulator.makini();

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    @RegisterExtension
    static final VendorSimulator GENERIC = VendorSimulator.generic();

    private record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String token() {
            return response.headers().firstValue("x-auth-token").orElseThrow();
        }

        String error() {
            return json().at("/errors/0").asText();
        }
    }

    private static Answer call(VendorSimulator vendor, String method, String path, String body, String... headers)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(vendor.apiUrl() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class Vntana {

        private String login;
        private String token;

        @BeforeEach
        void logIn() throws IOException {
            login = loginByToken(VNTANA.apiKey()).token();
            token = refresh("Bearer " + login, VNTANA.organizationUuid()).token();
        }

        private Answer loginByToken(String key) throws IOException {
            return call(VNTANA, "POST", "/v1/auth/login/token", "{\"personal-access-token\":\"" + key + "\"}");
        }

        private Answer loginByPassword(String email, String password) throws IOException {
            return call(
                    VNTANA,
                    "POST",
                    "/v1/auth/login",
                    "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
        }

        private Answer refresh(String header, String organization) throws IOException {
            return call(
                    VNTANA,
                    "POST",
                    "/v1/auth/refresh-token",
                    null,
                    "x-auth-token",
                    header,
                    "organizationUuid",
                    organization);
        }

        private Answer api(String method, String path, String body) throws IOException {
            return call(VNTANA, method, path, body, "x-auth-token", "Bearer " + token);
        }

        private ObjectNode wanted(String... eventUuids) {
            ObjectNode wanted = JSON.createObjectNode()
                    .put("name", "Assets")
                    .put("description", "for the tests")
                    .put("disable", false)
                    .put("organizationUuid", VNTANA.organizationUuid())
                    .put("url", URL)
                    .put("userEmail", "dev@example.com");
            wanted.putArray("clients").add("some-client");
            for (String uuid : eventUuids) {
                wanted.withArray("/events").addObject().put("name", "n").put("uuid", uuid);
            }
            return wanted;
        }

        private Answer create(ObjectNode wanted) throws IOException {
            return api("POST", "/v1/webhooks/", wanted.toString());
        }

        @Test
        void bothLoginsGiveTheTokenInTheHeaderAlone() throws IOException {
            Answer byToken = loginByToken(VNTANA.apiKey());
            Answer byPassword = loginByPassword(VNTANA.email(), VNTANA.password());

            assertThat(byToken.status()).isEqualTo(200);
            assertThat(byToken.response().body()).isEqualTo("{\"success\":true,\"errors\":[],\"response\":null}");
            assertThat(refresh("Bearer " + byToken.token(), VNTANA.organizationUuid())
                            .status())
                    .isEqualTo(200);
            assertThat(refresh("Bearer " + byPassword.token(), VNTANA.organizationUuid())
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void refusesWrongCredentials() throws IOException {
            for (Answer refused : List.of(
                    loginByToken("wrong"),
                    loginByPassword(VNTANA.email(), "wrong"),
                    loginByPassword("wrong", VNTANA.password()))) {
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.response().body())
                        .isEqualTo("{\"success\":false,\"errors\":[\"INCORRECT_CREDENTIALS\"],\"response\":null}");
                assertThat(refused.response().headers().firstValue("x-auth-token"))
                        .isEmpty();
            }
        }

        @Test
        void refreshTokenNeedsBearerLoginAndOrganization() throws IOException {
            assertThat(refresh(login, VNTANA.organizationUuid()).error()).isEqualTo("UNAUTHORIZED");
            assertThat(refresh("Bearer other", VNTANA.organizationUuid()).error())
                    .isEqualTo("UNAUTHORIZED");
            assertThat(refresh("Bearer " + login, "other").error()).isEqualTo("ORGANIZATION_NOT_ACCESSIBLE");
            assertThat(api("GET", "/v1/webhooks/events/", null).status()).isEqualTo(200);
        }

        @Test
        void newRefreshTokenRevokesTheOneBefore() throws IOException {
            String revoked = token;
            token = refresh("Bearer " + revoked, VNTANA.organizationUuid()).token();

            Answer refused = call(VNTANA, "GET", "/v1/webhooks/events/", null, "x-auth-token", "Bearer " + revoked);

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.response().body())
                    .isEqualTo("{\"success\":false,\"errors\":[\"UNAUTHORIZED\"],\"response\":null}");
            assertThat(refresh("Bearer " + revoked, VNTANA.organizationUuid()).status())
                    .isEqualTo(401);
            assertThat(api("GET", "/v1/webhooks/events/", null).status()).isEqualTo(200);
        }

        @Test
        void loginTokenAndBareTokenAreNotEnough() throws IOException {
            for (String header : List.of("Bearer " + login, token)) {
                assertThat(call(VNTANA, "GET", "/v1/webhooks/events/", null, "x-auth-token", header)
                                .status())
                        .isEqualTo(401);
            }
            assertThat(call(VNTANA, "GET", "/v1/webhooks/events/", null).status())
                    .isEqualTo(401);
        }

        @Test
        void expiredTokensAreRefusedUntilTheNextLogin() throws IOException {
            VNTANA.expireTokens();

            assertThat(api("GET", "/v1/webhooks/events/", null).status()).isEqualTo(401);
            assertThat(refresh("Bearer " + login, VNTANA.organizationUuid()).status())
                    .isEqualTo(401);
            logIn();
            assertThat(api("GET", "/v1/webhooks/events/", null).status()).isEqualTo(200);
        }

        @Test
        void changedKeyIsNeededToLogInWhileTokensStayValid() throws IOException {
            String old = VNTANA.apiKey();
            VNTANA.changeApiKey("another");

            assertThat(loginByToken(old).status()).isEqualTo(401);
            assertThat(loginByToken("another").status()).isEqualTo(200);
            assertThat(VNTANA.apiKey()).isEqualTo("another");
            assertThat(api("GET", "/v1/webhooks/events/", null).status()).isEqualTo(200);
        }

        @Test
        void listsEventsByCategory() throws IOException {
            JsonNode response = api("GET", "/v1/webhooks/events/", null).json().path("response");

            JsonNode product = response.at("/grid/0");
            assertThat(response.path("totalCount").asInt())
                    .isEqualTo(response.path("grid").size());
            assertThat(product.path("category").asText()).isEqualTo("product");
            assertThat(product.path("totalCount").asInt()).isEqualTo(12);
            assertThat(product.path("uuid").isNull()).isTrue();
            assertThat(product.at("/events/0/name").asText()).isEqualTo("product.added");
            assertThat(product.at("/events/0/uuid").asText()).isEqualTo(PRODUCT_ADDED);
            assertThat(response.at("/grid/1/category").asText()).isEqualTo("workspace");
            assertThat(response.at("/grid/1/events").findValuesAsText("name"))
                    .containsExactly("client.added", "workspace.added");
            assertThat(response.findValuesAsText("name"))
                    .contains("user.revoked", "asset.client.approved", "viewer_preset.updated");
        }

        @Test
        void createdWebhookIsAnsweredInFull() throws IOException {
            Answer created = create(wanted(PRODUCT_ADDED, PRODUCT_PENDING));

            SimulatedWebhook webhook = VNTANA.webhook();
            assertThat(created.status()).isEqualTo(200);
            assertThat(created.json().path("success").asBoolean()).isTrue();
            JsonNode row = created.json().path("response");
            assertThat(row.path("uuid").asText()).isEqualTo(webhook.id());
            assertThat(row.path("secret").asText()).isEqualTo(webhook.secret()).isNotEmpty();
            assertThat(row.path("url").asText()).isEqualTo(webhook.url()).isEqualTo(URL);
            assertThat(row.path("name").asText()).isEqualTo(webhook.name()).isEqualTo("Assets");
            assertThat(row.path("description").asText())
                    .isEqualTo(webhook.description())
                    .isEqualTo("for the tests");
            assertThat(row.path("disable").asBoolean(true)).isFalse();
            assertThat(row.path("userEmail").asText()).isEqualTo("dev@example.com");
            assertThat(row.path("organizationUuid").asText()).isEqualTo(VNTANA.organizationUuid());
            assertThat(row.at("/clients/0").asText()).isEqualTo("some-client");
            assertThat(row.at("/events/grid/0/events").findValuesAsText("uuid"))
                    .containsExactly(PRODUCT_ADDED, PRODUCT_PENDING);
            assertThat(row.at("/events/totalCount").asInt()).isEqualTo(1);
            for (String time : List.of("created", "updated")) {
                assertThat(row.path(time).asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
            }
            assertThat(webhook.events()).containsExactly("product.added", "product.pending");
            assertThat(webhook.enabled()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "name, MISSING_NAME",
            "url, MISSING_URL",
            "userEmail, MISSING_USER_EMAIL",
            "events, MISSING_EVENTS",
            "organizationUuid, ORGANIZATION_NOT_FOUND"
        })
        void refusesWebhookWithout(String member, String error) throws IOException {
            Answer refused = create(wanted(PRODUCT_ADDED).without(List.of(member)));

            assertThat(refused.status()).isEqualTo(200);
            assertThat(refused.response().body())
                    .isEqualTo("{\"success\":false,\"errors\":[\"" + error + "\"],\"response\":null}");
            assertThat(VNTANA.webhooks()).isEmpty();
        }

        @Test
        void refusesUnknownEvent() throws IOException {
            Answer refused = create(wanted(PRODUCT_ADDED, "product.added"));

            assertThat(refused.error()).isEqualTo("EVENT_NOT_FOUND");
            assertThat(VNTANA.webhooks()).isEmpty();
        }

        @Test
        void disabledWebhookIsKeptDisabled() throws IOException {
            Answer created = create(wanted(PRODUCT_ADDED).put("disable", true));

            assertThat(created.json().at("/response/disable").asBoolean()).isTrue();
            assertThat(VNTANA.webhook().enabled()).isFalse();
        }

        @Test
        void updateKeepsIdSecretAndTimeOfCreation() throws IOException {
            create(wanted(PRODUCT_ADDED));
            SimulatedWebhook before = VNTANA.webhook();
            ObjectNode changed = wanted(PRODUCT_PENDING)
                    .put("name", "Others")
                    .put("url", URL + "/2")
                    .put("uuid", before.id());

            Answer updated = api("PUT", "/v1/webhooks/" + before.id(), changed.toString());

            SimulatedWebhook after = VNTANA.webhook();
            assertThat(updated.json().at("/response/url").asText()).isEqualTo(URL + "/2");
            assertThat(after.url()).isEqualTo(URL + "/2");
            assertThat(after.name()).isEqualTo("Others");
            assertThat(after.events()).containsExactly("product.pending");
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.secret()).isEqualTo(before.secret());
            assertThat(after.details().get("created"))
                    .isEqualTo(before.details().get("created"));
        }

        @Test
        void updateNeedsTheUuidInTheBodyToo() throws IOException {
            create(wanted(PRODUCT_ADDED));

            Answer refused = api(
                    "PUT",
                    "/v1/webhooks/" + VNTANA.webhook().id(),
                    wanted(PRODUCT_PENDING).toString());

            assertThat(refused.error()).isEqualTo("WRONG_UUID");
            assertThat(VNTANA.webhook().events()).containsExactly("product.added");
        }

        @Test
        void readsOneAndAll() throws IOException {
            create(wanted(PRODUCT_ADDED));
            SimulatedWebhook first = VNTANA.webhook();
            SimulatedWebhook second =
                    VNTANA.add(SimulatedWebhook.to(URL).withEvents(List.of("asset.added", "new.event")));

            JsonNode one = api("GET", "/v1/webhooks/" + first.id(), null).json();
            JsonNode all = api("GET", "/v1/webhooks/organization/" + VNTANA.organizationUuid(), null)
                    .json()
                    .path("response");

            assertThat(one.at("/response/secret").asText()).isEqualTo(first.secret());
            assertThat(all.path("totalCount").asInt()).isEqualTo(2);
            assertThat(all.at("/grid/0")).isEqualTo(one.path("response"));
            assertThat(all.at("/grid/1/uuid").asText()).isEqualTo(second.id());
            assertThat(all.at("/grid/1/events").findValuesAsText("name")).containsExactly("asset.added", "new.event");
            assertThat(all.at("/grid/1/created").asText()).isNotEmpty();
            assertThat(api("GET", "/v1/webhooks/organization/other", null).error())
                    .isEqualTo("ORGANIZATION_NOT_ACCESSIBLE");
        }

        @Test
        void patchGivesANewSecret() throws IOException {
            String old = VNTANA.add(SimulatedWebhook.to(URL)).secret();
            String id = VNTANA.webhook().id();

            Answer rotated = api("PATCH", "/v1/webhooks/" + id + "/secret", null);

            assertThat(rotated.json().at("/response/secret").asText())
                    .isEqualTo(VNTANA.webhook().secret())
                    .isNotEqualTo(old);
            assertThat(VNTANA.webhook().id()).isEqualTo(id);
        }

        @Test
        void deletedWebhookIsNotFound() throws IOException {
            String path = "/v1/webhooks/" + VNTANA.add(SimulatedWebhook.to(URL)).id();

            assertThat(api("DELETE", path, null).json().path("success").asBoolean())
                    .isTrue();
            assertThat(VNTANA.webhooks()).isEmpty();
            for (String method : List.of("GET", "PUT", "DELETE")) {
                Answer absent = api(method, path, "{}");
                assertThat(absent.status()).isEqualTo(404);
                assertThat(absent.error()).isEqualTo("WEBHOOK_NOT_FOUND");
            }
            assertThat(api("PATCH", path + "/secret", null).error()).isEqualTo("WEBHOOK_NOT_FOUND");
        }

        @Test
        void slashesAtTheEndMatter() throws IOException {
            create(wanted(PRODUCT_ADDED));
            SimulatedWebhook webhook = VNTANA.webhook();
            ObjectNode update = wanted(PRODUCT_PENDING).put("uuid", webhook.id());

            for (Answer lost : List.of(
                    api("GET", "/v1/webhooks/events", null),
                    api("POST", "/v1/webhooks", wanted(PRODUCT_ADDED).toString()),
                    api("GET", "/v1/webhooks/" + webhook.id() + "/", null),
                    api("PUT", "/v1/webhooks/" + webhook.id() + "/", update.toString()),
                    api("DELETE", "/v1/webhooks/" + webhook.id() + "/", null),
                    api("PATCH", "/v1/webhooks/" + webhook.id() + "/secret/", null),
                    api("GET", "/v1/webhooks/organization/" + VNTANA.organizationUuid() + "/", null))) {
                assertThat(lost.status()).as(lost.response().uri().getPath()).isEqualTo(404);
                assertThat(lost.json().path("success").asBoolean(true)).isFalse();
            }
            assertThat(VNTANA.webhook()).isEqualTo(webhook);
        }

        @Test
        void halfFinishedRotationChangesTheSecretUnseen() throws IOException {
            SimulatedWebhook before = VNTANA.add(SimulatedWebhook.to(URL));
            VNTANA.nextCall().to("PATCH", "/v1/webhooks/[^/]+/secret").failAfterwards(500);

            Answer lost = api("PATCH", "/v1/webhooks/" + before.id() + "/secret", null);

            assertThat(lost.status()).isEqualTo(500);
            assertThat(lost.response().body())
                    .doesNotContain(VNTANA.webhook().secret())
                    .contains("\"success\":false");
            assertThat(VNTANA.webhook().secret()).isNotEqualTo(before.secret());
        }

        @Test
        void refusesWith200WhenToldTo() throws IOException {
            VNTANA.nextCall().refuse("QUOTA_EXCEEDED", "AND_MORE");

            Answer refused = create(wanted(PRODUCT_ADDED));

            assertThat(refused.status()).isEqualTo(200);
            assertThat(refused.json().path("success").asBoolean(true)).isFalse();
            assertThat(refused.json().at("/errors/1").asText()).isEqualTo("AND_MORE");
            assertThat(VNTANA.webhooks()).isEmpty();
        }

        @Test
        void keepsAllWebhooksMadeAtOnce() {
            String body = wanted(PRODUCT_ADDED).toString();

            List<Answer> answers = atOnce(40, () -> api("POST", "/v1/webhooks/", body));

            assertThat(answers.stream()
                            .map(answer -> answer.json().at("/response/uuid").asText()))
                    .containsExactlyInAnyOrderElementsOf(
                            VNTANA.webhooks().stream().map(SimulatedWebhook::id).toList());
        }
    }

    @Nested
    class Glossi {

        private static final String WANTED =
                "{\"url\":\"" + URL + "\",\"events\":[\"job.complete\"],\"enabled\":true,\"description\":\"tests\"}";

        private Answer api(String method, String body) throws IOException {
            return call(GLOSSI, method, "/webhooks", body, "X-API-Key", GLOSSI.apiKey());
        }

        @Test
        void putIsTheOnlyCallThatShowsTheSecret() throws IOException {
            JsonNode put = api("PUT", WANTED).json();
            Answer got = api("GET", null);

            SimulatedWebhook webhook = GLOSSI.webhook();
            assertThat(put.path("secret").asText()).isEqualTo(webhook.secret()).isNotEmpty();
            assertThat(put.path("id").asText()).isEqualTo(webhook.id());
            assertThat(put.path("url").asText()).isEqualTo(webhook.url()).isEqualTo(URL);
            assertThat(put.at("/events/0").asText()).isEqualTo("job.complete");
            assertThat(put.path("enabled").asBoolean()).isTrue();
            assertThat(put.path("description").asText()).isEqualTo("tests");
            assertThat(got.status()).isEqualTo(200);
            assertThat(got.response().body()).doesNotContain(webhook.secret());
            assertThat(got.json().has("secret")).isFalse();
            assertThat(got.json().path("id").asText()).isEqualTo(webhook.id());
            assertThat(got.json().path("lastTriggeredAt").isNull()).isTrue();
            assertThat(got.json().path("failureCount").asInt(-1)).isZero();
        }

        @Test
        void eachPutGivesANewSecretToTheOneWebhook() throws IOException {
            api("PUT", WANTED);
            SimulatedWebhook first = GLOSSI.webhook();
            api("PUT", WANTED.replace("true", "false"));

            assertThat(GLOSSI.webhook().secret()).isNotEqualTo(first.secret());
            assertThat(GLOSSI.webhook().id()).isEqualTo(first.id());
            assertThat(GLOSSI.webhook().enabled()).isFalse();
        }

        @Test
        void refusesWebhookWithoutUrlOrEvents() throws IOException {
            assertThat(api("PUT", "{\"events\":[\"job.complete\"]}").status()).isEqualTo(400);
            assertThat(api("PUT", "{\"url\":\"" + URL + "\"}").status()).isEqualTo(400);
            assertThat(api("PUT", "{").status()).isEqualTo(400);
            assertThat(GLOSSI.webhooks()).isEmpty();
        }

        @Test
        void webhookOfOthersReplacesOurs() throws IOException {
            api("PUT", WANTED);
            SimulatedWebhook ours = GLOSSI.webhook();
            SimulatedWebhook theirs = GLOSSI.add(SimulatedWebhook.to("https://elsewhere.example.com/"));

            assertThat(GLOSSI.webhook()).isEqualTo(theirs);
            assertThat(theirs.id()).isNotEqualTo(ours.id());
            assertThat(api("GET", null).json().path("url").asText()).isEqualTo("https://elsewhere.example.com/");
        }

        @Test
        void tellsHowDeliveriesEnded() throws IOException {
            api("PUT", WANTED);
            String id = GLOSSI.webhook().id();
            Instant at = Instant.parse("2026-03-01T12:00:00Z");
            GLOSSI.recordDelivery(id, new DeliveryRecord(null, 1, 200, null, at));
            GLOSSI.recordDelivery(id, new DeliveryRecord(null, 4, 503, "gave up", at.plusSeconds(60)));

            JsonNode state = api("GET", null).json();

            assertThat(state.path("lastTriggeredAt").asText()).isEqualTo("2026-03-01T12:01:00Z");
            assertThat(state.path("lastResponseStatus").asInt()).isEqualTo(503);
            assertThat(state.path("failureCount").asInt()).isEqualTo(1);
        }

        @ParameterizedTest
        @EnumSource
        void absentWebhookIsAnsweredAsChosen(AbsentWebhook chosen) throws IOException {
            GLOSSI.absentWebhookAs(chosen);
            api("PUT", WANTED);
            assertThat(api("DELETE", null).status()).isEqualTo(200);

            for (String method : List.of("GET", "DELETE")) {
                Answer absent = api(method, null);
                String told = absent.status() + " " + absent.response().body();
                assertThat(told)
                        .isEqualTo(
                                switch (chosen) {
                                    case NOT_FOUND -> "404 {\"error\":\"Webhook not found\"}";
                                    case NO_CONTENT -> "204 ";
                                    case EMPTY -> "200 {}";
                                    case NULL -> "200 null";
                                });
            }
        }

        @Test
        void absentWebhookIs404ByDefault() throws IOException {
            assertThat(api("GET", null).status()).isEqualTo(404);
        }

        @Test
        void asksForTheKeyOfNow() throws IOException {
            String old = GLOSSI.apiKey();
            assertThat(api("PUT", WANTED).status()).isEqualTo(200);
            GLOSSI.changeApiKey("another");

            assertThat(call(GLOSSI, "GET", "/webhooks", null, "X-API-Key", old).status())
                    .isEqualTo(401);
            assertThat(call(GLOSSI, "GET", "/webhooks", null).status()).isEqualTo(401);
            assertThat(api("GET", null).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/webhooks/", "/webhook", "/v1/webhooks"})
        void otherPathsAreNotFound(String path) throws IOException {
            assertThat(call(GLOSSI, "GET", path, null, "X-API-Key", GLOSSI.apiKey())
                            .json()
                            .path("error")
                            .asText())
                    .isEqualTo("Not found");
        }

        @Test
        void queryIsNoPartOfThePath() throws IOException {
            GLOSSI.add(SimulatedWebhook.to(URL));

            assertThat(call(GLOSSI, "GET", "/webhooks?fresh=1", null, "X-API-Key", GLOSSI.apiKey())
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void pathsOutsideTheApiAreNotFound() throws Exception {
            GLOSSI.add(SimulatedWebhook.to(URL));
            URI outside = URI.create(GLOSSI.apiUrl().replace("/api/v1", "/webhooks"));
            HttpRequest request = HttpRequest.newBuilder(outside)
                    .header("X-API-Key", GLOSSI.apiKey())
                    .build();

            assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(404);
        }

        @Test
        void halfFinishedRotationChangesTheSecretUnseen() throws IOException {
            api("PUT", WANTED);
            SimulatedWebhook before = GLOSSI.webhook();
            GLOSSI.nextCall().to("PUT", "/webhooks").failAfterwards(500);

            Answer lost = api("PUT", WANTED);

            assertThat(lost.status()).isEqualTo(500);
            assertThat(lost.response().body()).doesNotContain(GLOSSI.webhook().secret());
            assertThat(GLOSSI.webhook().secret()).isNotEqualTo(before.secret());
        }

        @Test
        void lastOfManyPutsWins() {
            List<Answer> answers = atOnce(40, () -> api("PUT", WANTED));

            Stream<String> secrets =
                    answers.stream().map(answer -> answer.json().path("secret").asText());
            assertThat(secrets)
                    .doesNotHaveDuplicates()
                    .contains(GLOSSI.webhook().secret());
            assertThat(answers.stream().map(answer -> answer.json().path("id").asText()))
                    .containsOnly(GLOSSI.webhook().id());
        }
    }

    @Nested
    class Generic {

        private static final String WANTED =
                "{\"url\":\"" + URL + "\",\"events\":[\"user.created\"],\"secret\":\"whsec_abc\",\"active\":true}";

        private Answer api(String method, String path, String body) throws IOException {
            return call(GENERIC, method, path, body, "Authorization", "Bearer " + GENERIC.apiKey());
        }

        @Test
        void makesAWebhookWithTheCallersSecret() throws IOException {
            Answer made = api("POST", "/v1/webhooks", WANTED);

            SimulatedWebhook webhook = GENERIC.webhook();
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.json().path("id").asText()).isEqualTo(webhook.id());
            assertThat(made.json().path("secret").asText())
                    .isEqualTo(webhook.secret())
                    .isEqualTo("whsec_abc");
            assertThat(made.json().path("url").asText())
                    .isEqualTo(webhook.url())
                    .isEqualTo(URL);
            assertThat(made.json().at("/events/0").asText()).isEqualTo("user.created");
            assertThat(made.json().path("active").asBoolean()).isTrue();
            assertThat(made.json().path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        }

        @Test
        void inactiveWebhookIsKeptDisabled() throws IOException {
            api("POST", "/v1/webhooks", WANTED.replace("true", "false"));

            assertThat(GENERIC.webhook().enabled()).isFalse();
        }

        @Test
        void secondRequestMakesASecondWebhook() throws IOException {
            api("POST", "/v1/webhooks", WANTED);
            api("POST", "/v1/webhooks", WANTED);

            assertThat(GENERIC.webhooks()).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"url", "secret", "events"})
        void errorNamesWhatIsMissing(String member) throws IOException {
            ObjectNode wanted = (ObjectNode) JSON.readTree(WANTED);

            Answer refused =
                    api("POST", "/v1/webhooks", wanted.without(List.of(member)).toString());

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().at("/error/code").asText()).isEqualTo("validation_error");
            assertThat(refused.json().at("/error/message").asText()).isNotEmpty();
            assertThat(refused.json().at("/error/details").has(member)).isTrue();
            assertThat(GENERIC.webhooks()).isEmpty();
        }

        @Test
        void asksForTheBearerKey() throws IOException {
            for (String value : List.of("Bearer other", GENERIC.apiKey())) {
                Answer refused = call(GENERIC, "POST", "/v1/webhooks", WANTED, "Authorization", value);
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.json().at("/error/code").asText()).isEqualTo("unauthorized");
            }
            assertThat(GENERIC.webhooks()).isEmpty();
        }

        @Test
        void listsRecordedDeliveries() throws IOException {
            SimulatedWebhook webhook = GENERIC.add(SimulatedWebhook.to(URL));
            Instant at = Instant.parse("2026-03-01T12:00:00Z");
            GENERIC.recordDelivery(webhook.id(), new DeliveryRecord("evt_1", 1, 200, null, at));
            GENERIC.recordDelivery(webhook.id(), new DeliveryRecord("evt_2", 5, 500, "Connection timeout", at));

            JsonNode log = api("GET", "/v1/webhooks/" + webhook.id() + "/deliveries", null)
                    .json()
                    .path("deliveries");

            assertThat(log.get(0).toString())
                    .isEqualTo("{\"id\":\"del_1\",\"event_id\":\"evt_1\",\"status\":\"success\",\"status_code\":200,"
                            + "\"attempts\":1,\"delivered_at\":\"2026-03-01T12:00:00Z\"}");
            assertThat(log.get(1).toString())
                    .isEqualTo("{\"id\":\"del_2\",\"event_id\":\"evt_2\",\"status\":\"failed\",\"status_code\":500,"
                            + "\"attempts\":5,\"error\":\"Connection timeout\"}");
        }

        @Test
        void testDeliveryIsMadeBeforeTheRequestIsThrough() throws IOException {
            SimulatedWebhook webhook = GENERIC.add(SimulatedWebhook.to(URL));
            List<SimulatedWebhook> tested = new ArrayList<>();
            GENERIC.onTest(tested::add);

            Answer accepted = api("POST", "/v1/webhooks/" + webhook.id() + "/test", null);

            assertThat(accepted.status()).isEqualTo(202);
            assertThat(tested).containsExactly(webhook);
            assertThat(GENERIC.tests()).containsExactly(webhook);
        }

        @Test
        void receiverOfATestDeliveryMayCallTheApi() throws IOException {
            SimulatedWebhook webhook = GENERIC.add(SimulatedWebhook.to(URL));
            List<Integer> statuses = new ArrayList<>();
            GENERIC.onTest(tested -> {
                try {
                    statuses.add(api("GET", "/v1/webhooks/" + tested.id() + "/deliveries", null)
                            .status());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            api("POST", "/v1/webhooks/" + webhook.id() + "/test", null);

            assertThat(statuses).containsExactly(200);
        }

        @Test
        void whatIsNotDocumentedIsNotFound() throws IOException {
            String path =
                    "/v1/webhooks/" + GENERIC.add(SimulatedWebhook.to(URL)).id();

            for (Answer lost : List.of(
                    api("GET", "/v1/webhooks", null),
                    api("GET", path, null),
                    api("DELETE", path, null),
                    api("POST", "/v1/webhooks/", WANTED),
                    api("GET", "/v1/webhooks/other/deliveries", null),
                    api("POST", "/v1/webhooks/other/test", null))) {
                assertThat(lost.status()).as(lost.response().uri().getPath()).isEqualTo(404);
                assertThat(lost.json().at("/error/code").asText()).isEqualTo("not_found");
            }
            assertThat(GENERIC.webhooks()).hasSize(1);
            assertThat(GENERIC.tests()).isEmpty();
        }
    }

    @Nested
    class Kaedim {

        private Answer register(String developer, String destination, String key) throws IOException {
            return call(
                    KAEDIM,
                    "POST",
                    "/registerHook",
                    "{\"devID\":\"" + developer + "\",\"destination\":\"" + destination + "\"}",
                    "X-API-Key",
                    key);
        }

        @Test
        void givesATokenTheFirstTimeOnly() throws IOException {
            Answer first = register(KAEDIM.developerId(), URL, KAEDIM.apiKey());
            Answer second = register(KAEDIM.developerId(), URL + "/2", KAEDIM.apiKey());

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.json().path("status").asText()).isEqualTo("success");
            assertThat(first.json().path("jwt").asText()).isNotEmpty();
            assertThat(second.status()).isEqualTo(201);
            assertThat(second.json().path("status").asText()).isEqualTo("success");
            assertThat(second.json().path("message").asText()).contains("already registered");
            assertThat(second.json().has("jwt")).isFalse();
            assertThat(KAEDIM.webhook().url()).isEqualTo(URL + "/2");
            assertThat(KAEDIM.webhook().secret()).isEqualTo(KAEDIM.accountSecret());
        }

        @Test
        void refusesUnknownDeveloperAndWrongKey() throws IOException {
            Answer unknown = register("other", URL, KAEDIM.apiKey());
            Answer wrongKey = register(KAEDIM.developerId(), URL, "other");
            Answer nowhere = register(KAEDIM.developerId(), "", KAEDIM.apiKey());

            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.json().path("status").asText()).isEqualTo("error");
            assertThat(unknown.json().path("message").asText()).isEqualTo("Developer not found");
            assertThat(wrongKey.status()).isEqualTo(401);
            assertThat(nowhere.status()).isEqualTo(400);
            assertThat(KAEDIM.webhooks()).isEmpty();
        }

        @Test
        void newSecretIsTheAccounts() throws IOException {
            register(KAEDIM.developerId(), URL, KAEDIM.apiKey());
            String old = KAEDIM.accountSecret();

            SimulatedWebhook rotated = KAEDIM.rotate(KAEDIM.webhook().id());

            assertThat(rotated.secret()).isEqualTo(KAEDIM.accountSecret()).isNotEqualTo(old);
            register(KAEDIM.developerId(), URL, KAEDIM.apiKey());
            assertThat(KAEDIM.webhook().secret()).isEqualTo(rotated.secret());
        }

        @Test
        void hasOneWebhookAndNoOtherCalls() throws IOException {
            KAEDIM.add(SimulatedWebhook.to(URL));
            KAEDIM.add(SimulatedWebhook.to(URL + "/2"));

            assertThat(KAEDIM.webhook().url()).isEqualTo(URL + "/2");
            assertThat(KAEDIM.webhook().secret()).isEqualTo(KAEDIM.accountSecret());
            for (String method : List.of("GET", "DELETE", "PUT")) {
                assertThat(call(KAEDIM, method, "/registerHook", null, "X-API-Key", KAEDIM.apiKey())
                                .status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void makiniAnswersNothingButRemembersTheRequest() throws IOException {
        assertThat(call(MAKINI, "PUT", "/webhooks", "{}").status()).isEqualTo(404);

        MAKINI.wireMock().verify(1, putRequestedFor(urlEqualTo("/webhooks")));
    }

    @Test
    void makinisDashboardMakesWebhooks() {
        SimulatedWebhook webhook = MAKINI.add(SimulatedWebhook.to(URL).withSecret("given"));

        assertThat(MAKINI.webhook()).isEqualTo(webhook);
        assertThat(webhook.id()).isNotNull();
        assertThat(webhook.secret()).isEqualTo("given");
        assertThat(MAKINI.add(SimulatedWebhook.to(URL)).secret()).isNotEmpty();
    }

    @Test
    void accountsHaveWhatTheVendorHas() {
        assertThat(Stream.of(KAEDIM, VNTANA, MAKINI, GLOSSI, GENERIC).map(VendorSimulator::vendor))
                .containsExactly("kaedim", "vntana", "makini", "glossi", "generic");
        assertThat(KAEDIM.apiUrl()).endsWith("/api/v1");
        assertThat(GLOSSI.apiUrl()).endsWith("/api/v1");
        assertThat(VNTANA.apiUrl()).matches("http://127\\.0\\.0\\.1:\\d+");
        assertThatThrownBy(MAKINI::apiKey)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("An account of makini has no API key");
        for (Runnable absent : List.<Runnable>of(
                GLOSSI::email,
                GLOSSI::password,
                GLOSSI::organizationUuid,
                GLOSSI::developerId,
                GLOSSI::accountSecret,
                GLOSSI::expireTokens,
                () -> GLOSSI.nextCall().refuse("CODE"),
                () -> VNTANA.absentWebhookAs(AbsentWebhook.EMPTY),
                () -> MAKINI.changeApiKey("key"))) {
            assertThatThrownBy(absent::run).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void onlyWebhookIsListedWhereThereAreOthers() {
        GENERIC.add(SimulatedWebhook.to(URL).withId("one").withSecret("secret-one"));
        assertThat(GENERIC.webhook().id()).isEqualTo("one");
        GENERIC.add(SimulatedWebhook.to(URL).withId("two").withSecret("secret-two"));

        assertThatThrownBy(GENERIC::webhook)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("generic has not one webhook but [SimulatedWebhook[id=one")
                .hasMessageContaining("id=two")
                .hasMessageNotContaining("secret-");
    }

    @Test
    void changesBehindTheBackAreSeen() throws IOException {
        SimulatedWebhook webhook = GLOSSI.add(SimulatedWebhook.to(URL));
        GLOSSI.add(webhook.withUrl(URL + "/2").withEnabled(false));
        SimulatedWebhook rotated = GLOSSI.rotate(webhook.id());

        assertThat(rotated).isEqualTo(GLOSSI.webhook());
        assertThat(rotated.secret()).isNotEqualTo(webhook.secret());
        assertThat(rotated.url()).isEqualTo(URL + "/2");
        assertThat(rotated.enabled()).isFalse();
        GLOSSI.remove(webhook.id());
        assertThat(GLOSSI.webhooks()).isEmpty();
        for (Runnable gone : List.<Runnable>of(
                () -> GLOSSI.remove("gone"),
                () -> GLOSSI.rotate("gone"),
                () -> GLOSSI.recordDelivery("gone", new DeliveryRecord(null, 1, 200, null, Instant.EPOCH)))) {
            assertThatIllegalArgumentException().isThrownBy(gone::run).withMessage("glossi has no webhook gone but []");
        }
    }

    @Test
    void nextCallsFailInOrderAndThenGoWellAgain() throws IOException {
        GLOSSI.add(SimulatedWebhook.to(URL));
        GLOSSI.nextCalls(2).fail(503);
        GLOSSI.nextCall().answerHtml(200);
        GLOSSI.nextCall().answerJson(429, "{\"later\":true}");

        assertThat(read().status()).isEqualTo(503);
        assertThat(read().response().body()).isEqualTo("{\"error\":\"SIMULATED\"}");
        Answer html = read();
        assertThat(html.status()).isEqualTo(200);
        assertThat(html.response().headers().firstValue("Content-Type")).contains("text/html");
        assertThat(html.response().body()).startsWith("<!DOCTYPE html>");
        Answer json = read();
        assertThat(json.status()).isEqualTo(429);
        assertThat(json.response().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json.response().body()).isEqualTo("{\"later\":true}");
        assertThat(read().status()).isEqualTo(200);
    }

    @Test
    void faultMeetsTheCallsItIsMeantFor() throws IOException {
        GLOSSI.add(SimulatedWebhook.to(URL));
        GLOSSI.nextCall().to("DELETE", "/webhook.").fail(500);
        GLOSSI.nextCall().to("GET", "/web").fail(501);

        assertThat(read().status()).isEqualTo(200);
        assertThat(glossi("DELETE").status()).isEqualTo(500);
        assertThat(GLOSSI.webhooks()).hasSize(1);
        assertThat(glossi("DELETE").status()).isEqualTo(200);
    }

    @Test
    void slowAnswerComesAfterTheEffect() throws IOException {
        GLOSSI.add(SimulatedWebhook.to(URL));
        // so that the connection is there when the time of the slow call begins
        assertThat(read().status()).isEqualTo(200);
        GLOSSI.nextCall().slow(Duration.ofSeconds(30));
        HttpRequest request = HttpRequest.newBuilder(URI.create(GLOSSI.apiUrl() + "/webhooks"))
                .header("X-API-Key", GLOSSI.apiKey())
                .timeout(Duration.ofMillis(500))
                .DELETE()
                .build();

        assertThatThrownBy(() -> CLIENT.send(request, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);

        await().until(() -> GLOSSI.webhooks().isEmpty());
    }

    @Test
    void slowAnswerIsTheVendors() throws IOException {
        GLOSSI.add(SimulatedWebhook.to(URL));
        GLOSSI.nextCall().slow(Duration.ofMillis(1));

        assertThat(read().json().path("url").asText()).isEqualTo(URL);
    }

    @Test
    void resetConnectionHasNoAnswerAndNoEffect() {
        GLOSSI.add(SimulatedWebhook.to(URL));
        GLOSSI.nextCalls(9).to("DELETE", ".*").resetConnection();

        assertThatIOException().isThrownBy(() -> glossi("DELETE"));

        assertThat(GLOSSI.webhooks()).hasSize(1);
    }

    @Test
    void stubsOfTheTestComeFirst() throws IOException {
        GLOSSI.wireMock().stubFor(get(urlEqualTo("/api/v1/webhooks")).willReturn(okJson("{\"stubbed\":true}")));

        assertThat(read().json().path("stubbed").asBoolean()).isTrue();
        assertThat(glossi("DELETE").status()).isEqualTo(404);
    }

    @Test
    void forgetsEverythingBeforeTheNextTest() throws IOException {
        String key = GENERIC.apiKey();
        SimulatedWebhook webhook = GENERIC.add(SimulatedWebhook.to(URL).withId("hook"));
        List<SimulatedWebhook> tested = new ArrayList<>();
        GENERIC.onTest(tested::add);
        GENERIC.recordDelivery(webhook.id(), new DeliveryRecord("evt", 1, 200, null, Instant.EPOCH));
        call(GENERIC, "POST", "/v1/webhooks/hook/test", null, "Authorization", "Bearer " + key);
        GENERIC.changeApiKey("another");
        GENERIC.nextCalls(9).fail(500);
        tested.clear();

        GENERIC.beforeEach(null);

        GENERIC.wireMock().verify(0, anyRequestedFor(anyUrl()));
        assertThat(GENERIC.webhooks()).isEmpty();
        assertThat(GENERIC.tests()).isEmpty();
        assertThat(GENERIC.apiKey()).isEqualTo(key);
        GENERIC.add(webhook);
        assertThat(call(GENERIC, "GET", "/v1/webhooks/hook/deliveries", null, "Authorization", "Bearer " + key)
                        .response()
                        .body())
                .isEqualTo("{\"deliveries\":[]}");
        call(GENERIC, "POST", "/v1/webhooks/hook/test", null, "Authorization", "Bearer " + key);
        assertThat(tested).isEmpty();
    }

    @Test
    void answersOneCallAfterTheOther() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        SimulatedVendor vendor = new SimulatedVendor("slow", "", SimulatedAccount.ofApiKey()) {
            @Override
            ResponseDefinitionBuilder answer(ApiCall call) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                both.countDown();
                try {
                    // until the other call is here too, if it may be
                    both.await(300, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                inside.decrementAndGet();
                return json(200, null);
            }

            @Override
            ResponseDefinitionBuilder error(int status, String code) {
                return json(status, code);
            }
        };
        try (VendorSimulator simulator = new VendorSimulator(vendor)) {
            assertThat(atOnce(2, () -> call(simulator, "PUT", "/", null)))
                    .extracting(Answer::status)
                    .containsExactly(200, 200);
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void closedSimulatorListensNoMore() {
        VendorSimulator closed = VendorSimulator.makini();
        assertThat(closed.wireMock().isRunning()).isTrue();

        closed.close();

        assertThat(closed.wireMock().isRunning()).isFalse();
    }

    @AfterAll
    static void nestedClassesHaveNotStoppedTheServers() {
        assertThat(Stream.of(KAEDIM, VNTANA, MAKINI, GLOSSI, GENERIC))
                .allMatch(vendor -> vendor.wireMock().isRunning());
    }

    private static Answer read() throws IOException {
        return glossi("GET");
    }

    private static Answer glossi(String method) throws IOException {
        return call(GLOSSI, method, "/webhooks", null, "X-API-Key", GLOSSI.apiKey());
    }

    @FunctionalInterface
    private interface Call {
        Answer make() throws IOException;
    }

    private static List<Answer> atOnce(int count, Call call) {
        List<CompletableFuture<Answer>> calls = IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return call.make();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }
}
