package dev.vendorhooks.vendor.glossi;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.Operation;
import dev.vendorhooks.register.SecretSource;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.send.HttpSettings;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registration with the answers that Glossi's page shows. */
@Timeout(30)
class GlossiApiTest {

    private static final String KEY = "glossi-key-1";
    private static final String URL = "https://your-app.com/webhooks/glossi";
    private static final String ALL =
            """
            ["job.complete","job.failed","model.failed","model.processed","project.created","render.complete",
            "render.failed"]""";

    private static final String PUT_ANSWER =
            """
            {"id":"webhook-uuid","url":"https://your-app.com/webhooks/glossi","secret":"your-webhook-secret",
             "events":["model.processed","model.failed","project.created","job.complete","job.failed","render.complete",
             "render.failed"],"enabled":true,"description":"Production webhook for n8n"}""";

    private static final WebhookClient HTTP = new WebhookClient(new HttpSettings(
            Duration.ofSeconds(2), Duration.ofSeconds(2), 10, 10, Optional.empty(), Optional.empty(), false));

    @RegisterExtension
    private static final WireMockExtension GLOSSI = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @AfterAll
    static void closeClient() {
        HTTP.close();
    }

    @Test
    void putsTheWholeWebhook() {
        GLOSSI.stubFor(put(anyUrl()).willReturn(okJson(PUT_ANSWER)));

        WebhookRegistration answered = (WebhookRegistration) call(
                "putWebhook",
                WebhookRegistration.of(Map.of(
                        "url",
                        URL,
                        "events",
                        "model.processed",
                        "enabled",
                        false,
                        "description",
                        "Production webhook")));

        GLOSSI.verify(
                putRequestedFor(urlEqualTo("/api/v1/webhooks"))
                        .withHeader("X-API-Key", equalTo(KEY))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                {"url":"https://your-app.com/webhooks/glossi","events":["model.processed"],
                                 "enabled":false,"description":"Production webhook"}""")));
        assertThat(answered.id()).isEqualTo("webhook-uuid");
        assertThat(answered.secret().reveal()).isEqualTo("your-webhook-secret");
        assertThat(answered.events()).hasSize(7).contains("render.failed");
        assertThat(answered.isEnabled()).isTrue();
    }

    @Test
    void tellsWhichOperationChangesTheSecret() {
        Map<String, Operation> operations = api().operations();

        assertThat(operations.keySet()).containsExactly("putWebhook", "getWebhook", "deleteWebhook");
        assertThat(operations.get("putWebhook").changesSecret()).isTrue();
        assertThat(operations.get("getWebhook").changesSecret()).isFalse();
        assertThat(operations.get("deleteWebhook").changesSecret()).isFalse();
        assertThat(api().secretSource()).isEqualTo(SecretSource.SHOWN_ONCE);
        assertThat(api().canDeregister()).isTrue();
    }

    @Test
    void readsHowDeliveriesFare() {
        exists(URL, "[\"model.processed\",\"render.complete\"]", true);

        WebhookRegistration webhook = (WebhookRegistration) call("getWebhook", null);

        GLOSSI.verify(getRequestedFor(urlEqualTo("/api/v1/webhooks")).withHeader("X-API-Key", equalTo(KEY)));
        assertThat(webhook.events()).containsExactly("model.processed", "render.complete");
        assertThat(webhook.details())
                .containsOnly(
                        Map.entry("lastTriggeredAt", "2025-01-15T10:30:00.000Z"),
                        Map.entry("lastResponseStatus", 200),
                        Map.entry("failureCount", 0));
    }

    @ParameterizedTest
    @CsvSource({"404, ''", "404, '{\"error\":\"Not found\"}'", "204, ''", "200, ''", "200, null", "200, {}"})
    void takesEveryFormOfNothingForNoWebhook(int status, String body) {
        GLOSSI.stubFor(get(anyUrl()).willReturn(status(status).withBody(body)));

        assertThat(call("getWebhook", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 404})
    void deletesWhetherItIsThereOrNot(int status) {
        GLOSSI.stubFor(delete(anyUrl()).willReturn(status(status)));

        assertThat(call("deleteWebhook", null)).isNull();
        GLOSSI.verify(deleteRequestedFor(urlEqualTo("/api/v1/webhooks")).withHeader("X-API-Key", equalTo(KEY)));
    }

    @Test
    void registersAllTypesOfEventWhereThereIsNoWebhook() {
        answersGet(status(404));
        GLOSSI.stubFor(put(anyUrl()).willReturn(okJson(PUT_ANSWER)));

        WebhookRegistration registered = register("", Optional.empty(), false);

        GLOSSI.verify(putRequestedFor(urlEqualTo("/api/v1/webhooks"))
                .withRequestBody(equalToJson(
                        "{\"url\":\"https://your-app.com/webhooks/glossi\",\"events\":" + ALL + ",\"enabled\":true}")));
        assertThat(registered.secret().reveal()).isEqualTo("your-webhook-secret");
    }

    @Test
    void registersTypesThatThisReleaseDoesNotKnow() {
        answersGet(status(404));
        GLOSSI.stubFor(put(anyUrl())
                .willReturn(okJson("{\"id\":\"webhook-uuid\",\"url\":\"" + URL + "\",\"secret\":\"new\"}")));

        register("Model.*, scene.created", Optional.empty(), false);

        GLOSSI.verify(
                putRequestedFor(anyUrl())
                        .withRequestBody(
                                equalToJson(
                                        """
                                {"url":"https://your-app.com/webhooks/glossi",
                                 "events":["model.failed","model.processed","scene.created"],"enabled":true}""")));
    }

    @Test
    void refusesAPatternThatMatchesNothingBeforeAnyCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> register("scene.*", Optional.empty(), false))
                .withMessage("option 'events': 'scene.*' matches none of the known types job.complete, job.failed,"
                        + " model.failed, model.processed, project.created, render.complete, render.failed");
        GLOSSI.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void leavesAWebhookOfSomebodyElseAlone() {
        exists("https://other.example:8443/webhooks?token=hidden", ALL, true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> register("", Optional.of(kept()), false))
                .withMessage("Glossi's only webhook of this API key delivers to other.example:8443. Set replace=true if"
                        + " it may be taken over.");
        GLOSSI.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void leavesAWebhookWithoutAReadableUrlAlone() {
        exists("hooks/hidden", ALL, true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> register("", Optional.empty(), false))
                .withMessage(
                        "Glossi's only webhook of this API key delivers to another place. Set replace=true if it may"
                                + " be taken over.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "5", "[1]", "{\"success\":false}"})
    void takesNoOtherAnswerForAWebhookOrForNone(String answer) {
        answersGet(okJson(answer));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> register("", Optional.empty(), true))
                .withMessageStartingWith(
                        "GET /api/v1/webhooks at 127.0.0.1:" + GLOSSI.getPort() + " failed: 200: the answer is");
        GLOSSI.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void takesAWebhookOverWhereItMay() {
        exists("https://other.example/webhooks", ALL, true);
        GLOSSI.stubFor(put(anyUrl()).willReturn(okJson(PUT_ANSWER)));

        assertThat(register("", Optional.of(kept()), true).url()).isEqualTo(URL);
        GLOSSI.verify(1, putRequestedFor(anyUrl()));
    }

    @Test
    void usesTheKeptSecretAsLongAsAllIsAsWanted() {
        exists("https://YOUR-app.com:443/webhooks/glossi/", ALL, true);

        WebhookRegistration registered = register("", Optional.of(kept()), false);

        assertThat(registered.secret().reveal()).isEqualTo("kept-secret");
        assertThat(registered.details()).containsEntry("failureCount", 0);
        GLOSSI.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void usesTheKeptSecretOfAWebhookWithoutId() {
        exists(URL, ALL, true);

        assertThat(register("", Optional.of(kept().withId(null)), false)
                        .secret()
                        .reveal())
                .isEqualTo("kept-secret");
    }

    @Test
    void putsAgainWhereTypesOfEventDiffer() {
        exists(URL, "[\"job.failed\"]", true);

        assertPutsAgain(Optional.of(kept()));
    }

    @Test
    void takesTypesOfEventThatAreNotToldForThoseWanted() {
        exists(URL, "null", true);

        assertThat(register("", Optional.of(kept()), false).secret().reveal()).isEqualTo("kept-secret");
    }

    @Test
    void putsAgainWhereTheKeptSecretIsThatOfOtherEvents() {
        exists(URL, ALL, true);

        assertPutsAgain(Optional.of(kept().withEvents(List.of("job.failed"))));
    }

    @Test
    void refusesTypesOfEventThatGlossiLeavesOut() {
        answersGet(status(404));
        GLOSSI.stubFor(put(anyUrl()).willReturn(okJson(PUT_ANSWER)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> register("model.processed,model.newer", Optional.empty(), false))
                .withMessageStartingWith(
                        "option 'events': Glossi was asked for [model.processed, model.newer] and took [");
    }

    @Test
    void putsAgainWhereItIsDisabled() {
        exists(URL, ALL, false);

        assertPutsAgain(Optional.of(kept()));
    }

    @Test
    void putsAgainWhereTheSecretIsLost() {
        exists(URL, ALL, true);

        assertPutsAgain(Optional.empty());
        assertPutsAgain(Optional.of(kept().withSecret(null)));
    }

    @Test
    void putsAgainWhereTheSecretIsAnotherWebhooks() {
        exists(URL, ALL, true);

        assertPutsAgain(Optional.of(kept().withId("webhook-of-before")));
        assertPutsAgain(Optional.of(new WebhookRegistration(
                "webhook-uuid",
                "https://your-app.com/elsewhere",
                List.of(),
                true,
                null,
                null,
                SecretText.of("kept-secret"),
                Map.of())));
    }

    @Test
    void refusesAnAnswerWithoutTheSecret() {
        answersGet(status(404));
        GLOSSI.stubFor(put(anyUrl()).willReturn(okJson("{\"id\":\"webhook-uuid\",\"url\":\"" + URL + "\"}")));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> register("", Optional.empty(), false))
                .withMessage("PUT /api/v1/webhooks at 127.0.0.1:" + GLOSSI.getPort()
                        + " failed: 200: the answer has no 'secret', which Glossi shows nowhere else");
    }

    @Test
    void putsTheSameConfigurationForANewSecret() {
        exists(URL, "[\"job.failed\"]", false);
        GLOSSI.stubFor(put(anyUrl()).willReturn(okJson(PUT_ANSWER)));

        assertThat(api().rotateSecret(kept()).secret().reveal()).isEqualTo("your-webhook-secret");
        GLOSSI.verify(
                putRequestedFor(anyUrl())
                        .withRequestBody(
                                equalToJson(
                                        """
                                {"url":"https://your-app.com/webhooks/glossi","events":["job.failed"],"enabled":false,
                                 "description":"Production webhook"}""")));
    }

    @Test
    void givesNoNewSecretToAWebhookThatIsGoneOrAnothers() {
        answersGet(status(204));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api().rotateSecret(kept()))
                .withMessageStartingWith("Glossi's webhook is gone, or delivers elsewhere by now.");

        exists("https://other.example/", ALL, true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api().rotateSecret(kept()))
                .withMessageStartingWith("Glossi's webhook is gone, or delivers elsewhere by now.");
        GLOSSI.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void deregistersOurWebhookAlone() {
        GLOSSI.stubFor(delete(anyUrl()).willReturn(status(200)));

        answersGet(status(404));
        api().deregister(kept());
        exists("https://other.example/", ALL, true);
        api().deregister(kept());
        GLOSSI.verify(0, deleteRequestedFor(anyUrl()));

        exists(URL, ALL, true);
        api().deregister(kept());
        GLOSSI.verify(1, deleteRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"Invalid API key glossi-key-1\"} | 401: Invalid API key [redacted]",
                "400 | {\"error\":{\"code\":\"bad_url\",\"message\":\"url is wrong\"}} | 400 bad_url: url is wrong",
                "429 | {\"code\":\"slow_down\"} | 429 slow_down",
                "500 | {\"message\":\"down\",\"error\":\"Server Error\"} | 500: down",
                "503 | '' | 503",
                "200 | [1] | 200: the answer is not as the vendor documents it",
                "200 | {\"url\":{\"a\":1}} | 200: the answer is not as the vendor documents it"
            })
    void tellsWhatGlossiSays(int status, String body, String told) {
        answersGet(status(status).withBody(body));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> register("", Optional.empty(), false))
                .withMessage("GET /api/v1/webhooks at 127.0.0.1:" + GLOSSI.getPort() + " failed: " + told)
                .withNoCause()
                .satisfies(failure -> assertThat(failure.getStatus()).contains(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void refusesAPage(int status) {
        answersGet(aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody("<!doctype html>glossi-key-1"));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> register("", Optional.empty(), false))
                .withMessageContaining("with text/html, which is not JSON. Is 'apiUrl' the API's?")
                .withMessageNotContaining(KEY);
    }

    @Test
    void needsAnApiKey() {
        ApiAccount account = new ApiAccount(Optional.empty(), null, null, null, null, null, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GlossiVendor().api(account, HTTP))
                .withMessage("option 'apiKey' is missing: the key of Glossi's API");
    }

    private static void assertPutsAgain(Optional<WebhookRegistration> kept) {
        GLOSSI.resetRequests();
        GLOSSI.stubFor(put(anyUrl()).willReturn(okJson(PUT_ANSWER)));

        assertThat(register("", kept, false).secret().reveal()).isEqualTo("your-webhook-secret");
        GLOSSI.verify(1, putRequestedFor(anyUrl()));
    }

    private static void exists(String url, String events, boolean enabled) {
        answersGet(okJson(
                """
                        {"id":"webhook-uuid","url":"%s","events":%s,"enabled":%s,"description":"Production webhook",
                         "lastTriggeredAt":"2025-01-15T10:30:00.000Z","lastResponseStatus":200,"failureCount":0}"""
                        .formatted(url, events, enabled)));
    }

    private static void answersGet(ResponseDefinitionBuilder answer) {
        GLOSSI.stubFor(get(anyUrl()).willReturn(answer));
    }

    private static WebhookRegistration kept() {
        return WebhookRegistration.to(URL).withId("webhook-uuid").withSecret(SecretText.of("kept-secret"));
    }

    private static WebhookRegistration register(String events, Optional<WebhookRegistration> kept, boolean replace) {
        return api().register(WebhookRegistration.to(URL), EventFilter.of(events), kept, replace);
    }

    private static Object call(String operation, WebhookRegistration request) {
        return api().operations().get(operation).call().apply(request);
    }

    private static WebhookApi api() {
        Optional<Target> url = Optional.of(Target.of("http://127.0.0.1:" + GLOSSI.getPort() + "/api/v1/"));
        return new GlossiVendor().api(new ApiAccount(url, SecretText.of(KEY), null, null, null, null, null), HTTP);
    }
}
