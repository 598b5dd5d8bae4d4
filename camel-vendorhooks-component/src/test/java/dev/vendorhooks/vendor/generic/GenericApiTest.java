package dev.vendorhooks.vendor.generic;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.SecretSource;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.send.DeliveryRecord;
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

/** Registration with the answers that the page of the vendor without a name shows. */
@Timeout(30)
class GenericApiTest {

    private static final String KEY = "generic-key-1";
    private static final String URL = "https://yourapp.com/webhook";
    private static final String DELIVERIES = "/v1/webhooks/hook_123/deliveries";

    private static final String CREATED =
            """
            {"id":"hook_123","url":"https://yourapp.com/webhook",
             "events":["user.created","user.updated","project.created"],"secret":"whsec_abc123...","active":true,
             "created_at":"2026-01-15T12:00:00Z"}""";

    private static final WebhookClient HTTP = new WebhookClient(new HttpSettings(
            Duration.ofSeconds(2), Duration.ofSeconds(2), 10, 10, Optional.empty(), Optional.empty(), false));

    @RegisterExtension
    private static final WireMockExtension VENDOR = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @AfterAll
    static void closeClient() {
        HTTP.close();
    }

    @Test
    void createsAWebhook() {
        VENDOR.stubFor(post(anyUrl()).willReturn(created().withBody(CREATED)));

        WebhookRegistration created = (WebhookRegistration) call(
                "createWebhook",
                WebhookRegistration.of(Map.of(
                        "url", URL, "events", "user.created,user.updated", "secret", "whsec_sent", "enabled", false)));

        VENDOR.verify(
                postRequestedFor(urlEqualTo("/v1/webhooks"))
                        .withHeader("Authorization", equalTo("Bearer " + KEY))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                {"url":"https://yourapp.com/webhook","events":["user.created","user.updated"],
                                 "secret":"whsec_sent","active":false}""")));
        assertThat(created.id()).isEqualTo("hook_123");
        assertThat(created.isEnabled()).isTrue();
        assertThat(created.events()).containsExactly("user.created", "user.updated", "project.created");
        assertThat(created.secret().reveal()).isEqualTo("whsec_sent");
        assertThat(created.details()).containsOnly(Map.entry("created_at", "2026-01-15T12:00:00Z"));
    }

    @Test
    void fillsInWhatTheAnswerLeavesOut() {
        VENDOR.stubFor(post(anyUrl()).willReturn(okJson("{\"id\":\"hook_123\",\"events\":null}")));

        WebhookRegistration registered = register("user.*", Optional.empty());

        assertThat(registered.url()).isEqualTo(URL);
        assertThat(registered.events()).containsExactly("user.created", "user.deleted", "user.updated");
        assertThat(registered.isEnabled()).isTrue();
    }

    @Test
    void makesADifferentSecretEachTime() {
        VENDOR.stubFor(post(anyUrl()).willReturn(okJson("{\"id\":\"hook_123\"}")));

        SecretText one = register("", Optional.empty()).secret();
        SecretText other = register("", Optional.empty()).secret();

        assertThat(one).isNotEqualTo(other);
        assertThat(one.reveal()).matches("[0-9a-f]{64}");
        VENDOR.verify(2, postRequestedFor(anyUrl()).withRequestBody(matchingJsonPath("$.secret", matching(".{64}"))));
        VENDOR.verify(
                1, postRequestedFor(anyUrl()).withRequestBody(matchingJsonPath("$.secret", equalTo(one.reveal()))));
    }

    @Test
    void registersWithTheWantedSecretAndNewerTypes() {
        VENDOR.stubFor(post(anyUrl()).willReturn(okJson(CREATED)));

        WebhookRegistration wanted = WebhookRegistration.to(URL).withSecret(SecretText.of("whsec_wanted"));
        api().register(wanted, EventFilter.of("invoice.paid,project.created"), Optional.empty(), false);

        VENDOR.verify(
                postRequestedFor(anyUrl())
                        .withRequestBody(
                                equalToJson(
                                        """
                                {"url":"https://yourapp.com/webhook","events":["project.created","invoice.paid"],
                                 "secret":"whsec_wanted","active":true}""")));
    }

    @Test
    void refusesAPatternThatMatchesNothingBeforeAnyCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> register("invoice.*", Optional.of(kept())))
                .withMessageStartingWith("option 'events': 'invoice.*' matches none of the known types file.uploaded,");
        VENDOR.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void refusesAnAnswerWithoutId() {
        VENDOR.stubFor(post(anyUrl()).willReturn(okJson("{\"secret\":\"whsec_abc\"}")));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> register("", Optional.empty()))
                .withMessageEndingWith(" failed: 200: the answer has no 'id', by which the webhook would be known");
    }

    @Test
    void keepsAWebhookThatStillExists() {
        VENDOR.stubFor(get(DELIVERIES).willReturn(okJson("{\"deliveries\":[]}")));

        WebhookRegistration registered = register("user.created,user.updated", Optional.of(kept()));

        assertThat(registered).isEqualTo(kept());
        VENDOR.verify(getRequestedFor(urlEqualTo(DELIVERIES)).withHeader("Authorization", equalTo("Bearer " + KEY)));
        VENDOR.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void createsAgainWhatIsGone() {
        VENDOR.stubFor(get(DELIVERIES).willReturn(status(404)));
        VENDOR.stubFor(post(anyUrl()).willReturn(okJson(CREATED.replace("hook_123", "hook_124"))));

        assertThat(register("user.*", Optional.of(kept())).id()).isEqualTo("hook_124");
    }

    @Test
    void createsNothingWhereItCannotTellWhetherAWebhookExists() {
        VENDOR.stubFor(get(DELIVERIES).willReturn(status(503)));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> register("user.created,user.updated", Optional.of(kept())))
                .withMessageContaining("GET " + DELIVERIES)
                .withMessageEndingWith(" failed: 503");
        VENDOR.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void createsAWebhookForAnotherUrl() {
        VENDOR.stubFor(post(anyUrl()).willReturn(okJson(CREATED)));

        api().register(
                        WebhookRegistration.to("https://yourapp.com/moved"),
                        EventFilter.of("user.created,user.updated"),
                        Optional.of(kept()),
                        false);

        VENDOR.verify(postRequestedFor(anyUrl())
                .withRequestBody(matchingJsonPath("$.url", equalTo("https://yourapp.com/moved"))));
        VENDOR.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void createsAWebhookWhereNoIdIsRemembered() {
        VENDOR.stubFor(post(anyUrl()).willReturn(okJson(CREATED)));

        assertThat(register("user.*", Optional.of(kept().withId(null))).id()).isEqualTo("hook_123");
        VENDOR.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void makesNoSecondWebhookForOtherTypesOfEvent() {
        VENDOR.stubFor(get(DELIVERIES).willReturn(okJson("{\"deliveries\":[]}")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> register("payment.failed", Optional.of(kept())))
                .withMessage(
                        "option 'events': webhook hook_123 was created for other types of event, and the API documents"
                                + " no update. Delete webhook hook_123 by hand, or keep 'events' as it was:"
                                + " user.updated,user.created");
        VENDOR.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void keepsAWebhookForAllTypesThatWereKnownWhenItWasCreated() {
        VENDOR.stubFor(get(DELIVERIES).willReturn(okJson("{\"deliveries\":[]}")));

        assertThat(register("", Optional.of(kept())).id()).isEqualTo("hook_123");
        VENDOR.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void listsDeliveries() {
        VENDOR.stubFor(
                get(DELIVERIES)
                        .willReturn(
                                okJson(
                                        """
                                        {"deliveries":[
                                         {"id":"del_123","event_id":"evt_abc","status":"success","status_code":200,
                                          "attempts":1,"delivered_at":"2026-01-15T12:30:00Z","region":"eu"},
                                         {"id":"del_124","event_id":"evt_def","status":"failed","status_code":500,
                                          "attempts":3,"error":"Connection timeout"},
                                         {"id":125},null]}""")));

        assertThat(call("listDeliveries", WebhookRegistration.to(null).withId("hook_123")))
                .isEqualTo(List.of(
                        new DeliveryRecord("del_123", "evt_abc", "success", 200, 1, "2026-01-15T12:30:00Z", null),
                        new DeliveryRecord("del_124", "evt_def", "failed", 500, 3, null, "Connection timeout"),
                        new DeliveryRecord("125", null, null, null, 0, null, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"deliveries\":null}", "{\"deliveries\":[]}"})
    void listsNothingWhereNothingWasDelivered(String body) {
        VENDOR.stubFor(get(DELIVERIES).willReturn(okJson(body)));

        assertThat(call("listDeliveries", kept())).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"deliveries\":\"whsec_shown\"}", "{\"deliveries\":[{\"status_code\":\"whsec_shown\"}]}"})
    void refusesDeliveriesThatAreNone(String body) {
        VENDOR.stubFor(get(DELIVERIES).willReturn(okJson(body)));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> call("listDeliveries", kept()))
                .withMessageEndingWith(" failed: 200: the answer is not as the vendor documents it")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"200 | {\"sent\":true} | {sent=true}", "200 | [1] | null", "202 | '' | null", "204 | '' | null"})
    void sendsATest(int status, String body, String answered) {
        VENDOR.stubFor(
                post("/v1/webhooks/hook_123/test").willReturn(status(status).withBody(body)));

        assertThat(String.valueOf(call("sendTest", kept()))).isEqualTo(answered);
        LoggedRequest request = VENDOR.findAll(postRequestedFor(anyUrl())).get(0);
        assertThat(request.getBody()).isEmpty();
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    void needsTheIdOfAWebhookThatExists() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call("sendTest", WebhookRegistration.to(URL)))
                .withMessageContaining("CamelVendorhookWebhookId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call("listDeliveries", kept().withId("..")))
                .withMessageContaining("CamelVendorhookWebhookId");
    }

    @Test
    void tellsCodeAndMessageAndNoSecret() {
        VENDOR.stubFor(
                post(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withStatus(422)
                                        .withBody(
                                                """
                                                {"error":{"code":"invalid_secret","message":"whsec_sent is too weak for\
                                                 generic-key-1","details":{"secret":"whsec_details"}}}""")));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() ->
                        call("createWebhook", WebhookRegistration.to(URL).withSecret(SecretText.of("whsec_sent"))))
                .withMessage("POST /v1/webhooks at 127.0.0.1:" + VENDOR.getPort()
                        + " failed: 422 invalid_secret: [redacted] is too weak for [redacted]")
                .satisfies(failure -> assertThat(failure.getCode()).contains("invalid_secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"listDeliveries", "sendTest"})
    void failsWhereTheWebhookIsGone(String operation) {
        VENDOR.stubFor(any(anyUrl())
                .willReturn(
                        status(404).withBody("{\"error\":{\"code\":\"not_found\",\"message\":\"No such webhook\"}}")));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> call(operation, kept()))
                .withMessageEndingWith(" failed: 404 not_found: No such webhook");
    }

    @Test
    void refusesAPage() {
        VENDOR.stubFor(post(anyUrl())
                .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody("<html>" + KEY)));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> register("", Optional.empty()))
                .withMessageContaining("with text/html, which is not JSON. Is 'apiUrl' the API's?")
                .withMessageNotContaining(KEY);
    }

    @Test
    void saysWhatIsDoneByHand() {
        assertThat(api().canDeregister()).isFalse();
        assertThat(api().secretSource()).isEqualTo(SecretSource.MADE_HERE);
        assertThat(api().operations().keySet()).containsExactly("createWebhook", "listDeliveries", "sendTest");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> api().deregister(kept()))
                .withMessageEndingWith("Delete webhook hook_123 by hand.");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> api().rotateSecret(kept()))
                .withMessageEndingWith(
                        "Change it by hand, and set 'secret' to the new and the old one, separated by a" + " blank.");
    }

    @Test
    void needsABaseUrlAndAnApiKey() {
        GenericVendor vendor = new GenericVendor();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> vendor.api(account(Optional.empty(), SecretText.of(KEY)), HTTP))
                .withMessage("option 'apiUrl' is missing: where the vendor's API is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vendor.api(account(Optional.of(Target.of("https://api.example.com")), null), HTTP))
                .withMessage("option 'apiKey' is missing: the key of the vendor's API");
    }

    private static WebhookRegistration kept() {
        return new WebhookRegistration(
                "hook_123",
                URL,
                List.of("user.updated", "user.created"),
                true,
                null,
                null,
                SecretText.of("whsec_kept"),
                Map.of());
    }

    private static WebhookRegistration register(String events, Optional<WebhookRegistration> kept) {
        return api().register(WebhookRegistration.to(URL), EventFilter.of(events), kept, false);
    }

    private static Object call(String operation, WebhookRegistration request) {
        return api().operations().get(operation).call().apply(request);
    }

    private static WebhookApi api() {
        Target url = Target.of("http://127.0.0.1:" + VENDOR.getPort());
        return new GenericVendor().api(account(Optional.of(url), SecretText.of(KEY)), HTTP);
    }

    private static ApiAccount account(Optional<Target> url, SecretText apiKey) {
        return new ApiAccount(url, apiKey, null, null, null, null, null);
    }
}
