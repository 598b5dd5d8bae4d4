package dev.vendorhooks.test;

import dev.vendorhooks.camel.VendorhookEndpoint;
import dev.vendorhooks.event.WebhookEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;

/** What the routes of a context get from vendors, as it was when they got it. */
final class RoutedEvents extends EventNotifierSupport {

    private final List<Routed> routed = new CopyOnWriteArrayList<>();

    /** An event and the message around it. */
    record Routed(String endpoint, WebhookEvent event, byte[] json, Map<String, Object> headers) {}

    /** Listens to {@code context} until it is {@linkplain #leave left}. */
    static RoutedEvents of(CamelContext context) {
        RoutedEvents events = new RoutedEvents();
        events.start();
        context.getManagementStrategy().addEventNotifier(events);
        context.getCamelContextExtension().setEventNotificationApplicable(true);
        return events;
    }

    void leave(CamelContext context) {
        context.getManagementStrategy().removeEventNotifier(this);
        stop();
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeCreatedEvent created
                && created.getExchange().getFromEndpoint() instanceof VendorhookEndpoint;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeCreatedEvent) event).getExchange();
        routed.add(new Routed(
                exchange.getFromEndpoint().toString(),
                exchange.getMessage().getBody(WebhookEvent.class),
                exchange.getMessage().getBody(byte[].class),
                Map.copyOf(exchange.getMessage().getHeaders())));
    }

    List<Routed> all() {
        return routed;
    }

    void forget() {
        routed.clear();
    }
}
