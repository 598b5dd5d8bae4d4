package dev.vendorhooks.examples.docs;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.DataType;

public class CloudEventRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("vendorhook:glossi?secret={{glossi.secret}}")
                .transformDataType(new DataType("vendorhook:application-cloudevents"))
                .log("${header.CamelCloudEventType} about ${header.CamelCloudEventSubject}")
                .to("seda:events");
    }
}
