package dev.vendorhooks.examples.durable;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The vendor whose events are sent on, with the JDK's own HMAC. */
final class Glossi {

    static final String SECRET = "glossi-demo";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Glossi() {}

    /** The event that a model is ready. */
    static String event(String modelId) {
        return "{\"event\":\"model.processed\",\"timestamp\":\"2026-01-15T10:30:00.000Z\",\"data\":{\"modelId\":\""
                + modelId + "\",\"status\":\"READY\"}}";
    }

    /** Delivers {@link #event}. Returns the status of the answer. */
    static int post(int port, String modelId) throws IOException, InterruptedException, GeneralSecurityException {
        String body = event(modelId);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/glossi"))
                .header("Content-Type", "application/json")
                .header("X-Glossi-Signature", HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8))))
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }
}
