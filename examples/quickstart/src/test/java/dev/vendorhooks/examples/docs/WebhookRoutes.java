package dev.vendorhooks.examples.docs;

import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.WebhookRegistration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

public class WebhookRoutes extends RouteBuilder {

    @Override
    public void configure() {
        onException(ApiException.class).handled(true).log("VNTANA refused: ${exception.code.orElse('no code')}");

        from("direct:create")
                .setBody(exchange -> WebhookRegistration.to("https://hooks.example.com/elsewhere")
                        .withEvents(List.of("product.completed", "product.failed")))
                .to("vendorhook:vntana?operation=createWebhook&apiKey={{vntana.access-token}}"
                        + "&organizationUuid={{vntana.organization}}&email={{vntana.email}}")
                .log("Created ${body.id} for ${body.events}");
    }
}
