package dev.vendorhooks.register;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.PrintableText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a vendor's API answered.
 *
 * @param call the call, for messages
 * @param status the status
 * @param headers the headers
 * @param json the body; missing where it is empty
 * @param confidential what no message may quote
 */
public record ApiAnswer(String call, int status, Headers headers, JsonNode json, List<String> confidential) {

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /**
     * This answer.
     *
     * @throws ApiException if its status is not 2xx
     */
    public ApiAnswer success() {
        if (!isSuccess()) {
            throw failure();
        }
        return this;
    }

    /** The same answer, to a call whose body had {@code secret}. */
    public ApiAnswer hiding(SecretText secret) {
        return new ApiAnswer(
                call,
                status,
                headers,
                json,
                Stream.concat(confidential.stream(), ApiClient.confidential(secret.reveal()))
                        .toList());
    }

    /**
     * What {@code reading} makes of the body's members.
     *
     * @throws ApiException if the body is no JSON object, or if {@code reading} throws IllegalArgumentException
     */
    public <T> T read(Function<Map<Object, Object>, T> reading) {
        if (json.isObject()) {
            try {
                return reading.apply(new LinkedHashMap<>((Map<?, ?>) EventJson.convert(json, Map.class)));
            } catch (IllegalArgumentException e) {
                // without the cause, which may quote the body
            }
        }
        throw failure(null, "the answer is not as the vendor documents it");
    }

    /**
     * That the call failed, as the answer says in one of the usual ways: {@code code} and {@code message}, of itself or
     * of its {@code error}, or that {@code error} as a text.
     */
    public ApiException failure() {
        JsonNode error = json.path("error");
        JsonNode told = error.isObject() ? error : json;
        return failure(told.path("code").asText(null), told.path("message").asText(error.asText(null)));
    }

    /**
     * That the call failed, as the vendor says.
     *
     * @param code the vendor's own code, or null
     * @param text the vendor's own text, or null
     */
    public ApiException failure(String code, String text) {
        String quotedCode = quoted(code);
        String quotedText = quoted(text);
        return new ApiException(
                call + " failed: " + status + (quotedCode == null ? "" : " " + quotedCode)
                        + (quotedText == null ? "" : ": " + quotedText),
                status,
                quotedCode);
    }

    private String quoted(String vendors) {
        if (vendors == null || vendors.isBlank()) {
            return null;
        }
        String text = vendors;
        for (String secret : confidential) {
            text = text.replace(secret, "[redacted]");
        }
        return PrintableText.of(text);
    }

    /** Without headers and body, which may hold a token or a secret. */
    @Override
    public String toString() {
        return call + " answered " + status;
    }
}
