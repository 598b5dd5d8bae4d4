package dev.vendorhooks.register;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.Response;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.send.WebhookClient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Calls a vendor's API and reads its JSON. A call holds its thread until the answer is there. */
public final class ApiClient {

    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
    private static final int CREDENTIAL_LENGTH = 4;

    /** Lenient, as vendors document answers that are no strict JSON. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final WebhookClient http;
    private final String base;
    private final List<String> secrets;

    /**
     * @param base the API's base URL, with or without a slash at its end
     * @throws IllegalArgumentException if somebody on the way could read what is sent
     */
    public ApiClient(WebhookClient http, Target base, ApiAccount account) {
        if (!base.isConfidential() || base.uri().getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "option 'apiUrl' must be an https URL without a query; http is for this machine alone");
        }
        this.http = http;
        this.base = base.uri().toString().replaceFirst("/+$", "");
        this.secrets = account.secrets().toList();
    }

    /**
     * Makes one call.
     *
     * @param path what follows the base URL, with its leading slash
     * @param body what is written as JSON; null for no body
     * @return the answer, whatever its status
     * @throws ApiException if there was none, or if it is neither empty nor JSON
     */
    public ApiAnswer call(String method, String path, Map<String, String> headers, Object body) {
        Target target = Target.of(base + path);
        String call = method + " " + target.uri().getRawPath() + " at " + target.host();
        Optional<byte[]> json = Optional.ofNullable(body).map(EventJson::write);
        Response response = response(method, target, headers, json, call);
        List<String> confidential = Stream.concat(secrets.stream(), headers.values().stream())
                .flatMap(ApiClient::confidential)
                .toList();
        return new ApiAnswer(call, response.status(), response.headers(), json(response, call), confidential);
    }

    /** What of a credential no message may quote; nothing if it is too short to be one. */
    static Stream<String> confidential(String credential) {
        return Stream.of(credential, credential.replaceFirst("^Bearer ", ""))
                .filter(text -> text.length() >= CREDENTIAL_LENGTH);
    }

    private Response response(
            String method, Target target, Map<String, String> headers, Optional<byte[]> body, String call) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        http.request(method, target, headers, body, LONGEST_ANSWER, (response, error) -> {
            if (error == null) {
                answer.complete(response);
            } else {
                answer.completeExceptionally(error);
            }
        });
        try {
            return answer.get();
        } catch (ExecutionException e) {
            // without the cause: what breaks the protocol may quote the request
            throw new ApiException(
                    call + " failed: no answer ("
                            + ErrorKind.of(e.getCause()).name().toLowerCase(Locale.ROOT) + ")",
                    null,
                    null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(call + " was interrupted", null, null);
        }
    }

    private static JsonNode json(Response response, String call) {
        if (response.body().length == LONGEST_ANSWER) {
            throw new ApiException(
                    call + " answered " + response.status() + " with more than 16 MiB", response.status(), null);
        }
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            // without the cause, which quotes the body
            boolean down = response.status() / 100 == 5;
            throw new ApiException(
                    call + " answered " + response.status() + " with " + contentType(response) + ", which is not JSON."
                            + (down ? "" : " Is 'apiUrl' the API's?"),
                    response.status(),
                    null);
        }
    }

    private static String contentType(Response response) {
        List<String> types = response.headers().all("Content-Type");
        return types.isEmpty() ? "no content type" : PrintableText.of(types.get(0));
    }
}
