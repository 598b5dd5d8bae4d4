package dev.vendorhooks.doctor;

import dev.vendorhooks.http.Headers;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks for what made a signature fail. It accepts nothing, and no examination counts as a use of a secret.
 *
 * <p>A hypothesis is named only if the signature fits it. They are tried, the likeliest first, until that has cost as much
 * as hashing 16 MiB, and bodies of more than 1 MiB have no variants. Once the code is compiled, forgeries for each vendor
 * took up to 20 ms of a processor with a body of 1 KB, 0.3 s with one of 100 KB and 0.2 s with one of 1 MiB.
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

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    /**
     * Why {@code request} was refused for {@code reason}; empty if no hypothesis explains it, as of a forgery.
     *
     * @param now when it was refused
     */
    public Optional<Finding> examine(WebhookRequest request, Refusal reason, Instant now) {
        Variations tried = new Variations(this, MOST_BYTES);
        Hypothesis received = new Hypothesis(List.of(), request, vendor.signatures(), secrets.accepted(now));
        return switch (reason) {
            case MISSING -> tried.first(received, tried::otherVendors, tried::contents)
                    .or(() -> headersOfOtherVendor(request.headers()))
                    .or(() -> missingHeaders(request.headers()));
            case REPEATED -> tried.first(received, tried::singleValues, tried::otherVendors)
                    .or(() -> repeatedHeaders(request.headers()));
            case MALFORMED, MISMATCH -> unreadableTime(received).or(() -> tried.first(received));
            case STALE -> SignedTime.finding(received, tolerance, now);
            case NOT_AN_EVENT, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE -> Optional.empty();
        };
    }

    /** The signature fits, so it is the time that cannot be read. */
    private static Optional<Finding> unreadableTime(Hypothesis received) {
        return received.holds()
                ? Optional.of(new Finding(
                        Cause.TIME_FORMAT,
                        "the signature fits, but the signed time is not written as one that is read"))
                : Optional.empty();
    }

    private Optional<Finding> headersOfOtherVendor(Headers headers) {
        Set<String> own = vendor.signatures().headers();
        if (own.stream().anyMatch(name -> !headers.all(name).isEmpty())) {
            return Optional.empty();
        }
        Map<String, List<String>> vendorsByHeaders = vendors.get().entrySet().stream()
                .filter(other -> !other.getValue().headers().isEmpty())
                .filter(other -> other.getValue().headers().stream()
                        .noneMatch(name -> headers.all(name).isEmpty()))
                .collect(Collectors.groupingBy(
                        other -> String.join(" and ", other.getValue().headers()),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return vendorsByHeaders.size() != 1
                ? Optional.empty()
                : vendorsByHeaders.entrySet().stream()
                        .findFirst()
                        .map(other -> new Finding(
                                Cause.OTHER_VENDOR,
                                "the request bears " + other.getKey() + ", as "
                                        + other.getValue().stream().sorted().collect(Collectors.joining(" or "))
                                        + " signs, and not " + String.join(" or ", own)));
    }

    private Optional<Finding> missingHeaders(Headers headers) {
        Map<Boolean, List<String>> names = vendor.signatures().headers().stream()
                .collect(Collectors.partitioningBy(
                        name -> headers.all(name).stream().anyMatch(value -> !value.isBlank())));
        return Optional.of(new Finding(
                Cause.HEADER_MISSING,
                "the request lacks " + String.join(" and ", names.get(false))
                        + (names.get(true).isEmpty()
                                ? ""
                                : ", while it bears " + String.join(" and ", names.get(true)))));
    }

    private Optional<Finding> repeatedHeaders(Headers headers) {
        return Optional.of(new Finding(
                Cause.HEADER_REPEATED,
                vendor.signatures().headers().stream()
                                .filter(name -> headers.all(name).size() > 1)
                                .collect(Collectors.joining(" and "))
                        + " came more than once, and no choice of one value fits"));
    }
}
