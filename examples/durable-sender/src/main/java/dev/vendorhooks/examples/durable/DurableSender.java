package dev.vendorhooks.examples.durable;

import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Receives the events of Glossi, keeps them in PostgreSQL and sends them on, signed as the generic vendor signs. */
public final class DurableSender {

    private static final Logger LOG = LoggerFactory.getLogger(DurableSender.class);

    private DurableSender() {}

    public static void main(String[] arguments) throws Exception {
        Main main = application();
        main.run();
        System.exit(main.getExitCode());
    }

    /** Everything, not started yet. */
    static Main application() {
        Main main = new Main();
        main.configure().addRoutesBuilder(new OutboxRoutes());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                createTable(configured.getCamelContext());
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                logStart(started.getCamelContext());
            }
        });
        return main;
    }

    private static void createTable(CamelContext context) {
        new ResourceDatabasePopulator(new ClassPathResource("sql/schema.sql"))
                .execute(context.getRegistry().findSingleByType(DataSource.class));
    }

    private static void logStart(CamelContext context) {
        LOG.info(
                "Listening on http://{}:{}/webhooks/glossi",
                context.resolvePropertyPlaceholders("{{camel.server.host}}"),
                context.hasService(VertxPlatformHttpServer.class).getPort());
    }
}
