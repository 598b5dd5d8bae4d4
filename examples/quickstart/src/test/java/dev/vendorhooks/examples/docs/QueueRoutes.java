package dev.vendorhooks.examples.docs;

import dev.vendorhooks.vendor.glossi.GlossiEvent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

public class QueueRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("vendorhook:glossi?secret={{glossi.secret}}")
                .convertBodyTo(byte[].class)
                .to("seda:events");

        from("seda:events")
                .unmarshal()
                .json(JsonLibrary.Jackson, GlossiEvent.class)
                .log("${header.CamelVendorhookEventType}: ${body.data.modelId}");
    }
}
