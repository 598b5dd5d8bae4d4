package dev.vendorhooks.springboot;

import org.apache.camel.FailedToStartRouteException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says why an endpoint of ours kept its route from starting, in place of a stack trace. */
final class RouteFailureAnalyzer extends AbstractFailureAnalyzer<FailedToStartRouteException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FailedToStartRouteException cause) {
        String reason = NestedExceptionUtils.getMostSpecificCause(cause).getMessage();
        return reason == null || !reason.startsWith("vendorhook:")
                ? null
                : new FailureAnalysis(
                        cause.getMessage(),
                        "Correct the option. With camel.routecontroller.enabled=true all other routes start meanwhile.",
                        cause);
    }
}
