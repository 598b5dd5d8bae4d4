package dev.vendorhooks.examples.quarkus;

import dev.vendorhooks.vendor.glossi.GlossiEvent;
import org.apache.camel.builder.RouteBuilder;

public class ModelRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("vendorhook:glossi?secret={{glossi.secret}}")
                .filter(body().isInstanceOf(GlossiEvent.ModelProcessed.class))
                .log("Model ${body.data.modelId} is ready");
    }
}
