package dev.vendorhooks.doctor;

import dev.vendorhooks.http.Sha256;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.HmacScheme;
import dev.vendorhooks.signature.KeyReading;
import dev.vendorhooks.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a delivery that does not fit is varied in, until it does. For one examination. */
final class Variations {

    private final SignatureDoctor doctor;
    private final Map<Secret, Map<KeyReading, List<Secret>>> readings = new HashMap<>();
    private long bytesLeft;

    /** @param bytes what may be spent, counted in bytes to hash */
    Variations(SignatureDoctor doctor, long bytes) {
        this.doctor = doctor;
        this.bytesLeft = bytes;
    }

    /** What makes the hypotheses that differ from one in one thing. */
    interface Variation extends Function<Hypothesis, Stream<Hypothesis>> {}

    /** The first hypothesis that holds, the likeliest tried first: one difference alone, then such as come in pairs. */
    Optional<Finding> first(Hypothesis received) {
        Variation signature = any(this::notations, this::singleValues);
        Variation secret = any(this::otherSecrets, this::readings);
        return first(
                received,
                this::otherSecrets,
                signature,
                this::bodies,
                this::rewritings,
                this::readings,
                this::contents,
                this::times,
                this::milliseconds,
                pairs(signature, any(secret, this::bodies)),
                pairs(this::lineBreaks, secret),
                pairs(this::contents, secret),
                pairs(this::rewritings, any(this::lineBreaksAdded, this::otherSecrets, signature)));
    }

    Optional<Finding> first(Hypothesis received, Variation... variations) {
        return Stream.of(variations)
                .flatMap(variation -> variation.apply(received))
                .takeWhile(hypothesis -> isAffordable(hypothesis.cost(received.request())))
                .filter(Hypothesis::holds)
                .findFirst()
                .map(Hypothesis::finding);
    }

    private boolean isAffordable(long cost) {
        bytesLeft -= cost;
        return bytesLeft >= 0;
    }

    long bytesLeft() {
        return bytesLeft;
    }

    private static Variation any(Variation... variations) {
        return hypothesis -> Stream.of(variations).flatMap(variation -> variation.apply(hypothesis));
    }

    private static Variation pairs(Variation first, Variation second) {
        return hypothesis -> first.apply(hypothesis).flatMap(second);
    }

    /** Former ones and those of other endpoints. */
    Stream<Hypothesis> otherSecrets(Hypothesis hypothesis) {
        Stream<Hypothesis> former = Stream.of(hypothesis.with(
                new Difference(Cause.SECRET_FORMER, "a former secret of this endpoint"),
                doctor.secrets().former()));
        Stream<Hypothesis> others = doctor.others().get().entrySet().stream()
                .map(other -> hypothesis.with(
                        new Difference(Cause.SECRET_OF_OTHER_ENDPOINT, "the secret of " + other.getKey()),
                        other.getValue()));
        return Stream.concat(former, others);
    }

    Stream<Hypothesis> readings(Hypothesis hypothesis) {
        return hypothesis.secrets().stream()
                .flatMap(secret -> readings.computeIfAbsent(secret, Secret::readings).entrySet().stream())
                .map(reading -> hypothesis.with(difference(reading.getKey()), reading.getValue()));
    }

    private static Difference difference(KeyReading reading) {
        Cause cause =
                switch (reading.fault()) {
                    case DECODING -> Cause.SECRET_DECODING;
                    case PADDING -> Cause.SECRET_PADDING;
                    case ENCODING -> Cause.SECRET_ENCODING;
                };
        return new Difference(cause, "the secret " + reading.words());
    }

    /** The signature written otherwise. */
    Stream<Hypothesis> notations(Hypothesis hypothesis) {
        return schemes(hypothesis, SchemeVariants::ofNotation);
    }

    /** Each single value where headers came repeated or joined. */
    Stream<Hypothesis> singleValues(Hypothesis hypothesis) {
        Difference difference = new Difference(
                Cause.HEADER_REPEATED, "one value of a header that came repeated, or joined with others into one");
        return SingleValues.of(hypothesis.request(), hypothesis.scheme().headers()).stream()
                .map(request -> hypothesis.with(difference, request));
    }

    Stream<Hypothesis> bodies(Hypothesis hypothesis) {
        return BodyVariants.ofBytes(hypothesis.request().body()).map(variant -> variant.of(hypothesis));
    }

    private Stream<Hypothesis> lineBreaks(Hypothesis hypothesis) {
        return BodyVariants.ofLineBreaks(hypothesis.request().body()).map(variant -> variant.of(hypothesis));
    }

    private Stream<Hypothesis> lineBreaksAdded(Hypothesis hypothesis) {
        return BodyVariants.ofLineBreaksAdded(hypothesis.request().body()).map(variant -> variant.of(hypothesis));
    }

    /** The body's JSON written otherwise. */
    Stream<Hypothesis> rewritings(Hypothesis hypothesis) {
        return BodyVariants.ofJson(hypothesis.request().body(), sample(hypothesis.request()))
                .map(variant -> variant.of(hypothesis));
    }

    private Optional<String> sample(WebhookRequest request) {
        return doctor.vendor().read(request).flatMap(event -> doctor.vendor()
                .sample(event.eventType(), () -> "1", Instant.EPOCH));
    }

    /** Time and body joined otherwise, and what stands for the body. */
    Stream<Hypothesis> contents(Hypothesis hypothesis) {
        byte[] body = hypothesis.request().body();
        byte[] digest = Sha256.newDigest().digest(body);
        return Stream.concat(
                schemes(hypothesis, SchemeVariants::ofContent),
                Stream.of(
                        signed(hypothesis, "no body", ""),
                        signed(
                                hypothesis,
                                "the body's SHA-256 in hexadecimal",
                                HexFormat.of().formatHex(digest)),
                        signed(
                                hypothesis,
                                "the body's SHA-256 in base64",
                                Base64.getEncoder().encodeToString(digest)),
                        signed(
                                hypothesis,
                                "the body in base64",
                                Base64.getEncoder().encodeToString(body)),
                        hypothesis.with(new Difference(Cause.SIGNED_CONTENT, "the body's SHA-256"), digest)));
    }

    private static Hypothesis signed(Hypothesis hypothesis, String words, String text) {
        return hypothesis.with(new Difference(Cause.SIGNED_CONTENT, words), text.getBytes(StandardCharsets.US_ASCII));
    }

    Stream<Hypothesis> times(Hypothesis hypothesis) {
        return schemes(hypothesis, SchemeVariants::ofTime);
    }

    Stream<Hypothesis> milliseconds(Hypothesis hypothesis) {
        return schemes(hypothesis, SchemeVariants::ofMilliseconds);
    }

    /** Other vendors' ways to sign, with all secrets of the application. */
    Stream<Hypothesis> otherVendors(Hypothesis hypothesis) {
        List<Secret> all = new ArrayList<>(doctor.secrets().known());
        doctor.others().get().values().forEach(all::addAll);
        return doctor.vendors().get().entrySet().stream()
                .map(other -> new Hypothesis(
                        List.of(new Difference(Cause.OTHER_VENDOR, "as " + other.getKey() + " signs")),
                        hypothesis.request(),
                        other.getValue(),
                        all));
    }

    private static Stream<Hypothesis> schemes(Hypothesis hypothesis, Schemes variants) {
        return hypothesis.scheme() instanceof HmacScheme hmac
                ? variants.of(hmac, hypothesis.request())
                        .map(variant -> hypothesis.with(variant.difference(), variant.scheme()))
                : Stream.empty();
    }

    private interface Schemes {
        Stream<SchemeVariants> of(HmacScheme scheme, WebhookRequest request);
    }
}
