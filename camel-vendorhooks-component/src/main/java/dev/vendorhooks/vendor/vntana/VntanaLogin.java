package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.ApiAnswer;
import dev.vendorhooks.register.ApiClient;
import dev.vendorhooks.register.ApiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Calls VNTANA's API with a token that it gets by logging in. All calls share the token, as a new one revokes the one
 * before.
 */
final class VntanaLogin {

    private static final String TOKEN = "x-auth-token";

    private final ApiAccount account;
    private final ApiClient api;
    private String token;

    /** @throws IllegalArgumentException if the account has nothing to log in with */
    VntanaLogin(ApiAccount account, ApiClient api) {
        if (account.apiKey() == null) {
            ApiAccount.require(
                    account.password(),
                    "apiKey",
                    "a personal access token of VNTANA. Set it, or 'password' for logging in with 'email'");
        }
        this.account = account;
        this.api = api;
    }

    /**
     * Makes one call, and makes it again with a new token if the token is refused.
     *
     * @param body what is written as JSON; null for no body
     * @return the answer, which is a success
     * @throws ApiException if it is none, with VNTANA's codes for what is wrong
     */
    ApiAnswer call(String method, String path, Object body) {
        String used = tokenAfter(null);
        try {
            return success(api.call(method, path, bearing(used), body));
        } catch (ApiException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            return success(api.call(method, path, bearing(tokenAfter(used)), body));
        }
    }

    private static boolean isRefusal(ApiException e) {
        return e.getStatus().filter(status -> status == 401 || status == 403).isPresent();
    }

    /** The token, a new one if {@code refused} still is the last: another thread may have renewed it meanwhile. */
    private synchronized String tokenAfter(String refused) {
        if (token == null || token.equals(refused)) {
            token = organizationToken(userToken());
        }
        return token;
    }

    private String userToken() {
        if (account.apiKey() != null) {
            return token(
                    "/v1/auth/login/token",
                    Map.of(),
                    Map.of("personal-access-token", account.apiKey().reveal()));
        }
        return token(
                "/v1/auth/login",
                Map.of(),
                Map.of("email", account.email(), "password", account.password().reveal()));
    }

    private String organizationToken(String userToken) {
        Map<String, String> headers = new LinkedHashMap<>(bearing(userToken));
        headers.put("organizationUuid", account.organizationUuid());
        if (account.clientUuid() != null && !account.clientUuid().isBlank()) {
            headers.put("clientUuid", account.clientUuid());
        }
        return token("/v1/auth/refresh-token", headers, null);
    }

    private String token(String path, Map<String, String> headers, Object body) {
        ApiAnswer answer = success(api.call("POST", path, headers, body));
        List<String> tokens = answer.headers().all(TOKEN);
        if (tokens.isEmpty() || tokens.get(0).isBlank()) {
            throw answer.failure(null, "the answer has no header " + TOKEN);
        }
        return tokens.get(0);
    }

    private static Map<String, String> bearing(String token) {
        return Map.of(TOKEN, "Bearer " + token);
    }

    /** VNTANA tells failures in the body, with whatever status. An answer without a body has its status alone. */
    private static ApiAnswer success(ApiAnswer answer) {
        JsonNode json = answer.json();
        if (answer.isSuccess() && (json.isMissingNode() || json.path("success").asBoolean())) {
            return answer;
        }
        String codes = StreamSupport.stream(json.path("errors").spliterator(), false)
                .map(code -> code.isTextual() ? code.textValue() : code.toString())
                .collect(Collectors.joining(", "));
        throw answer.failure(
                codes, codes.isEmpty() && answer.isSuccess() ? "'success' of the answer is not true" : null);
    }
}
