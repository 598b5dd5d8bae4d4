package dev.vendorhooks.examples.receiver;

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

/** Receives the events of the generic vendor and writes them to PostgreSQL, in the setting that SETTING names. */
public final class DurableReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(DurableReceiver.class);

    private DurableReceiver() {}

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                createTables(configured.getCamelContext());
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                logStart(started.getCamelContext());
            }
        });
        main.run();
        System.exit(main.getExitCode());
    }

    private static void createTables(CamelContext context) {
        new ResourceDatabasePopulator(new ClassPathResource("sql/schema.sql"))
                .execute(context.getRegistry().findSingleByType(DataSource.class));
    }

    private static void logStart(CamelContext context) {
        LOG.info(
                "Listening on http://{}:{}/webhooks/generic",
                context.resolvePropertyPlaceholders("{{camel.server.host}}"),
                context.hasService(VertxPlatformHttpServer.class).getPort());
    }
}
