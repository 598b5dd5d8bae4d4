package dev.vendorhooks.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests as the bytes of HTTP/1.1, signed before anything is timed. No two bear the same event. */
final class Requests {

    private static final int BODY_LENGTH = 1024;

    private static final String EVENT =
            """
            {"id":"evt_%012d","type":"project.updated","created_at":"2026-01-01T12:00:00Z","data":{"id":"prj_5812",\
            "name":"Autumn catalogue","status":"in_review","owner":{"id":"usr_77","name":"Ada Example","email":\
            "ada@example.com"},"members":[{"id":"usr_12","role":"editor"},{"id":"usr_31","role":"viewer"}],"tags":\
            ["furniture","spring","priority"],"progress":0.64,"revision":18,"archived":false,"due_at":null,"files":\
            [{"id":"fil_1","name":"chair.glb","size":1048576,"url":"https://files.example.com/fil_1/chair.glb"},\
            {"id":"fil_2","name":"table.usdz","size":2097152,"url":"https://files.example.com/fil_2/table.usdz"}],\
            "description":"%s"}}""";

    private static final String HEAD =
            """
            POST %s HTTP/1.1\r
            Host: localhost\r
            User-Agent: vendorhooks-benchmark\r
            Accept: */*\r
            Content-Type: application/json\r
            Content-Length: %d\r
            %s: %s\r
            \r
            """;

    private final Mac mac;
    private final String description;
    private long events;

    /** Requests signed with {@code secret}. */
    Requests(String secret) throws GeneralSecurityException {
        mac = Mac.getInstance(Routes.ALGORITHM);
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), Routes.ALGORITHM));
        description = "x".repeat(BODY_LENGTH - event(0, "").length());
    }

    /** The next {@code count} requests. */
    List<byte[]> next(int count) {
        List<byte[]> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] body = event(events++, description).getBytes(UTF_8);
            String signature = HexFormat.of().formatHex(mac.doFinal(body));
            byte[] head = String.format(HEAD, Routes.PATH, body.length, Routes.SIGNATURE_HEADER, signature)
                    .getBytes(US_ASCII);
            byte[] request = new byte[head.length + body.length];
            System.arraycopy(head, 0, request, 0, head.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            requests.add(request);
        }
        return requests;
    }

    private static String event(long number, String description) {
        return String.format(Locale.ROOT, EVENT, number, description);
    }
}
