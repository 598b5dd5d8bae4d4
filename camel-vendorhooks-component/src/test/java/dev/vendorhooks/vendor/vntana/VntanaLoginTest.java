package dev.vendorhooks.vendor.vntana;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.vendorhooks.vendor.vntana.VntanaServer.EMAIL;
import static dev.vendorhooks.vendor.vntana.VntanaServer.KEY;
import static dev.vendorhooks.vendor.vntana.VntanaServer.ORGANIZATION;
import static dev.vendorhooks.vendor.vntana.VntanaServer.PASSWORD;
import static dev.vendorhooks.vendor.vntana.VntanaServer.PASSWORD_LOGIN;
import static dev.vendorhooks.vendor.vntana.VntanaServer.REFRESH;
import static dev.vendorhooks.vendor.vntana.VntanaServer.TOKEN;
import static dev.vendorhooks.vendor.vntana.VntanaServer.TOKEN_LOGIN;
import static dev.vendorhooks.vendor.vntana.VntanaServer.USER_TOKEN;
import static dev.vendorhooks.vendor.vntana.VntanaServer.failure;
import static dev.vendorhooks.vendor.vntana.VntanaServer.success;
import static dev.vendorhooks.vendor.vntana.VntanaServer.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.sun.net.httpserver.HttpServer;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.ApiAnswer;
import dev.vendorhooks.register.ApiClient;
import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class VntanaLoginTest {

    private static final String PATH = "/v1/anything";

    @RegisterExtension
    private final VntanaServer server = new VntanaServer();

    private final WebhookClient http = VntanaServer.client();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void logsInWithTheKey() {
        server.answers(get(PATH), null);

        login(server.account(KEY, EMAIL, PASSWORD, ORGANIZATION, null)).call("GET", PATH, null);

        List<LoggedRequest> requests = requests();
        assertThat(requests).extracting(LoggedRequest::getUrl).containsExactly(TOKEN_LOGIN, REFRESH, PATH);
        LoggedRequest userLogin = requests.get(0);
        assertThat(userLogin.getMethod()).isEqualTo(RequestMethod.POST);
        assertThat(userLogin.getBodyAsString()).isEqualTo("{\"personal-access-token\":\"personal-key-1\"}");
        assertThat(userLogin.contentTypeHeader().mimeTypePart()).isEqualTo("application/json");
        LoggedRequest refresh = requests.get(1);
        assertThat(refresh.getMethod()).isEqualTo(RequestMethod.POST);
        assertThat(refresh.getBody()).isEmpty();
        assertThat(refresh.getHeader("x-auth-token")).isEqualTo("Bearer " + USER_TOKEN);
        assertThat(refresh.getHeader("organizationUuid")).isEqualTo(ORGANIZATION);
        assertThat(refresh.containsHeader("clientUuid")).isFalse();
        LoggedRequest call = requests.get(2);
        assertThat(call.getHeader("x-auth-token")).isEqualTo("Bearer " + TOKEN);
        assertThat(call.containsHeader("organizationUuid")).isFalse();
    }

    @Test
    void logsInWithThePasswordWhereThereIsNoKey() {
        server.answers(get(PATH), null);

        login(server.account(null, EMAIL, PASSWORD, ORGANIZATION, null)).call("GET", PATH, null);

        List<LoggedRequest> requests = requests();
        assertThat(requests).extracting(LoggedRequest::getUrl).containsExactly(PASSWORD_LOGIN, REFRESH, PATH);
        server.verify(postRequestedFor(urlEqualTo(PASSWORD_LOGIN))
                .withRequestBody(equalToJson("{\"email\":\"ops@example.com\",\"password\":\"password-1\"}")));
    }

    @Test
    void namesTheWorkspaceOfAUserWhoHasOne() {
        server.answers(get(PATH), null);

        login(server.account(KEY, EMAIL, null, ORGANIZATION, "workspace-1")).call("GET", PATH, null);

        server.verify(postRequestedFor(urlEqualTo(REFRESH)).withHeader("clientUuid", equalTo("workspace-1")));
    }

    @Test
    void refusesAnAccountWithNothingToLogInWith() {
        IllegalArgumentException refusal = catchThrowableOfType(
                IllegalArgumentException.class, () -> login(server.account(null, EMAIL, null, ORGANIZATION, null)));

        assertThat(refusal).hasMessageContaining("option 'apiKey' is missing").hasMessageContaining("'password'");
        assertThat(requests()).isEmpty();
    }

    @Test
    void keepsTheTokenForLaterCalls() {
        server.answers(get(PATH), null);
        VntanaLogin login = login(server.account());

        login.call("GET", PATH, null);
        login.call("GET", PATH, null);

        assertThat(requests()).extracting(LoggedRequest::getUrl).containsExactly(TOKEN_LOGIN, REFRESH, PATH, PATH);
    }

    @ParameterizedTest
    @CsvSource({"401, application/json", "403, application/json", "401, text/html", "403, text/html"})
    void logsInAgainWhenTheTokenIsRefused(int status, String type) {
        String body = type.equals("text/html") ? "<p>No</p>" : failure("ACCESS_DENIED");
        ResponseDefinitionBuilder refusal =
                aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body);
        server.stubFor(get(PATH).willReturn(refusal));
        server.stubFor(
                get(PATH).withHeader("x-auth-token", equalTo("Bearer renewed")).willReturn(okJson(success(null))));
        server.stubFor(
                post(REFRESH).inScenario("tokens").willSetStateTo("revoked").willReturn(token(TOKEN)));
        server.stubFor(post(REFRESH)
                .inScenario("tokens")
                .whenScenarioStateIs("revoked")
                .willReturn(token("renewed")));

        ApiAnswer answer = login(server.account()).call("GET", PATH, null);

        assertThat(answer.isSuccess()).isTrue();
        assertThat(requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(TOKEN_LOGIN, REFRESH, PATH, TOKEN_LOGIN, REFRESH, PATH);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void givesUpWhenTheNewTokenIsRefusedToo(int status) {
        server.stubFor(get(PATH).willReturn(jsonResponse(failure("ACCESS_DENIED"), status)));

        ApiException failure = failureOf(login(server.account()));

        assertThat(failure.getStatus()).contains(status);
        assertThat(failure.getCode()).contains("ACCESS_DENIED");
        assertThat(requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(TOKEN_LOGIN, REFRESH, PATH, TOKEN_LOGIN, REFRESH, PATH);
    }

    @Test
    void callsAgainWithTheSameBody() {
        server.stubFor(post(PATH)
                .inScenario("tokens")
                .willSetStateTo("renewed")
                .willReturn(aResponse().withStatus(401)));
        server.stubFor(
                post(PATH).inScenario("tokens").whenScenarioStateIs("renewed").willReturn(okJson(success(null))));

        login(server.account()).call("POST", PATH, List.of("a"));

        assertThat(server.findAll(postRequestedFor(urlEqualTo(PATH))))
                .extracting(LoggedRequest::getBodyAsString)
                .containsExactly("[\"a\"]", "[\"a\"]");
    }

    @Test
    void failsWithoutASecondTryWhenTheLoginIsRefused() {
        server.stubFor(post(TOKEN_LOGIN).willReturn(jsonResponse(failure("INVALID_TOKEN"), 401)));

        ApiException failure = failureOf(login(server.account()));

        assertThat(failure).hasMessageStartingWith("POST " + TOKEN_LOGIN).hasMessageEndingWith("401 INVALID_TOKEN");
        assertThat(requests()).hasSize(1);
    }

    /** All calls are refused before any goes on, as after a revocation. */
    @Test
    void renewsTheTokenOnceForCallsThatAreRefusedTogether() throws Exception {
        int calls = 4;
        AtomicInteger logins = new AtomicInteger();
        CyclicBarrier refused = new CyclicBarrier(calls);
        ExecutorService handlers = Executors.newFixedThreadPool(calls);
        ExecutorService callers = Executors.newFixedThreadPool(calls);
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        api.setExecutor(handlers);
        api.createContext("/", exchange -> {
            int status = 200;
            if (exchange.getRequestURI().getPath().equals(REFRESH)) {
                exchange.getResponseHeaders().set("x-auth-token", "token-" + logins.incrementAndGet());
            } else if (exchange.getRequestURI().getPath().equals(TOKEN_LOGIN)) {
                exchange.getResponseHeaders().set("x-auth-token", USER_TOKEN);
            } else if (!"Bearer token-2".equals(exchange.getRequestHeaders().getFirst("x-auth-token"))) {
                await(refused);
                status = 401;
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        api.start();
        try {
            Target base = Target.of("http://127.0.0.1:" + api.getAddress().getPort());
            ApiAccount account =
                    new ApiAccount(Optional.of(base), SecretText.of(KEY), EMAIL, null, ORGANIZATION, null, null);
            VntanaLogin login = new VntanaLogin(account, new ApiClient(http, base, account));

            Callable<ApiAnswer> call = () -> login.call("GET", PATH, null);
            for (Future<ApiAnswer> answer : callers.invokeAll(Collections.nCopies(calls, call))) {
                assertThat(answer.get().isSuccess()).isTrue();
            }

            assertThat(logins)
                    .as("the first, and one for all that were refused")
                    .hasValue(2);
        } finally {
            api.stop(0);
            handlers.shutdownNow();
            callers.shutdownNow();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN_LOGIN, REFRESH})
    void saysThatAnAnswerHasNoToken(String path) {
        server.stubFor(post(path).willReturn(okJson(success(null))));

        assertThat(failureOf(login(server.account())))
                .hasMessageStartingWith("POST " + path)
                .hasMessageEndingWith("the answer has no header x-auth-token");
    }

    @Test
    void failsWhereTheBodySaysSo() {
        server.stubFor(get(PATH).willReturn(okJson(failure("INVALID_URL", "MISSING_NAME"))));

        ApiException failure = failureOf(login(server.account()));

        assertThat(failure.getStatus()).contains(200);
        assertThat(failure.getCode()).contains("INVALID_URL, MISSING_NAME");
        assertThat(failure).hasMessageEndingWith("failed: 200 INVALID_URL, MISSING_NAME");
    }

    @Test
    void failsWhereTheStatusSaysSo() {
        server.stubFor(get(PATH).willReturn(jsonResponse(success(null), 500)));

        assertThat(failureOf(login(server.account()))).hasMessageEndingWith("failed: 500");
    }

    @Test
    void failsWhereTheBodyDoesNotSaySuccess() {
        server.stubFor(get(PATH).willReturn(okJson("{}")));

        assertThat(failureOf(login(server.account()))).hasMessageEndingWith("'success' of the answer is not true");
    }

    @Test
    void takesTheStatusAloneWhereThereIsNoBody() {
        server.stubFor(get(PATH).willReturn(aResponse().withStatus(204)));

        assertThat(login(server.account()).call("GET", PATH, null).status()).isEqualTo(204);
    }

    @Test
    void refusesHtml() {
        server.stubFor(get(PATH)
                .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody("<html>" + TOKEN)));

        assertThat(failureOf(login(server.account())))
                .hasMessageEndingWith("answered 200 with text/html, which is not JSON. Is 'apiUrl' the API's?");
        assertThat(requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN_LOGIN, PASSWORD_LOGIN, REFRESH, PATH})
    void quotesNoCredentialThatTheVendorEchoes(String path) {
        String echo = String.join(" ", KEY, PASSWORD, "Bearer " + USER_TOKEN, "Bearer " + TOKEN);
        server.stubFor(any(urlEqualTo(path)).willReturn(jsonResponse(failure("INVALID", echo), 400)));

        boolean byPassword = path.equals(PASSWORD_LOGIN);
        ApiException failure =
                failureOf(login(server.account(byPassword ? null : KEY, EMAIL, PASSWORD, ORGANIZATION, null)));

        String sent = path.equals(PATH) ? TOKEN : path.equals(REFRESH) ? USER_TOKEN : byPassword ? PASSWORD : KEY;
        assertThat(failure).hasMessageContaining("INVALID, ").hasMessageContaining("[redacted]");
        assertThat(failure.getMessage() + failure.getCode())
                .doesNotContain(sent)
                .doesNotContain(PASSWORD);
    }

    private ApiException failureOf(VntanaLogin login) {
        return catchThrowableOfType(ApiException.class, () -> login.call("GET", PATH, null));
    }

    private VntanaLogin login(ApiAccount account) {
        return new VntanaLogin(account, new ApiClient(http, account.url().orElseThrow(), account));
    }

    /** What was called, in order. */
    private List<LoggedRequest> requests() {
        List<LoggedRequest> requests = new ArrayList<>(
                server.getAllServeEvents().stream().map(ServeEvent::getRequest).toList());
        Collections.reverse(requests);
        return requests;
    }
}
