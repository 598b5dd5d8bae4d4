package dev.vendorhooks.camel;

import dev.vendorhooks.receive.Receiver;
import dev.vendorhooks.register.Registration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Down while an endpoint cannot accept what its vendor delivers: no secret is known, the claim store cannot be reached, or
 * the webhook is not registered, as far as is known.
 *
 * <p>A call waits for nobody. It tells what is known, and has the claim store and, once a minute, the vendor asked by
 * another thread; the next call tells what they answered. So a webhook that somebody deleted is registered again.
 */
final class ReceptionHealthCheck implements HealthCheck {

    private final String id;
    private final VendorhookConsumer consumer;
    private final Optional<String> withoutSecret;
    private final Optional<ClaimStoreCheck> claimStore;
    private final Optional<Registration> registration;
    private volatile boolean enabled = true;

    /** @param withoutSecret that there is no secret, and what to do; empty if there is one */
    ReceptionHealthCheck(
            String id,
            VendorhookConsumer consumer,
            Receiver receiver,
            Optional<String> withoutSecret,
            Optional<Registration> registration) {
        this.id = id;
        this.consumer = consumer;
        this.withoutSecret = withoutSecret;
        this.registration = registration;
        this.claimStore = receiver.claims()
                .map(claims -> new ClaimStoreCheck(claims, receiver.clock(), task -> consumer.getEndpoint()
                        .getCamelContext()
                        .getExecutorServiceManager()
                        .newThread("VendorhookHealth", task)));
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** An application that cannot be reached by its vendor is not ready; to restart it would not help. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        result.detail("route.id", consumer.getRouteId());
        result.detail(CHECK_ID, id);
        result.detail(CHECK_KIND, Kind.READINESS);
        if (!enabled) {
            return result.message("Disabled").unknown().build();
        }
        if (consumer.isStarted()) {
            claimStore.ifPresent(ClaimStoreCheck::ask);
            registration.ifPresent(
                    registered -> consumer.getEndpoint().getComponent().continueRoute(registered::check));
        }
        Map<String, String> problems = problems();
        // Spring Boot's health shows details only
        problems.forEach(result::detail);
        registration.flatMap(Registration::doubt).ifPresent(text -> result.detail("lastCheck", text));
        return problems.isEmpty()
                ? result.up().build()
                : result.message(String.join("; ", problems.values())).down().build();
    }

    private Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        withoutSecret.ifPresent(text -> problems.put("secret", text));
        claimStore
                .flatMap(ClaimStoreCheck::problem)
                .ifPresent(text -> problems.put(
                        "claimStore",
                        consumer.getEndpoint() + " cannot tell duplicates: " + text + "; it answers 503"));
        registration
                .flatMap(Registration::problem)
                .ifPresent(
                        text -> problems.put("registration", consumer.getEndpoint() + " is not registered: " + text));
        return problems;
    }
}
