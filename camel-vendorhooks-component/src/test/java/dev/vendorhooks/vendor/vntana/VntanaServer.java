package dev.vendorhooks.vendor.vntana;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.junit5.WireMockRuntimeInfo;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.SecretText;
import dev.vendorhooks.send.HttpSettings;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;

/** VNTANA's API with the answers of its documentation. Logins succeed, and the events are listed. */
final class VntanaServer extends WireMockExtension {

    static final String ORGANIZATION = "organization-1";
    static final String EMAIL = "ops@example.com";
    static final String KEY = "personal-key-1";
    static final String PASSWORD = "password-1";
    static final String USER_TOKEN = "user-token-1";
    static final String TOKEN = "organization-token-1";

    static final String TOKEN_LOGIN = "/v1/auth/login/token";
    static final String PASSWORD_LOGIN = "/v1/auth/login";
    static final String REFRESH = "/v1/auth/refresh-token";
    static final String EVENTS = "/v1/webhooks/events/";
    static final String WEBHOOKS = "/v1/webhooks/";
    static final String LIST = "/v1/webhooks/organization/" + ORGANIZATION;

    private static final Path FOLDER = Path.of("src/test/resources/api/vntana");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    VntanaServer() {
        super(extensionOptions()
                .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
                .failOnUnmatchedRequests(true));
    }

    @Override
    protected void onBeforeEach(WireMockRuntimeInfo info) {
        stubFor(post(TOKEN_LOGIN).willReturn(token(USER_TOKEN)));
        stubFor(post(PASSWORD_LOGIN).willReturn(token(USER_TOKEN)));
        stubFor(post(REFRESH).willReturn(token(TOKEN)));
        stubFor(get(EVENTS).willReturn(okJson(file("events").toString())));
    }

    static WebhookClient client() {
        return client(Optional.empty());
    }

    static WebhookClient client(Optional<HttpHost> proxy) {
        Duration timeout = Duration.ofSeconds(2);
        return new WebhookClient(new HttpSettings(timeout, timeout, 10, 10, Optional.empty(), proxy, false));
    }

    /** An account with a personal access token. */
    ApiAccount account() {
        return account(KEY, EMAIL, null, ORGANIZATION, null);
    }

    ApiAccount account(String key, String email, String password, String organization, String workspace) {
        return new ApiAccount(
                Optional.of(Target.of(baseUrl())),
                SecretText.of(key),
                email,
                SecretText.of(password),
                organization,
                workspace,
                null);
    }

    /** An answer that bears a token. */
    static ResponseDefinitionBuilder token(String token) {
        return okJson(success(null)).withHeader("x-auth-token", token);
    }

    static String success(JsonNode response) {
        return answer(true, response).toString();
    }

    static String failure(String... codes) {
        ObjectNode answer = answer(false, null);
        List.of(codes).forEach(answer.withArray("errors")::add);
        return answer.toString();
    }

    private static ObjectNode answer(boolean success, JsonNode response) {
        ObjectNode answer = MAPPER.createObjectNode().put("success", success);
        answer.putArray("errors");
        answer.set("response", response);
        return answer;
    }

    /** An answer as documented. */
    static ObjectNode file(String name) {
        try {
            return (ObjectNode) MAPPER.readTree(Files.readAllBytes(FOLDER.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documented webhook under another uuid, with a secret of its own. */
    static ObjectNode webhook(String uuid) {
        return file("webhook").withObject("/response").put("uuid", uuid).put("secret", "secret-of-" + uuid);
    }

    /** The answer that lists {@code webhooks}. */
    static String list(ObjectNode... webhooks) {
        ObjectNode response = MAPPER.createObjectNode().put("totalCount", webhooks.length);
        List.of(webhooks).forEach(response.putArray("grid")::add);
        return success(response);
    }

    /** The answer to {@code request} is {@code response}, in VNTANA's envelope. */
    void answers(MappingBuilder request, JsonNode response) {
        stubFor(request.willReturn(okJson(success(response))));
    }
}
