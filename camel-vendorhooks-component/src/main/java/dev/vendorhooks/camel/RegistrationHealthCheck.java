package dev.vendorhooks.camel;

import dev.vendorhooks.register.Registration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Down while an endpoint's webhook is not registered, as far as is known. Has the vendor asked, so that a webhook that
 * somebody deleted is registered again, and the next health check knows.
 */
final class RegistrationHealthCheck implements HealthCheck {

    private final String id;
    private final VendorhookConsumer consumer;
    private final Registration registration;
    private volatile boolean enabled = true;

    RegistrationHealthCheck(String id, VendorhookConsumer consumer, Registration registration) {
        this.id = id;
        this.consumer = consumer;
        this.registration = registration;
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
            // not here: whoever asks for the health may not wait as long as a vendor takes
            consumer.getEndpoint().getComponent().continueRoute(registration::check);
        }
        Optional<String> problem = registration.problem();
        problem.map(text -> consumer.getEndpoint() + " is not registered: " + text)
                .ifPresent(text -> {
                    result.message(text);
                    // Spring Boot's health shows details only
                    result.detail("problem", text);
                });
        registration.doubt().ifPresent(text -> result.detail("lastCheck", text));
        return (problem.isPresent() ? result.down() : result.up()).build();
    }
}
