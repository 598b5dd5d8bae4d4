package dev.vendorhooks.examples.relay;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Relays the events of Glossi, with the routes in Java, or with those in YAML if the first argument is {@code yaml}. */
public final class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private Relay() {}

    public static void main(String[] arguments) throws Exception {
        Main main = with(arguments);
        main.run();
        System.exit(main.getExitCode());
    }

    /** The relay, not started yet. */
    static Main with(String... arguments) {
        Main main = new Main();
        if (arguments.length > 0 && arguments[0].equals("yaml")) {
            main.configure().withRoutesIncludePattern("classpath:routes/relay.yaml");
        } else {
            main.configure().addRoutesBuilder(new RelayRoutes());
        }
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                CamelContext context = started.getCamelContext();
                LOG.info(
                        context.resolvePropertyPlaceholders(
                                "Relaying http://{{camel.server.host}}:{{camel.server.port}}/webhooks/glossi to {{target.url}}"));
            }
        });
        return main;
    }
}
