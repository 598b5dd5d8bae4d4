package dev.vendorhooks.examples.docs;

import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.send.RetryableDeliveryException;
import org.apache.camel.builder.RouteBuilder;

public class OutcomeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        errorHandler(deadLetterChannel("direct:dead-letters").executorServiceRef("vendorhook-redelivery"));

        onException(RetryableDeliveryException.class)
                .redeliveryPolicyRef("vendorhook-generic")
                .handled(true)
                .to("direct:dead-letters");
        onException(PermanentDeliveryException.class).handled(true).to("direct:disable-webhook");

        from("direct:user-created").to("vendorhook:generic?url={{partner.url}}&secret={{partner.secret}}");
    }
}
