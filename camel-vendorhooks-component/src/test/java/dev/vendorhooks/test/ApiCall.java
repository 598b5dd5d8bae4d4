package dev.vendorhooks.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.Request;
import java.util.List;
import java.util.stream.StreamSupport;

/** A request to a vendor's API. */
record ApiCall(String method, String path, Request request) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The call that {@code request} makes.
     *
     * @param prefix what precedes the paths of the API
     */
    static ApiCall of(Request request, String prefix) {
        String path = request.getUrl().replaceFirst("\\?.*", "");
        // what does not lie below the API keeps a path that no API has
        return new ApiCall(
                request.getMethod().value(),
                path.startsWith(prefix + "/") ? path.substring(prefix.length()) : "outside:" + path,
                request);
    }

    /** Method and path, with a space between them. */
    String route() {
        return method + " " + path;
    }

    /** The header's value, or an empty text. */
    String header(String name) {
        return request.containsHeader(name) ? request.getHeader(name) : "";
    }

    /** The body; a missing node if it is empty or not JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(request.getBodyAsString());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    /** A text of the body, empty if there is none. */
    String text(String member) {
        JsonNode value = json().path(member);
        return value.isTextual() ? value.textValue() : "";
    }

    /** The texts of a list in the body, empty if there is none. */
    List<String> texts(String member) {
        return StreamSupport.stream(json().path(member).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
