package dev.vendorhooks.examples.scaleout;

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

/** The generic vendor, with the JDK's own HMAC. */
final class Vendor {

    private static final String SECRET = "generic-demo";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Vendor() {}

    /** The event that {@code user} was changed for the {@code number}th time. */
    static String event(String user, int number) {
        return "{ \"id\":\"evt-%s-%d\",\"type\":\"user.updated\",\"data\":{\"id\":\"%s\",\"name\":\"J\u00f6rg %d\"} }\n"
                .formatted(user, number, user, number);
    }

    /** Delivers {@code body}. Returns the status of the answer. */
    static int post(int port, String body) throws IOException, InterruptedException, GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/generic"))
                .header("Content-Type", "application/json")
                .header("X-Webhook-Signature", HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8))))
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }
}
