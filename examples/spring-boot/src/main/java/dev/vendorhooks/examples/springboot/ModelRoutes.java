package dev.vendorhooks.examples.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** The vendors of models. The routes of the others are in {@code camel/webhooks.yaml}. */
@Component
public class ModelRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("vendorhook:kaedim?secret={{kaedim.secret}}")
                .routeId("kaedim")
                .log("Kaedim: ${header.CamelVendorhookEventType}, ${header.CamelVendorhookEventId}");
        from("vendorhook:vntana?secret={{vntana.secret}}")
                .routeId("vntana")
                .log("VNTANA: ${header.CamelVendorhookEventType}, ${header.CamelVendorhookEventId}");
        from("vendorhook:glossi?secret={{glossi.secret}}")
                .routeId("glossi")
                .log("Glossi: ${header.CamelVendorhookEventType}, ${header.CamelVendorhookEventId}");
    }
}
