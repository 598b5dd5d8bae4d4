package dev.vendorhooks.doctor;

import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SignatureScheme;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may have been signed, how and with what. It holds if the signature fits, and only then says anything.
 *
 * @param differences in what it differs from what came and is configured, the one that is named first
 */
record Hypothesis(List<Difference> differences, WebhookRequest request, SignatureScheme scheme, List<Secret> secrets) {

    /** About what a MAC costs beyond the body's bytes, counted in bytes. */
    private static final int OVERHEAD = 512;

    /** About what a byte costs to write, counted in bytes to hash. */
    private static final int WRITING = 4;

    boolean holds() {
        return scheme.signer(request, secrets).isPresent();
    }

    /** What it takes to find out, counted in bytes to hash. */
    long cost(WebhookRequest received) {
        long hashed = (long) secrets.size() * (request.body().length + OVERHEAD);
        return request.body() == received.body() ? hashed : hashed + (long) WRITING * request.body().length;
    }

    Finding finding() {
        return new Finding(
                differences.get(0).cause(),
                differences.stream()
                        .map(Difference::words)
                        .collect(Collectors.joining(" and ", "the signature fits ", "")));
    }

    Hypothesis with(Difference difference, WebhookRequest otherRequest) {
        return new Hypothesis(and(difference), otherRequest, scheme, secrets);
    }

    Hypothesis with(Difference difference, byte[] otherBody) {
        return with(difference, new WebhookRequest(request.headers(), otherBody));
    }

    Hypothesis with(Difference difference, SignatureScheme otherScheme) {
        return new Hypothesis(and(difference), request, otherScheme, secrets);
    }

    Hypothesis with(Difference difference, List<Secret> otherSecrets) {
        return new Hypothesis(and(difference), request, scheme, otherSecrets);
    }

    private List<Difference> and(Difference difference) {
        return Stream.concat(differences.stream(), Stream.of(difference)).toList();
    }
}
