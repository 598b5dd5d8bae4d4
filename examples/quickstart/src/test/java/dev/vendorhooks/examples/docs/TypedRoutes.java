package dev.vendorhooks.examples.docs;

import dev.vendorhooks.vendor.glossi.GlossiEvent.JobFailed;
import dev.vendorhooks.vendor.glossi.GlossiEvent.ModelProcessed;
import dev.vendorhooks.vendor.glossi.GlossiEvent.Unknown;
import org.apache.camel.builder.RouteBuilder;

public class TypedRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("vendorhook:glossi?secret={{glossi.secret}}")
                .choice()
                .when(body().isInstanceOf(ModelProcessed.class))
                .log("Model ${body.data.modelId} is ready")
                .when(body().isInstanceOf(JobFailed.class))
                .log("Job ${body.data.jobId} failed: ${body.data.error}")
                .when(body().isInstanceOf(Unknown.class))
                .log("Not known yet: ${header.CamelVendorhookEventType}")
                .end();
    }
}
