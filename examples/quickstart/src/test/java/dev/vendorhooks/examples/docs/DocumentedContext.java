package dev.vendorhooks.examples.docs;

import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.properties.PropertiesComponent;

/** What the routes of the documents run in. */
final class DocumentedContext {

    private DocumentedContext() {}

    /** Gives {@code context} placeholders and an HTTP server on a free port, and has {@code logged} hear its log steps. */
    static VertxPlatformHttpServer prepare(CamelContext context, Properties properties, List<String> logged)
            throws Exception {
        PropertiesComponent placeholders = (PropertiesComponent) context.getPropertiesComponent();
        placeholders.setInitialProperties(properties);
        // GLOSSI_SECRET of the environment would go before glossi.secret
        placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        context.getCamelContextExtension().addLogListener((exchange, logger, message) -> {
            logged.add(message);
            return message;
        });
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        context.addService(server);
        return server;
    }
}
