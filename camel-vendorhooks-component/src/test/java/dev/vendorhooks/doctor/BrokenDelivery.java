package dev.vendorhooks.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.Secrets;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.vendor.Vendor;
import dev.vendorhooks.vendor.generic.GenericVendor;
import dev.vendorhooks.vendor.glossi.GlossiVendor;
import dev.vendorhooks.vendor.kaedim.KaedimVendor;
import dev.vendorhooks.vendor.makini.MakiniVendor;
import dev.vendorhooks.vendor.vntana.VntanaVendor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A delivery of {@code broken-deliveries.json}, made by {@code src/test/python/broken_deliveries.py}.
 *
 * @param causes what broke it: none for a forgery, two where either is true
 * @param secret the endpoint's option
 */
record BrokenDelivery(
        String vendor,
        String description,
        Set<Cause> causes,
        Instant now,
        String secret,
        List<String> formerSecrets,
        Map<String, String> otherSecrets,
        WebhookRequest request,
        Refusal refusal) {

    static final String RESOURCE = "doctor/broken-deliveries.json";

    private static final Map<String, Vendor> VENDORS = Map.of(
            "kaedim", new KaedimVendor(),
            "vntana", new VntanaVendor(),
            "makini", new MakiniVendor(),
            "glossi", new GlossiVendor(),
            "generic", new GenericVendor());

    private static final Map<String, SignatureScheme> SCHEMES = VENDORS.entrySet().stream()
            .collect(Collectors.toMap(
                    Map.Entry::getKey, vendor -> vendor.getValue().signatures()));

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    static List<BrokenDelivery> all() {
        try (InputStream json = BrokenDelivery.class.getResourceAsStream("/" + RESOURCE)) {
            return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false)
                    .map(BrokenDelivery::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BrokenDelivery of(JsonNode made) {
        Map<String, List<String>> headers = new TreeMap<>();
        made.get("headers").properties().forEach(header -> headers.put(header.getKey(), texts(header.getValue())));
        Map<String, String> others = new TreeMap<>();
        made.get("otherEndpoints")
                .properties()
                .forEach(other -> others.put(
                        other.getKey(), other.getValue().get("secret").asText()));
        try {
            return new BrokenDelivery(
                    made.get("vendor").asText(),
                    made.get("description").asText(),
                    Stream.of(
                                    made.path("label").textValue(),
                                    made.path("secondLabel").textValue())
                            .flatMap(Stream::ofNullable)
                            .map(Cause::valueOf)
                            .collect(Collectors.toUnmodifiableSet()),
                    Instant.parse(made.get("now").asText()),
                    made.get("secret").asText(),
                    texts(made.get("formerSecrets")),
                    others,
                    new WebhookRequest(
                            Headers.of(headers), made.get("bodyBase64").binaryValue()),
                    Refusal.valueOf(made.get("refusal").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** What the endpoint says of it. */
    Optional<Refusal> judgement() {
        return SCHEMES.get(vendor).refusal(request, secrets().accepted(now), TOLERANCE, now);
    }

    /** What the endpoint's doctor says of it. */
    Optional<Finding> finding() {
        return new SignatureDoctor(VENDORS.get(vendor), secrets(), TOLERANCE, this::others, () -> SCHEMES)
                .examine(request, refusal, now);
    }

    private Secrets secrets() {
        Secrets secrets = new Secrets();
        for (String former : formerSecrets) {
            secrets.replace(keys(former), Duration.ZERO, now.minus(Duration.ofDays(2)));
        }
        secrets.replace(keys(secret), Duration.ZERO, now.minus(Duration.ofDays(1)));
        return secrets;
    }

    private Map<String, List<Secret>> others() {
        return otherSecrets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, other -> keys(other.getValue())));
    }

    private static List<Secret> keys(String option) {
        return Secret.list(option, KeyFormat.UTF8);
    }

    @Override
    public String toString() {
        return vendor + ": " + description;
    }
}
