package dev.vendorhooks.examples.docs;

import dev.vendorhooks.camel.VendorhookRedeliveryPolicy;
import org.apache.camel.builder.RouteBuilder;

public class PatientRoutes extends RouteBuilder {

    @Override
    public void configure() {
        VendorhookRedeliveryPolicy patient = new VendorhookRedeliveryPolicy();
        patient.setDelayPattern("1:10000;2:60000;3:600000");
        patient.setMaximumRedeliveries(3);
        patient.setUseCollisionAvoidance(true);
        patient.setCollisionAvoidanceFactor(0.2);
        bindToRegistry("patient", patient);

        errorHandler(deadLetterChannel("direct:dead-letters")
                .redeliveryPolicyRef("patient")
                .executorServiceRef("vendorhook-redelivery"));

        from("direct:user-created").to("vendorhook:generic?url={{partner.url}}&secret={{partner.secret}}");
    }
}
