package dev.vendorhooks.examples.relay;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Sends each event of Glossi on as the generic vendor would; the same as in {@code routes/relay.yaml}. */
public class RelayRoutes extends RouteBuilder {

    private static final String LOG = "dev.vendorhooks.examples.relay";

    @Override
    public void configure() {
        errorHandler(deadLetterChannel("direct:dead-letters")
                .redeliveryPolicyRef("vendorhook-generic")
                .executorServiceRef("vendorhook-redelivery"));

        from("vendorhook:glossi?secret={{glossi.secret}}&acknowledge=received")
                .routeId("relay")
                .to("vendorhook:generic?url={{target.url}}&secret={{target.secret}}&idHeader=X-Delivery-Id")
                .log(
                        LoggingLevel.INFO,
                        LOG,
                        "Relayed ${header.CamelVendorhookEventType}"
                                + " as delivery ${exchangeProperty.CamelVendorhookDeliveryId}");

        from("direct:dead-letters")
                .routeId("dead-letters")
                .errorHandler(noErrorHandler())
                .log(LoggingLevel.ERROR, LOG, "Gave up: ${exception.message}")
                .to("file:{{dead.letters}}?fileName=${exchangeProperty.CamelVendorhookDeliveryId}.json");
    }
}
