package dev.vendorhooks.examples.docs;

import org.apache.camel.builder.RouteBuilder;

public class SendRoutes extends RouteBuilder {

    @Override
    public void configure() {
        errorHandler(deadLetterChannel("direct:dead-letters")
                .redeliveryPolicyRef("vendorhook-generic")
                .executorServiceRef("vendorhook-redelivery"));

        from("direct:user-created").to("vendorhook:generic?url={{partner.url}}&secret={{partner.secret}}");
    }
}
