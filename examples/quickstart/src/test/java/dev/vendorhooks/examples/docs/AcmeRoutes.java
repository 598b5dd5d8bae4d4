package dev.vendorhooks.examples.docs;

import org.apache.camel.builder.RouteBuilder;

public class AcmeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("vendorhook:acme?secret={{acme.secret}}").log("${header.CamelVendorhookEventType}: ${body.order.number}");
    }
}
