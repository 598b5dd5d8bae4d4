package dev.vendorhooks.camel;

import dev.vendorhooks.register.Operation;
import dev.vendorhooks.register.Registration;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.register.WebhookRegistration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Calls the vendor's API. The body is what to register, as a record or a map, and then what the vendor answered. */
public class VendorhookApiProducer extends DefaultProducer {

    private final WebhookApi api;
    private final Operation operation;

    VendorhookApiProducer(VendorhookEndpoint endpoint, WebhookApi api, Operation operation) {
        super(endpoint);
        this.api = api;
        this.operation = operation;
    }

    @Override
    public void process(Exchange exchange) {
        VendorhookProducer.hideUri(exchange, getEndpoint());
        WebhookRegistration request = request(exchange.getMessage());
        exchange.getMessage().setBody(answer(request));
    }

    /** An endpoint that is registered with the webhook has to know when its secret changes. */
    private Object answer(WebhookRegistration request) {
        Optional<Registration> affected = getEndpoint()
                .getComponent()
                .registrations()
                .filter(registration -> operation.changesSecret() && registration.concerns(api, request.id()))
                .findFirst();
        return affected.isPresent()
                ? affected.get().change(registered -> operation.call().apply(request))
                : operation.call().apply(request);
    }

    private static WebhookRegistration request(Message message) {
        WebhookRegistration body = WebhookRegistration.of(Map.of());
        if (message.getBody() instanceof WebhookRegistration registration) {
            body = registration;
        } else if (message.getBody() instanceof Map<?, ?> members) {
            body = WebhookRegistration.of(members);
        }
        String id = message.getHeader(VendorhookConstants.WEBHOOK_ID, String.class);
        return id == null ? body : body.withId(id);
    }

    @Override
    public VendorhookEndpoint getEndpoint() {
        return (VendorhookEndpoint) super.getEndpoint();
    }
}
