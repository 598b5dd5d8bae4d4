package dev.vendorhooks.vendor.vntana;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.vendorhooks.vendor.vntana.VntanaServer.EMAIL;
import static dev.vendorhooks.vendor.vntana.VntanaServer.EVENTS;
import static dev.vendorhooks.vendor.vntana.VntanaServer.KEY;
import static dev.vendorhooks.vendor.vntana.VntanaServer.LIST;
import static dev.vendorhooks.vendor.vntana.VntanaServer.ORGANIZATION;
import static dev.vendorhooks.vendor.vntana.VntanaServer.TOKEN;
import static dev.vendorhooks.vendor.vntana.VntanaServer.WEBHOOKS;
import static dev.vendorhooks.vendor.vntana.VntanaServer.failure;
import static dev.vendorhooks.vendor.vntana.VntanaServer.list;
import static dev.vendorhooks.vendor.vntana.VntanaServer.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.EventDescription;
import dev.vendorhooks.register.Operation;
import dev.vendorhooks.register.SecretSource;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.send.WebhookClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class VntanaApiTest {

    private static final String URL = "https://hooks.example.com/vntana";
    private static final String EARLY = "2022-06-17T00:37:20.365139";
    private static final String LATE = "2022-06-17T00:37:20.4Z";
    private static final String COMPLETED =
            """
            {
              "name": "product.completed",
              "description": "When a product successfully finishes converting.",
              "uuid": "6c424e29-9bb1-4109-bcaf-45b5a740463d"
            }""";
    private static final String USER_ADDED =
            """
            {
              "name": "user.added",
              "description": "When a new user is added to the organization or selected folders.",
              "uuid": "67891594-d786-11ec-9d64-0242ac120002"
            }""";
    private static final String KNOWN = "[product.added, product.pending, product.processing, product.completed,"
            + " product.terminated, product.failed, product.published, product.deactivated, product.pending_approval,"
            + " product.rejected, product.approved, product.deleted, client.added, user.added, user.revoked]";

    /** The body of a new webhook of which only the URL and the events were asked for. */
    private static final String NEW =
            """
            {
              "clients": [],
              "description": "",
              "disable": false,
              "events": [%s],
              "name": "Camel Vendorhooks",
              "organizationUuid": "organization-1",
              "url": "https://hooks.example.com/vntana",
              "userEmail": "ops@example.com"
            }"""
                    .formatted(COMPLETED);

    @RegisterExtension
    private final VntanaServer server = new VntanaServer();

    private final WebhookClient http = VntanaServer.client();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.vendorhooks");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private WebhookApi api;

    @BeforeEach
    void connect() {
        log.start();
        logger.addAppender(log);
        api = new VntanaVendor().api(server.account(), http);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        http.close();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(
                        message -> message.contains(TOKEN) || message.contains(KEY) || message.contains("secret-of"));
    }

    @Test
    void callsNothingBeforeItIsAsked() {
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"organizationUuid, key, a@b, ", "email, key, , o", "email, key, ' ', o", "apiKey, , a@b, o"})
    void refusesAnAccountThatLacksAnOption(String option, String key, String email, String organization) {
        ApiAccount account = server.account(key, email, null, organization, null);

        assertThatThrownBy(() -> new VntanaVendor().api(account, http))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("option '" + option + "' is missing: ");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    /** By way of a proxy that is not there. */
    @Test
    void callsVntanaUnlessAnotherUrlIsGiven() throws IOException {
        HttpHost proxy;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            proxy = new HttpHost("127.0.0.1", listener.getLocalPort());
        }
        ApiAccount account =
                new ApiAccount(Optional.empty(), SecretText.of(KEY), EMAIL, null, ORGANIZATION, null, null);
        try (WebhookClient proxied = VntanaServer.client(Optional.of(proxy))) {
            WebhookApi vntana = new VntanaVendor().api(account, proxied);

            assertThatThrownBy(() -> vntana.deregister(id("webhook-1")))
                    .isExactlyInstanceOf(ApiException.class)
                    .hasMessageStartingWith("POST /v1/auth/login/token at api-platform.vntana.com failed: no answer");
        }
    }

    @Test
    void hasItsOperationsInAStableOrder() {
        assertThat(api.operations().keySet())
                .containsExactly(
                        "listEvents",
                        "createWebhook",
                        "updateWebhook",
                        "getWebhook",
                        "listWebhooks",
                        "deleteWebhook",
                        "rotateSecret");
    }

    @Test
    void mayChangeTheSecretByUpdateAndRotation() {
        assertThat(api.operations().entrySet())
                .filteredOn(operation -> operation.getValue().changesSecret())
                .extracting(Map.Entry::getKey)
                .containsExactly("updateWebhook", "rotateSecret");
    }

    @Test
    void listsTheEventsOfAllCategories() {
        List<?> events = (List<?>) call("listEvents", null);

        assertThat(events).hasSize(15);
        assertThat(events.get(1))
                .isEqualTo(new EventDescription(
                        "product.pending",
                        "When a product is in the Pending state of conversion.",
                        "product",
                        "018481a-dab5-11ec-9d64-0242ac120002"));
        assertThat(events).extracting("category").containsOnly("product", "workspace", "user");
        server.verify(1, getRequestedFor(urlEqualTo(EVENTS)).withHeader("x-auth-token", equalTo("Bearer " + TOKEN)));
    }

    @Test
    void createsAWebhookWithAllThatIsAskedFor() {
        server.answers(post(WEBHOOKS), webhook("webhook-2"));

        Object created = call(
                "createWebhook",
                WebhookRegistration.of(Map.of(
                        "url", URL,
                        "events", "user.added,product.completed",
                        "enabled", false,
                        "name", "Conversions",
                        "description", "For the shop",
                        "secret", "ignored",
                        "id", "ignored",
                        "clients", List.of("shop"),
                        "userEmail", "shop@example.com")));

        assertThat(((WebhookRegistration) created).id()).isEqualTo("webhook-2");
        server.verify(
                1,
                body(
                        postRequestedFor(urlEqualTo(WEBHOOKS)),
                        """
                        {
                          "clients": ["shop"],
                          "description": "For the shop",
                          "disable": true,
                          "events": [%s, %s],
                          "name": "Conversions",
                          "organizationUuid": "organization-1",
                          "url": "https://hooks.example.com/vntana",
                          "userEmail": "shop@example.com"
                        }"""
                                .formatted(COMPLETED, USER_ADDED)));
    }

    @Test
    void createsAWebhookThatDeliversUnlessAskedOtherwise() {
        server.answers(post(WEBHOOKS), webhook("webhook-2"));

        call("createWebhook", WebhookRegistration.to(URL).withEvents(List.of("product.completed")));

        server.verify(1, body(postRequestedFor(urlEqualTo(WEBHOOKS)), NEW));
    }

    @Test
    void namesAllEventsWhereARequestHasAnUnknownOne() {
        WebhookRegistration request = WebhookRegistration.to(URL).withEvents(List.of("user.added", "user.lost"));

        assertThatThrownBy(() -> call("createWebhook", request))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("'events' of the webhook has [user.lost], which VNTANA does not list. Listed are " + KNOWN);
        assertNothingWritten();
    }

    @Test
    void namesAllEventsWhereARequestHasNone() {
        assertThatThrownBy(() -> call("createWebhook", WebhookRegistration.to(URL)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("'events' of the webhook is missing. VNTANA lists " + KNOWN);
        assertNothingWritten();
    }

    @Test
    void createsNoWebhookWithoutAUrl() {
        assertThatThrownBy(() -> call("createWebhook", WebhookRegistration.to(null)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'url' of the webhook is missing");
        assertNothingWritten();
    }

    @Test
    void updatesOnlyWhatIsGiven() {
        server.answers(get(WEBHOOKS + "webhook-1"), webhook("webhook-1").put("disable", true));
        server.answers(put(WEBHOOKS + "webhook-1"), webhook("webhook-1"));

        call("updateWebhook", WebhookRegistration.of(Map.of("id", "webhook-1", "description", "Shop")));

        server.verify(
                1,
                body(
                        putRequestedFor(urlEqualTo(WEBHOOKS + "webhook-1")),
                        """
                        {
                          "clients": ["some-client-slug"],
                          "description": "Shop",
                          "disable": true,
                          "events": [%s],
                          "name": "Some Webhook",
                          "organizationUuid": "organization-1",
                          "url": "https://hooks.example.com/vntana",
                          "userEmail": "some.email@example.com",
                          "uuid": "webhook-1"
                        }"""
                                .formatted(COMPLETED)));
    }

    @Test
    void updatesAllThatIsGiven() {
        server.answers(get(WEBHOOKS + "webhook-1"), webhook("webhook-1").put("disable", true));
        server.answers(put(WEBHOOKS + "webhook-1"), webhook("webhook-1"));

        call(
                "updateWebhook",
                WebhookRegistration.of(Map.of(
                        "id", "webhook-1",
                        "url", "https://other.example.com/",
                        "events", "user.added",
                        "enabled", true,
                        "name", "Conversions",
                        "description", "",
                        "clients", List.of(),
                        "userEmail", "shop@example.com")));

        server.verify(
                1,
                body(
                        putRequestedFor(urlEqualTo(WEBHOOKS + "webhook-1")),
                        """
                        {
                          "clients": [],
                          "description": "",
                          "disable": false,
                          "events": [%s],
                          "name": "Conversions",
                          "organizationUuid": "organization-1",
                          "url": "https://other.example.com/",
                          "userEmail": "shop@example.com",
                          "uuid": "webhook-1"
                        }"""
                                .formatted(USER_ADDED)));
    }

    @Test
    void readsAWebhook() {
        server.stubFor(get(WEBHOOKS + "webhook-1")
                .willReturn(okJson(VntanaServer.file("webhook").toString())));

        assertThat(call("getWebhook", id("webhook-1")))
                .isEqualTo(new WebhookRegistration(
                        "webhook-1",
                        URL,
                        List.of("product.completed"),
                        true,
                        "Some Webhook",
                        "",
                        SecretText.of("secret-of-webhook-1"),
                        Map.of(
                                "clients",
                                List.of("some-client-slug"),
                                "userEmail",
                                "some.email@example.com",
                                "organizationUuid",
                                "organization-1",
                                "created",
                                EARLY,
                                "updated",
                                EARLY)));
    }

    @Test
    void readsThatAWebhookIsDisabled() {
        server.answers(get(WEBHOOKS + "webhook-1"), webhook("webhook-1").put("disable", true));

        assertThat(((WebhookRegistration) call("getWebhook", id("webhook-1"))).enabled())
                .isFalse();
    }

    @Test
    void listsTheOrganizationsWebhooks() {
        server.stubFor(get(LIST).willReturn(okJson(VntanaServer.file("webhooks").toString())));

        List<?> webhooks = (List<?>) call("listWebhooks", null);

        assertThat(webhooks).hasSize(1);
        WebhookRegistration webhook = (WebhookRegistration) webhooks.get(0);
        assertThat(webhook.name()).isEqualTo("Webhook Name 1");
        assertThat(webhook.events())
                .containsExactly("product.added", "product.pending", "client.added", "user.added", "user.revoked");
        assertThat(webhook.details()).containsEntry("clients", List.of());
    }

    @Test
    void failsWhereTheListIsNotWhole() {
        ObjectNode list = VntanaServer.file("webhooks").withObject("/response").put("totalCount", 3);
        server.answers(get(LIST), list);

        assertThatThrownBy(() -> call("listWebhooks", null))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageContaining("only 1 of 3 webhooks were listed");
    }

    @Test
    void deletesAWebhook() {
        server.answers(delete(WEBHOOKS + "webhook-1"), null);

        assertThat(call("deleteWebhook", id("webhook-1"))).isNull();

        server.verify(1, deleteRequestedFor(urlEqualTo(WEBHOOKS + "webhook-1")));
    }

    @Test
    void tellsThatTheWebhookToDeleteIsNotThere() {
        server.stubFor(delete(WEBHOOKS + "webhook-1").willReturn(jsonResponse(failure("WEBHOOK_NOT_FOUND"), 404)));

        assertThatThrownBy(() -> call("deleteWebhook", id("webhook-1")))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageEndingWith("404 WEBHOOK_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"getWebhook", "updateWebhook", "deleteWebhook", "rotateSecret"})
    void keepsWhatIsNoIdOutOfPaths(String operation) {
        for (String id : new String[] {null, "", "..", "organization/" + ORGANIZATION, "a?b"}) {
            assertThatThrownBy(() -> call(operation, id(id)))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("id is missing or not one");
        }
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void rotatesTheSecret() {
        server.answers(
                patch(urlEqualTo(WEBHOOKS + "webhook-1/secret")),
                webhook("webhook-1").put("secret", "new"));

        WebhookRegistration rotated = (WebhookRegistration) call("rotateSecret", id("webhook-1"));

        assertThat(rotated.secret()).isEqualTo(SecretText.of("new"));
        assertThat(server.findAll(patchRequestedFor(anyUrl())))
                .singleElement()
                .satisfies(request -> assertThat(request.getBody()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"uuid\": \"webhook-1\"}", "{\"uuid\": \"webhook-1\", \"secret\": \" \"}"})
    void readsTheNewSecretWhereTheRotationDoesNotShowIt(String response) {
        server.stubFor(patch(urlEqualTo(WEBHOOKS + "webhook-1/secret"))
                .willReturn(okJson("{\"success\": true, \"response\": " + response + "}")));
        server.answers(get(WEBHOOKS + "webhook-1"), webhook("webhook-1").put("secret", "new"));

        WebhookRegistration rotated = api.rotateSecret(id("webhook-1").withSecret(SecretText.of("old")));

        assertThat(rotated.secret()).isEqualTo(SecretText.of("new"));
        assertThat(rotated.url()).isEqualTo(URL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "getWebhook | {'success': true} | the answer has no 'response'",
                "getWebhook | {'success': true, 'response': null} | the answer has no 'response'",
                "getWebhook | {'success': true, 'response': {}} | a webhook in the answer has no 'uuid'",
                "listWebhooks | {'success': true, 'response': {}} | 'response' of the answer has no list 'grid'",
                "listEvents | {'success': true} | the answer has no 'response'"
            },
            quoteCharacter = '`')
    void failsWhereAnAnswerIsNotWhatItShouldBe(String operation, String answer, String problem) {
        server.stubFor(get(anyUrl()).willReturn(okJson(answer.replace('\'', '"'))));

        assertThatThrownBy(() -> call(operation, id("webhook-1")))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageStartingWith("GET /v1/webhooks/")
                .hasMessageEndingWith(problem);
    }

    private Object call(String name, WebhookRegistration request) {
        Operation operation = api.operations().get(name);
        return operation.call().apply(request);
    }

    @Test
    void makesAWebhookWhereThereIsNone() {
        lists(list(webhook("other").put("url", "https://other.example.com/")), list(webhook("webhook-1")));
        server.answers(post(WEBHOOKS), webhook("webhook-1"));

        WebhookRegistration registered = register("product.completed");

        assertThat(registered.id()).isEqualTo("webhook-1");
        assertThat(registered.secret()).isEqualTo(SecretText.of("secret-of-webhook-1"));
        server.verify(1, body(postRequestedFor(urlEqualTo(WEBHOOKS)), NEW));
        server.verify(0, putRequestedFor(anyUrl()));
        server.verify(0, deleteRequestedFor(anyUrl()));
    }

    @Test
    void makesItAsWantedAndAlwaysEnabled() {
        lists(list(), list(webhook("webhook-1")));
        server.answers(post(WEBHOOKS), webhook("webhook-1"));

        api.register(
                WebhookRegistration.of(Map.of(
                        "url",
                        URL,
                        "events",
                        "user.added",
                        "enabled",
                        false,
                        "name",
                        "Conversions",
                        "description",
                        "For the shop",
                        "clients",
                        List.of("shop"))),
                EventFilter.of("product.completed"),
                Optional.empty(),
                false);

        server.verify(
                1,
                body(
                        postRequestedFor(urlEqualTo(WEBHOOKS)),
                        """
                        {
                          "clients": ["shop"],
                          "description": "For the shop",
                          "disable": false,
                          "events": [%s],
                          "name": "Conversions",
                          "organizationUuid": "organization-1",
                          "url": "https://hooks.example.com/vntana",
                          "userEmail": "ops@example.com"
                        }"""
                                .formatted(COMPLETED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {URL, URL + "/", "https://HOOKS.example.com:443/vntana"})
    void writesNothingWhereAllIsAsWanted(String url) {
        lists(list(
                webhook("other").put("url", URL + "/other"),
                webhook("webhook-1").put("url", url)));

        WebhookRegistration registered = register("product.completed");

        assertThat(registered.id()).isEqualTo("webhook-1");
        assertThat(registered.secret()).isEqualTo(SecretText.of("secret-of-webhook-1"));
        assertNothingWritten();
    }

    @Test
    void comparesEventsWithoutTheirOrder() {
        ObjectNode found = VntanaServer.file("webhooks").at("/response/grid/0").deepCopy();
        ArrayNode categories = found.withObject("/events").withArray("grid");
        categories.add(categories.remove(0));
        lists(list(found));

        register("user.*,client.added,product.pending,product.added");

        assertNothingWritten();
    }

    @Test
    void changesTheEventsOfTheWebhookThatIsThere() {
        lists(list(webhook("webhook-1")));
        server.answers(put(WEBHOOKS + "webhook-1"), webhook("webhook-1").put("name", "Updated"));

        assertThat(register("user.added,product.completed").name()).isEqualTo("Updated");

        server.verify(1, body(putRequestedFor(urlEqualTo(WEBHOOKS + "webhook-1")), kept(COMPLETED, USER_ADDED)));
        server.verify(0, postRequestedFor(urlEqualTo(WEBHOOKS)));
    }

    @Test
    void enablesTheWebhookThatIsThere() {
        lists(list(webhook("webhook-1").put("disable", true)));
        server.answers(put(WEBHOOKS + "webhook-1"), webhook("webhook-1"));

        register("product.completed");

        server.verify(1, body(putRequestedFor(urlEqualTo(WEBHOOKS + "webhook-1")), kept(COMPLETED)));
    }

    @Test
    void asksForAllEventsWithoutAFilter() {
        lists(list(webhook("webhook-1")));
        server.answers(put(WEBHOOKS + "webhook-1"), webhook("webhook-1"));

        register(null);

        String events = server.findAll(putRequestedFor(anyUrl())).get(0).getBodyAsString();
        assertThat(events).contains("product.added", "client.added", "user.revoked");
    }

    @Test
    void namesAllEventsWhereTheFilterHasAnUnknownOne() {
        lists(list(webhook("webhook-1")));

        assertThatThrownBy(() -> register("product.completed,product.complete,order.*"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'events' names [product.complete, order.*], which VNTANA does not list."
                        + " Listed are " + KNOWN);
        assertNothingWritten();
    }

    @Test
    void makesNothingWhereTheListIsNotWhole() {
        ObjectNode list = VntanaServer.file("webhooks").withObject("/response").put("totalCount", 2);
        server.answers(get(LIST), list);

        assertThatThrownBy(() -> register("product.completed"))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageContaining("only 1 of 2 webhooks were listed");
        assertNothingWritten();
    }

    @Test
    void keepsItsWebhookWhereAnotherReplicaWasLater() {
        lists(list(), list(created("theirs", LATE), created("ours", EARLY)));
        server.answers(post(WEBHOOKS), created("ours", EARLY));

        assertThat(register("product.completed").id()).isEqualTo("ours");

        server.verify(0, deleteRequestedFor(anyUrl()));
    }

    @Test
    void deletesItsWebhookWhereAnotherReplicaWasEarlier() {
        lists(list(), list(created("ours", LATE), created("theirs", EARLY)));
        server.answers(post(WEBHOOKS), created("ours", LATE));
        server.answers(delete(WEBHOOKS + "ours"), null);

        WebhookRegistration registered = register("product.completed");

        assertThat(registered.id()).isEqualTo("theirs");
        assertThat(registered.secret()).isEqualTo(SecretText.of("secret-of-theirs"));
        server.verify(1, deleteRequestedFor(anyUrl()));
        server.verify(0, putRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({"a, b, a, 0", "b, a, a, 1"})
    void goesByTheUuidWhereBothReplicasWereAtTheSameTime(String ours, String theirs, String used, int deletions) {
        lists(list(), list(created(ours, EARLY), created(theirs, EARLY)));
        server.answers(post(WEBHOOKS), created(ours, EARLY));
        server.answers(delete(WEBHOOKS + ours), null);

        assertThat(register("product.completed").id()).isEqualTo(used);

        server.verify(deletions, deleteRequestedFor(urlEqualTo(WEBHOOKS + ours)));
        server.verify(deletions, deleteRequestedFor(anyUrl()));
    }

    @Test
    void changesTheEventsOfTheWebhookThatAnotherReplicaMade() {
        lists(list(), list(created("ours", LATE), created("theirs", EARLY)));
        server.answers(post(WEBHOOKS), created("ours", LATE));
        server.answers(delete(WEBHOOKS + "ours"), null);
        server.answers(put(WEBHOOKS + "theirs"), webhook("theirs"));

        assertThat(register("user.added").id()).isEqualTo("theirs");

        server.verify(1, putRequestedFor(urlEqualTo(WEBHOOKS + "theirs")));
    }

    @Test
    void usesItsNewWebhookWhereTheListDoesNotShowItYet() {
        lists(list());
        server.answers(post(WEBHOOKS), webhook("webhook-1"));

        assertThat(register("product.completed").id()).isEqualTo("webhook-1");
    }

    @Test
    void takesFromTheListWhatTheAnswerToANewWebhookLacks() {
        ObjectNode answer = created("ours", EARLY);
        answer.remove(List.of("secret", "created"));
        lists(list(), list(created("theirs", LATE), created("ours", EARLY)));
        server.answers(post(WEBHOOKS), answer);

        WebhookRegistration registered = register("product.completed");

        assertThat(registered.id()).isEqualTo("ours");
        assertThat(registered.secret()).isEqualTo(SecretText.of("secret-of-ours"));
        server.verify(0, deleteRequestedFor(anyUrl()));
    }

    @Test
    void usesTheOldestOfSeveralAndSaysWhatToDo() {
        lists(list(created("c", LATE), created("b", EARLY), created("a", EARLY)));

        assertThat(register("product.completed").id()).isEqualTo("a");

        assertNothingWritten();
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("[a, b, c]", "Delete them, with deleteWebhook");
    }

    @Test
    void saysNothingOfOneWebhook() {
        lists(list(webhook("webhook-1")));

        register("product.completed");

        assertThat(log.list).isEmpty();
    }

    @Test
    void readsTheSecretWhereTheChangeDoesNotShowIt() {
        ObjectNode answer = webhook("webhook-1");
        answer.remove("secret");
        lists(list(webhook("webhook-1")));
        server.answers(put(WEBHOOKS + "webhook-1"), answer);
        server.answers(get(WEBHOOKS + "webhook-1"), webhook("webhook-1").put("secret", "shown"));

        assertThat(register("user.added").secret()).isEqualTo(SecretText.of("shown"));
    }

    @Test
    void failsWhereNoSecretIsShown() {
        ObjectNode webhook = webhook("webhook-1").putNull("secret");
        lists(list(webhook));
        server.answers(get(WEBHOOKS + "webhook-1"), webhook);

        assertThatThrownBy(() -> register("product.completed"))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageContaining("the webhook webhook-1 has no 'secret'");
    }

    @Test
    void failsWhereTheWebhookIsRefused() {
        lists(list());
        server.stubFor(post(WEBHOOKS).willReturn(okJson(failure("INVALID_URL"))));

        ApiException failure = catchThrowableOfType(ApiException.class, () -> register("product.completed"));

        assertThat(failure.getCode()).contains("INVALID_URL");
        assertThat(failure).hasMessageStartingWith("POST /v1/webhooks/ at localhost:");
    }

    private WebhookRegistration register(String events) {
        WebhookRegistration wanted = WebhookRegistration.to(URL).withSecret(SecretText.of("ours"));
        return api.register(wanted, EventFilter.of(events), Optional.empty(), false);
    }

    /** The webhooks are listed so at first, and so after a webhook was made. */
    private void lists(String first, String later) {
        server.stubFor(get(LIST).inScenario("list").willSetStateTo("later").willReturn(okJson(first)));
        server.stubFor(get(LIST).inScenario("list").whenScenarioStateIs("later").willReturn(okJson(later)));
    }

    private void lists(String always) {
        server.stubFor(get(LIST).willReturn(okJson(always)));
    }

    private static ObjectNode created(String uuid, String time) {
        return webhook(uuid).put("created", time);
    }

    private static String kept(String... events) {
        return """
                {
                  "clients": ["some-client-slug"],
                  "description": "",
                  "disable": false,
                  "events": [%s],
                  "name": "Some Webhook",
                  "organizationUuid": "organization-1",
                  "url": "https://hooks.example.com/vntana",
                  "userEmail": "some.email@example.com",
                  "uuid": "webhook-1"
                }"""
                .formatted(String.join(",", events));
    }

    @Test
    void canDeregister() {
        assertThat(api.canDeregister()).isTrue();
        assertThat(api.secretSource()).isEqualTo(SecretSource.SHOWN);
    }

    @Test
    void deregistersByDeleting() {
        server.stubFor(delete(WEBHOOKS + "webhook-1").willReturn(ok()));

        api.deregister(id("webhook-1"));

        server.verify(1, deleteRequestedFor(urlEqualTo(WEBHOOKS + "webhook-1")));
    }

    @ParameterizedTest
    @CsvSource({"404, ANYTHING", "400, WEBHOOK_NOT_FOUND", "200, NOT_FOUND"})
    void deregistersWhatIsGoneAlready(int status, String code) {
        server.stubFor(delete(WEBHOOKS + "webhook-1").willReturn(jsonResponse(failure(code), status)));

        assertThat(catchThrowable(() -> api.deregister(id("webhook-1")))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"500, INTERNAL", "200, INVALID"})
    void failsToDeregisterWhatMayStillBeThere(int status, String code) {
        server.stubFor(delete(WEBHOOKS + "webhook-1").willReturn(jsonResponse(failure(code), status)));

        assertThatThrownBy(() -> api.deregister(id("webhook-1")))
                .isExactlyInstanceOf(ApiException.class)
                .hasMessageEndingWith(status + " " + code);
    }

    private static WebhookRegistration id(String id) {
        return WebhookRegistration.to(null).withId(id);
    }

    private static RequestPatternBuilder body(RequestPatternBuilder request, String json) {
        return request.withHeader("x-auth-token", equalTo("Bearer " + TOKEN))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(equalToJson(json));
    }

    private void assertNothingWritten() {
        server.verify(0, postRequestedFor(urlEqualTo(WEBHOOKS)));
        server.verify(0, putRequestedFor(anyUrl()));
        server.verify(0, patchRequestedFor(anyUrl()));
        server.verify(0, deleteRequestedFor(anyUrl()));
    }
}
