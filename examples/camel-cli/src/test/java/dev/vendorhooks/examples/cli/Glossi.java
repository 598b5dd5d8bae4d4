package dev.vendorhooks.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.test.Canary;
import dev.vendorhooks.test.VendorSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/** The vendor. */
final class Glossi {

    /** With what URIs and properties files could mistake. */
    static final String SECRET = "glossi+" + Canary.WORD + "/of=these:";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Glossi() {}

    /** Posts the event that a model is ready, signed with {@code secret}. Returns the status of the answer. */
    static int post(int port, String modelId, String secret) throws IOException, InterruptedException {
        byte[] body =
                ("{\"event\":\"model.processed\",\"timestamp\":\"2026-01-15T10:30:00.000Z\",\"data\":{\"modelId\":\""
                                + modelId + "\",\"status\":\"READY\",\"glbFilePath\":\"/models/" + modelId + ".glb\"}}")
                        .getBytes(UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/webhooks/glossi"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        VendorSignature.GLOSSI.headers(secret, body, Instant.now()).forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
