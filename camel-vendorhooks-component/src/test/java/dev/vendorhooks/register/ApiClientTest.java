package dev.vendorhooks.register;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.vendorhooks.send.HttpSettings;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ApiClientTest {

    private static final String KEY = "key-of-the-test";
    private static final String PASSWORD = "password-of-the-test";
    private static final int MIB = 1024 * 1024;

    private static final WebhookClient HTTP = new WebhookClient(new HttpSettings(
            Duration.ofSeconds(2), Duration.ofSeconds(10), 10, 10, Optional.empty(), Optional.empty(), false));

    @RegisterExtension
    private static final WireMockExtension VENDOR = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @AfterAll
    static void closeClient() {
        HTTP.close();
    }

    @Test
    void sendsJsonAndReadsJson() {
        VENDOR.stubFor(any(anyUrl()).willReturn(okJson("\ufeff{\"id\":1}").withHeader("X-Token", "t")));

        ApiAnswer answer = client("/base/").call("PATCH", "/hooks/1", Map.of("X-Key", KEY), Map.of("a", 1));

        VENDOR.verify(patchRequestedFor(urlEqualTo("/base/hooks/1"))
                .withHeader("X-Key", equalTo(KEY))
                .withRequestBody(equalToJson("{\"a\":1}")));
        assertThat(answer.isSuccess()).isTrue();
        assertThat(answer.json().path("id").asInt()).isEqualTo(1);
        assertThat(answer.headers().all("X-Token")).containsExactly("t");
        assertThat(answer).hasToString("PATCH /base/hooks/1 at " + host() + " answered 200");
    }

    @Test
    void sendsNoBodyWhereThereIsNone() {
        VENDOR.stubFor(any(anyUrl()).willReturn(status(204)));

        assertThat(call("DELETE").json().isMissingNode()).isTrue();

        VENDOR.verify(deleteRequestedFor(urlEqualTo("/hooks")).withoutHeader("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "302, false", "404, false", "500, false"})
    void leavesTheStatusToTheCaller(int status, boolean success) {
        VENDOR.stubFor(any(anyUrl()).willReturn(status(status)));

        assertThat(call("GET").isSuccess()).isEqualTo(success);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>" + KEY, "Not Found", "{\"a\":1} {\"b\":2}", "{\"a\":", "{\"a\":1 \"b\":2}"})
    void refusesWhatIsNotJson(String body) {
        VENDOR.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(404)
                        .withHeader("Content-Type", "text/html")
                        .withBody(body)));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> call("GET"))
                .withMessage("GET /hooks at " + host()
                        + " answered 404 with text/html, which is not JSON. Is 'apiUrl' the API's?")
                .withNoCause()
                .satisfies(failure -> assertThat(failure.getStatus()).contains(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a:'b'}", "{\"a\":\"b\",}", "{'a':'b'}"})
    void readsJsonAsPeopleTypeIt(String body) {
        VENDOR.stubFor(any(anyUrl()).willReturn(okJson(body)));

        assertThat(call("GET").json().path("a").asText()).isEqualTo("b");
    }

    @Test
    void refusesAnAnswerThatIsTooLong() {
        VENDOR.stubFor(any(anyUrl()).willReturn(okJson("\"" + "a".repeat(16 * MIB) + "\"")));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> call("GET"))
                .withMessage("GET /hooks at " + host() + " answered 200 with more than 16 MiB");
    }

    @Test
    void tellsWhereThereWasNoAnswer() {
        VENDOR.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> call("GET"))
                .withMessageMatching("GET /hooks at \\Q" + host() + "\\E failed: no answer \\(\\w+\\)")
                .withNoCause()
                .satisfies(failure -> assertThat(failure.getStatus()).isEmpty());
    }

    @Test
    void staysInterrupted() {
        VENDOR.stubFor(any(anyUrl()).willReturn(status(204).withFixedDelay(5000)));
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            failure.set(catchThrowable(() -> call("GET")));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().until(() -> caller.getState() == Thread.State.WAITING);
        caller.interrupt();
        await().until(() -> !caller.isAlive());

        assertThat(failure.get())
                .isInstanceOf(ApiException.class)
                .hasMessage("GET /hooks at " + host() + " was interrupted");
        assertThat(interrupted).isTrue();
    }

    @Test
    void quotesNoCredentialThatTheVendorRepeats() {
        VENDOR.stubFor(any(anyUrl()).willReturn(status(401)));
        ApiAnswer answer = call("GET").hiding(SecretText.of("whsec_1"));

        assertThat(answer.failure("bad-" + KEY, PASSWORD + " Bearer token-1 token-1 whsec_1\r\nlog: ok"))
                .hasMessage("GET /hooks at " + host() + " failed: 401 bad-[redacted]: [redacted] [redacted] [redacted]"
                        + " [redacted]  log: ok")
                .satisfies(failure -> assertThat(failure.getCode()).contains("bad-[redacted]"));
    }

    @Test
    void takesATextOfThreeCharactersForNoSecret() {
        VENDOR.stubFor(any(anyUrl()).willReturn(status(400)));
        ApiAnswer answer =
                call("GET").hiding(SecretText.of("")).hiding(SecretText.of("a")).hiding(SecretText.of("abc"));

        assertThat(answer.failure(null, "abc")).hasMessageEndingWith(" failed: 400: abc");
    }

    @Test
    void quotesAtMost512Characters() {
        VENDOR.stubFor(any(anyUrl()).willReturn(status(400)));

        assertThat(call("GET").failure(null, "a".repeat(513))).hasMessageEndingWith(": " + "a".repeat(512));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"code\":\"c\",\"message\":\"m\",\"details\":\"d\"},\"message\":\"x\"} | 400 c: m",
                "{\"error\":\"e\",\"code\":5} | 400 5: e",
                "{\"error\":\"e\",\"message\":null} | 400: e",
                "{\"message\":\"m\",\"code\":\"c\"} | 400 c: m",
                "{\"error\":{}} | 400",
                "{\"error\":[\"e\"],\"message\":{\"a\":1}} | 400",
                "[] | 400",
                "'' | 400"
            })
    void readsTheUsualFormsOfAnError(String body, String told) {
        VENDOR.stubFor(any(anyUrl()).willReturn(status(400).withBody(body)));

        assertThat(call("GET").failure()).hasMessage("GET /hooks at " + host() + " failed: " + told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example", "https://api.example?key=hidden"})
    void refusesABaseUrlThatOthersCouldReadOrThatHasAQuery(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiClient(HTTP, Target.of(base), account()))
                .withMessage("option 'apiUrl' must be an https URL without a query; http is for this machine alone");
    }

    private static ApiAnswer call(String method) {
        return client("").call(method, "/hooks", Map.of("x-auth-token", "Bearer token-1"), null);
    }

    private static ApiClient client(String path) {
        return new ApiClient(HTTP, Target.of("http://" + host() + path), account());
    }

    private static String host() {
        return "127.0.0.1:" + VENDOR.getPort();
    }

    private static ApiAccount account() {
        return new ApiAccount(
                Optional.empty(), SecretText.of(KEY), "a@b.example", SecretText.of(PASSWORD), null, null, null);
    }
}
