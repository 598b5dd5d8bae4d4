package dev.vendorhooks.inspector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** Reads requests and writes answers. */
final class Answers {

    private static final int MOST_BYTES = 8 * 1024;

    private Answers() {}

    /** Sets what every answer says to browsers: run and load nothing but our own files, tell nobody, keep nothing. */
    static void secure(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                        + " require-trusted-types-for 'script'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
    }

    static ObjectNode object(String name, String value) {
        return EntryJson.MAPPER.createObjectNode().put(name, value);
    }

    static void json(HttpExchange exchange, JsonNode json) throws IOException {
        send(exchange, 200, "application/json", EntryJson.MAPPER.writeValueAsBytes(json));
    }

    static void problem(HttpExchange exchange, int status, String problem) throws IOException {
        send(exchange, status, "application/json", EntryJson.MAPPER.writeValueAsBytes(object("problem", problem)));
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Starts an answer whose length is not known yet. */
    static OutputStream start(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /** The request's JSON. */
    static JsonNode read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new Refused(413, "That is too long.");
        }
        try {
            return EntryJson.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Refused(400, "That is not JSON.");
        }
    }
}
