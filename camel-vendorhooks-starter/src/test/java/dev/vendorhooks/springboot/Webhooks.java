package dev.vendorhooks.springboot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.test.Canary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A vendor's side: signs with the JDK's own HMAC and sends over real HTTP. */
final class Webhooks {

    static final String SECRET = "whsec_" + Canary.WORD;
    static final String SIGNATURE = "X-Glossi-Signature";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger EVENTS = new AtomicInteger();

    private Webhooks() {}

    /** The JSON of an event that no other test sends. */
    static byte[] event(String name) {
        return """
                {"event":"model.processed","timestamp":"2025-01-15T10:30:00.000Z","data":{"modelId":"m-%d","name":"%s"}}"""
                .formatted(EVENTS.incrementAndGet(), name)
                .getBytes(UTF_8);
    }

    static String sign(byte[] body) {
        return sign(SECRET, "", body);
    }

    static String sign(String secret, String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update(prefix.getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpRequest.Builder post(int port, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(body);
    }

    /** A delivery as the vendor sends it. */
    static HttpRequest.Builder delivery(int port, String path, byte[] body) {
        return post(port, path, BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/json")
                .header(SIGNATURE, sign(body));
    }

    static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    static CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray());
    }

    /** The answer to {@code head} alone, whose body is never sent. */
    static String sendHead(int port, String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((head + "\r\n").replaceAll("\r?\n", "\r\n").getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
