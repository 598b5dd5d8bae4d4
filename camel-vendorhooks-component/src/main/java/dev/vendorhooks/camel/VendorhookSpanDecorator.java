package dev.vendorhooks.camel;

import dev.vendorhooks.event.CloudEventAttributes;
import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.send.Attempt;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * What the spans of vendorhook endpoints tell, where camel-telemetry is on the class path, which finds this class. The
 * span of a delivery received has the attributes of its CloudEvent; that of an attempt, the host and the status.
 */
public class VendorhookSpanDecorator extends AbstractSpanDecorator {

    private static final Pattern PORT = Pattern.compile(":\\d+$");

    /** The span of the attempt that is being made: the one of the route ends with attempts in the exchange, too. */
    private static final String ATTEMPT = "CamelVendorhookAttemptSpan";

    @Override
    public String getComponent() {
        return VendorhookConstants.SCHEME;
    }

    @Override
    public String getComponentClassName() {
        return VendorhookComponent.class.getName();
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return endpoint.toString();
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        if (exchange.getFromEndpoint() == endpoint) {
            describe(exchange, span);
        } else if (endpoint instanceof VendorhookEndpoint sender && sender.sends()) {
            sender.targetHost(exchange.getMessage())
                    .ifPresent(host -> span.setTag(
                            TagConstants.SERVER_ADDRESS, PORT.matcher(host).replaceFirst("")));
            exchange.setProperty(ATTEMPT, span);
        }
    }

    private static void describe(Exchange exchange, Span span) {
        Delivery delivery = exchange.getProperty(VendorhookConstants.DELIVERY, Delivery.class);
        CloudEventAttributes event = CloudEventTransformer.attributes(exchange.getMessage(), delivery);
        span.setTag("cloudevents.event_id", event.id());
        span.setTag("cloudevents.event_source", event.source().toString());
        span.setTag("cloudevents.event_type", event.type());
        span.setTag("cloudevents.event_spec_version", "1.0");
        event.subject().ifPresent(subject -> span.setTag("cloudevents.event_subject", subject));
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        if (exchange.getProperty(ATTEMPT) == span) {
            exchange.removeProperty(ATTEMPT);
            List<?> attempts = exchange.getProperty(VendorhookConstants.ATTEMPTS, List.of(), List.class);
            attempts.stream()
                    .skip(Math.max(0, attempts.size() - 1))
                    .map(latest -> ((Attempt) latest).status())
                    .filter(Objects::nonNull)
                    .forEach(status -> span.setTag("http.response.status_code", status.toString()));
        }
    }
}
