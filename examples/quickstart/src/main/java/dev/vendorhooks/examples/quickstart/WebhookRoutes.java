package dev.vendorhooks.examples.quickstart;

import org.apache.camel.builder.RouteBuilder;

/** One route per vendor, on {@code /webhooks/<vendor>}; the same as in {@code routes/webhooks.yaml}. */
public class WebhookRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("vendorhook:kaedim?secret={{kaedim.secret}}").routeId("kaedim").bean(EventPrinter.class);
        from("vendorhook:vntana?secret={{vntana.secret}}").routeId("vntana").bean(EventPrinter.class);
        from("vendorhook:makini?secret={{makini.secret}}").routeId("makini").bean(EventPrinter.class);
        from("vendorhook:glossi?secret={{glossi.secret}}").routeId("glossi").bean(EventPrinter.class);
        from("vendorhook:generic?secret={{generic.secret}}").routeId("generic").bean(EventPrinter.class);
    }
}
