package dev.vendorhooks.examples.docs;

import org.apache.camel.builder.RouteBuilder;

public class ThrottledRoutes extends RouteBuilder {

    @Override
    public void configure() {
        errorHandler(deadLetterChannel("direct:dead-letters")
                .redeliveryPolicyRef("vendorhook-generic")
                .executorServiceRef("vendorhook-redelivery"));

        from("direct:customer-event").to("direct:one-attempt");

        from("direct:one-attempt")
                .errorHandler(noErrorHandler())
                .throttle(10)
                .timePeriodMillis(60_000)
                .totalRequestsMode()
                .asyncDelayed()
                .correlationExpression(simple("${header.CamelVendorhookUrl.split('/')[2]}"))
                .to("vendorhook:generic?secret={{customer.secret}}&allowedUrls={{customer.hosts}}");
    }
}
