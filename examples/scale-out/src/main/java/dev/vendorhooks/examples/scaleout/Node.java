package dev.vendorhooks.examples.scaleout;

import java.util.Locale;
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

/** What one JVM does, with the database and the brokers that its environment names. */
enum Node {
    RECEIVER("receive", true),
    WORKER("work", false);

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final String routes;
    private final boolean listens;

    Node(String routes, boolean listens) {
        this.routes = routes;
        this.listens = listens;
    }

    /** The argument that starts it. */
    String argument() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Runs until the JVM is asked to end. */
    void run() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.server.enabled", String.valueOf(listens));
        main.configure().withRoutesIncludePattern("classpath:routes/" + routes + ".yaml");
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

    private void logStart(CamelContext context) {
        if (listens) {
            LOG.info(
                    "Receiving on http://{}:{}/webhooks/[glossi,generic]",
                    context.resolvePropertyPlaceholders("{{camel.server.host}}"),
                    context.hasService(VertxPlatformHttpServer.class).getPort());
        } else {
            LOG.info("Working");
        }
    }
}
