package dev.vendorhooks.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.vendor.Vendor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A signed request, such as those of the files of vectors, and copies of it with one thing changed.
 *
 * @param now when it is judged
 * @param tolerance how far the signed time may then lie away; zero for any
 * @param reasons why it is to be refused, any of them; empty if it is to be accepted
 */
public record SignedRequest(
        String vendor,
        String name,
        List<String> secrets,
        Instant now,
        Duration tolerance,
        Map<String, List<String>> headers,
        byte[] body,
        Set<Refusal> reasons) {

    /** All requests of {@code vectors/RESOURCE}. */
    public static List<SignedRequest> load(String resource) {
        try (InputStream json = SignedRequest.class.getResourceAsStream("/vectors/" + resource)) {
            return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false)
                    .map(SignedRequest::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SignedRequest of(JsonNode vector) {
        Map<String, List<String>> headers = new TreeMap<>();
        vector.get("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        try {
            return new SignedRequest(
                    vector.get("vendor").asText(),
                    vector.path("name").asText(),
                    List.of(vector.get("secret").asText()),
                    Instant.parse(vector.get("now").asText()),
                    vector.path("tolerance").asText().equals("0") ? Duration.ZERO : Duration.ofMinutes(5),
                    headers,
                    vector.get("bodyBase64").binaryValue(),
                    reasons(vector));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Refusal> reasons(JsonNode vector) {
        if (!vector.path("expect").asText().equals("reject")) {
            return Set.of();
        }
        return Arrays.stream(vector.get("reason").asText().split("-or-"))
                .map(reason -> Refusal.valueOf(reason.replace('-', '_').toUpperCase()))
                .collect(Collectors.toSet());
    }

    /** Why the vendor's signatures refuse this request. */
    public Optional<Refusal> judgedBy(Vendor judge) {
        List<Secret> keys = secrets.stream()
                .map(text -> Secret.of(text, judge.signatures().keyFormat()))
                .toList();
        return judge.signatures().refusal(request(), keys, tolerance, now);
    }

    public WebhookRequest request() {
        return new WebhookRequest(Headers.of(headers), body);
    }

    public SignedRequest withBody(byte[] changed) {
        return new SignedRequest(vendor, name, secrets, now, tolerance, headers, changed, reasons);
    }

    public SignedRequest withSecrets(String... changed) {
        return new SignedRequest(vendor, name, List.of(changed), now, tolerance, headers, body, reasons);
    }

    public SignedRequest at(Instant changed) {
        return new SignedRequest(vendor, name, secrets, changed, tolerance, headers, body, reasons);
    }

    public SignedRequest within(Duration changed) {
        return new SignedRequest(vendor, name, secrets, now, changed, headers, body, reasons);
    }

    /** No value removes the header. */
    public SignedRequest withHeader(String header, String... values) {
        Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.remove(header);
        if (values.length > 0) {
            changed.put(header, List.of(values));
        }
        return new SignedRequest(vendor, name, secrets, now, tolerance, changed, body, reasons);
    }

    public SignedRequest withHeaderTwice(String header) {
        String value = header(header);
        return withHeader(header, value, value);
    }

    public String header(String header) {
        return Headers.of(headers).all(header).get(0);
    }

    /** Each copy with one bit of the body flipped, for a few bits from the first to the last. */
    public List<SignedRequest> withFlippedBits() {
        List<SignedRequest> copies = new ArrayList<>();
        for (int position : new int[] {0, body.length / 2, body.length - 1}) {
            for (int bit : new int[] {0, 7}) {
                byte[] changed = body.clone();
                changed[position] ^= (byte) (1 << bit);
                copies.add(withBody(changed));
            }
        }
        return copies;
    }

    @Override
    public String toString() {
        return vendor + ": " + name;
    }
}
