package dev.vendorhooks.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests as the bytes of HTTP/1.1, with the headers that they have behind a reverse proxy, signed before anything is
 * timed. No two bear the same event.
 */
final class Requests {

    private static final String HEAD =
            """
            POST %s HTTP/1.1\r
            Host: hooks.example.com\r
            User-Agent: vendorhooks-benchmark/1.0\r
            Accept: */*\r
            Accept-Encoding: gzip, deflate\r
            X-Forwarded-For: 203.0.113.7\r
            X-Forwarded-Proto: https\r
            X-Forwarded-Host: hooks.example.com\r
            X-Request-Id: 4fd0b1ac-5b5f-4a6e-9a3e-0d6a5f6f2b11\r
            traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r
            Content-Type: application/json\r
            Content-Length: %d\r
            %s: %s\r
            \r
            """;

    private final Mac mac;
    private final Event event;
    private final List<String> paths;
    private long sent;

    /** Requests that bear {@code event}, signed with {@code secret}. */
    Requests(Event event, String secret) throws GeneralSecurityException {
        this(event, secret, List.of(Routes.PATH));
    }

    /** Requests to each of {@code paths} in turn. */
    Requests(Event event, String secret, List<String> paths) throws GeneralSecurityException {
        mac = Mac.getInstance(Routes.ALGORITHM);
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), Routes.ALGORITHM));
        this.event = event;
        this.paths = paths;
    }

    /** The next {@code count} requests. */
    List<byte[]> next(int count) {
        List<byte[]> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String path = paths.get((int) (sent % paths.size()));
            byte[] body = event.json(sent++).getBytes(UTF_8);
            String signature = HexFormat.of().formatHex(mac.doFinal(body));
            byte[] head = String.format(HEAD, path, body.length, Routes.SIGNATURE_HEADER, signature)
                    .getBytes(US_ASCII);
            byte[] request = new byte[head.length + body.length];
            System.arraycopy(head, 0, request, 0, head.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            requests.add(request);
        }
        return requests;
    }
}
