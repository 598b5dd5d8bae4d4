package dev.vendorhooks.examples.docs;

import org.apache.camel.builder.RouteBuilder;

public class RegisterRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("vendorhook:glossi?autoRegister=true&publicUrl={{public.url}}&apiKey={{glossi.api-key}}"
                        + "&secretStoreDirectory={{data.directory}}/secrets")
                .log("Model ${body.data.modelId} is ${body.data.status}");
    }
}
