package dev.vendorhooks.examples.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives all five vendors on {@code /webhooks/<vendor>}, with the routes in Java, or with those in YAML if the first
 * argument is {@code yaml}.
 */
public final class Quickstart {

    private static final Logger LOG = LoggerFactory.getLogger(Quickstart.class);
    private static final List<String> VENDORS = List.of("kaedim", "vntana", "makini", "glossi", "generic");

    private Quickstart() {}

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        if (arguments.length > 0 && arguments[0].equals("yaml")) {
            main.configure().withRoutesIncludePattern("classpath:routes/webhooks.yaml");
        } else {
            main.configure().addRoutesBuilder(new WebhookRoutes());
        }
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeStart(BaseMainSupport starting) {
                requireFreePort(starting.getCamelContext());
            }

            @Override
            public void afterStart(BaseMainSupport started) {
                logStart(started.getCamelContext());
            }
        });
        main.run();
        System.exit(main.getExitCode());
    }

    /** The server would log a port that is taken, and wait. */
    private static void requireFreePort(CamelContext context) {
        String host = context.resolvePropertyPlaceholders("{{camel.server.host}}");
        int port = Integer.parseInt(context.resolvePropertyPlaceholders("{{camel.server.port}}"));
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            LOG.debug("{} is free", socket);
        } catch (IOException e) {
            LOG.error("Cannot listen on {}:{} ({}). Set PORT to choose another port.", host, port, e.getMessage());
            System.exit(1);
        }
    }

    private static void logStart(CamelContext context) {
        VertxPlatformHttpServer server = context.hasService(VertxPlatformHttpServer.class);
        LOG.info(
                "Listening on http://{}:{}/webhooks/[{}]{}",
                context.resolvePropertyPlaceholders("{{camel.server.host}}"),
                server.getPort(),
                String.join(",", VENDORS),
                demoSecrets(context));
    }

    /** The demo secrets in use. A secret that was set, in whichever way, is not printed. */
    private static String demoSecrets(CamelContext context) {
        String secrets = VENDORS.stream()
                .filter(vendor -> context.resolvePropertyPlaceholders("{{" + vendor + ".secret}}")
                        .equals(vendor + "-demo"))
                .map(vendor -> variable(vendor) + "=" + vendor + "-demo")
                .collect(Collectors.joining(" "));
        return secrets.isEmpty() ? "" : " with demo secrets " + secrets;
    }

    private static String variable(String vendor) {
        return vendor.toUpperCase(Locale.ROOT) + "_SECRET";
    }
}
