package dev.vendorhooks.springboot;

import java.util.stream.Stream;
import org.apache.camel.FailedToStartRouteException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why an endpoint of ours kept its route, and so the application, from starting, in place of a stack trace. */
final class RouteFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RuntimeException cause) {
        FailedToStartRouteException route = findCause(cause, FailedToStartRouteException.class);
        return Stream.<Throwable>iterate(cause, failure -> failure != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(message -> message != null && message.startsWith("vendorhook:"))
                .findFirst()
                .map(message -> new FailureAnalysis(
                        route == null ? message : route.getMessage(),
                        "Do what the description says. With camel.routecontroller.enabled=true all other routes start"
                                + " meanwhile.",
                        cause))
                .orElse(null);
    }
}
