package dev.vendorhooks.doctor;

import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.Secrets;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.vendor.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks for what made a signature fail. It accepts nothing, and no examination counts as a use of a secret.
 *
 * @param vendor who the endpoint takes for the sender
 * @param secrets what the endpoint accepts, and accepted formerly
 * @param tolerance how far a signed time may lie from now; zero accepts any
 * @param others the secrets of the application's other endpoints, by the endpoint's name for operators
 * @param vendors how the vendors sign that are known, by name
 */
public record SignatureDoctor(
        Vendor vendor,
        Secrets secrets,
        Duration tolerance,
        Supplier<Map<String, List<Secret>>> others,
        Supplier<Map<String, SignatureScheme>> vendors) {

    /**
     * Why {@code request} was refused for {@code reason}; empty if no hypothesis explains it, as of a forgery.
     *
     * @param now when it was refused
     */
    public Optional<Finding> examine(WebhookRequest request, Refusal reason, Instant now) {
        return Optional.empty();
    }
}
