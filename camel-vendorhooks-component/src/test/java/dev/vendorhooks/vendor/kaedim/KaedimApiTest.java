package dev.vendorhooks.vendor.kaedim;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.SecretSource;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.send.HttpSettings;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registration with the answers that Kaedim documents. */
@Timeout(30)
class KaedimApiTest {

    private static final String KEY = "kaedim-key-1";
    private static final String URL = "https://your-app.com/webhooks/kaedim";

    private static final String REGISTERED =
            """
            {"status":"success","userID":"94d","sessionExpireAt":null,"jwt":"eyJhbGciOi","refreshToken":"adghad9as"}""";

    private static final WebhookClient HTTP = new WebhookClient(new HttpSettings(
            Duration.ofSeconds(2), Duration.ofSeconds(2), 10, 10, Optional.empty(), Optional.empty(), false));

    @RegisterExtension
    private static final WireMockExtension KAEDIM = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @AfterAll
    static void closeClient() {
        HTTP.close();
    }

    @Test
    void registersTheDestination() {
        answers(200, REGISTERED);

        WebhookRegistration registered = (WebhookRegistration)
                api().operations().get("registerWebhook").call().apply(WebhookRegistration.to(URL));

        KAEDIM.verify(postRequestedFor(urlEqualTo("/api/v1/registerHook"))
                .withHeader("X-API-Key", equalTo(KEY))
                .withHeader("Content-Type", equalTo("application/json"))
                .withRequestBody(
                        equalToJson("{\"devID\":\"dev-1\",\"destination\":\"https://your-app.com/webhooks/kaedim\"}")));
        assertThat(registered.url()).isEqualTo(URL);
        assertThat(registered.secret()).isNull();
        assertThat(registered.details())
                .containsOnly(
                        Map.entry("status", "success"),
                        Map.entry("userID", "94d"),
                        Map.entry("jwt", SecretText.of("eyJhbGciOi")),
                        Map.entry("refreshToken", SecretText.of("adghad9as")));
    }

    @Test
    void showsNoToken() {
        answers(200, REGISTERED);

        WebhookRegistration registered = register(Optional.empty());

        assertThat(registered + new String(EventJson.write(registered), StandardCharsets.UTF_8))
                .contains("success")
                .doesNotContain("eyJhbGciOi", "adghad9as");
    }

    @Test
    void takesAWebhookThatIsAlreadyRegisteredForSuccess() {
        answers(201, "{\"status\":\"success\",\"message\":\"Endpoint is already registered\"}");

        assertThat(register(Optional.empty()).details())
                .containsOnly(Map.entry("status", "success"), Map.entry("message", "Endpoint is already registered"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void readsAnAnswerTypesetAsThePagesSamples(int status) {
        answers(
                status,
                """
                {
                  status: 'success',
                  jwt: 'eyJhbGciOi... ',
                }
                """);

        assertThat(register(Optional.empty()).details()).containsEntry("jwt", SecretText.of("eyJhbGciOi... "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"status\":\"error\",\"message\":\"Invalid 'devID'\"} | 404: Invalid 'devID'",
                "401 | {\"status\":\"error\",\"message\":\"kaedim-key-1 is wrong\"} | 401: [redacted] is wrong",
                "200 | {\"status\":\"error\",\"message\":\"Not now\"} | 200: Not now",
                "500 | {\"status\":\"success\"} | 500",
                "200 | {\"jwt\":\"eyJhbGciOi\"} | 200",
                "200 | [] | 200",
                "204 | '' | 204"
            })
    void tellsWhatKaedimSays(int status, String body, String told) {
        answers(status, body);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> register(Optional.empty()))
                .withMessage("POST /api/v1/registerHook at 127.0.0.1:" + KAEDIM.getPort() + " failed: " + told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<!doctype html><p>success", "success", "status: 'success'", "{status: 'success'} trailing"})
    void refusesWhatIsNoJsonAtAll(String body) {
        answers(200, body);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> register(Optional.empty()))
                .withMessageContaining("which is not JSON. Is 'apiUrl' the API's?")
                .withMessageNotContaining("success");
    }

    @Test
    void registersOnceForAUrl() {
        answers(200, REGISTERED);
        WebhookRegistration kept = WebhookRegistration.to(URL + "/");

        assertThat(register(Optional.of(kept))).isSameAs(kept);
        KAEDIM.verify(0, postRequestedFor(anyUrl()));

        register(Optional.of(WebhookRegistration.to("https://your-app.com/before")));
        KAEDIM.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void saysWhatIsDoneByHand() {
        assertThat(api().canDeregister()).isFalse();
        assertThat(api().secretSource()).isEqualTo(SecretSource.CONFIGURED);
        assertThat(api().operations().keySet()).containsExactly("registerWebhook");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> api().rotateSecret(WebhookRegistration.to(URL)))
                .withMessage(
                        "Kaedim's API cannot change the secret. Reset it in Kaedim's user settings, and set 'secret'"
                                + " to the new and the old one, separated by a blank.");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> api().deregister(WebhookRegistration.to(URL)))
                .withMessageStartingWith("Kaedim's API cannot remove a webhook.");
    }

    @Test
    void needsAnApiKeyAndADeveloperId() {
        KaedimVendor vendor = new KaedimVendor();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> vendor.api(account(Optional.empty(), null, "dev-1"), HTTP))
                .withMessage("option 'apiKey' is missing: the API key in Kaedim's user settings");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vendor.api(account(Optional.empty(), SecretText.of(KEY), " "), HTTP))
                .withMessage("option 'developerId' is missing: the developer id in Kaedim's user settings");
    }

    private static void answers(int status, String body) {
        KAEDIM.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    }

    private static WebhookRegistration register(Optional<WebhookRegistration> kept) {
        return api().register(WebhookRegistration.to(URL), EventFilter.of("rig.*"), kept, false);
    }

    private static WebhookApi api() {
        Target url = Target.of("http://127.0.0.1:" + KAEDIM.getPort() + "/api/v1");
        return new KaedimVendor().api(account(Optional.of(url), SecretText.of(KEY), "dev-1"), HTTP);
    }

    private static ApiAccount account(Optional<Target> url, SecretText apiKey, String developerId) {
        return new ApiAccount(url, apiKey, null, null, null, null, developerId);
    }
}
