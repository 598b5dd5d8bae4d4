package dev.vendorhooks.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.main.Main;

/** A server under test, in a process of its own, on the port of the second argument or any. Says its port first. */
public final class ServerMain {

    private ServerMain() {}

    static MeasuredProcess start(Routes routes) throws IOException {
        return MeasuredProcess.start(ServerMain.class, routes.name());
    }

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : freePort();
        LongAdder processed = new LongAdder();
        Main main = new Main();
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", Integer.toString(port));
        main.configure().addRoutesBuilder(Routes.valueOf(arguments[0]).routes(processed));
        main.start();
        System.out.println(port);
        UsageMeter.run(processed);
    }

    /** The server of Camel Main can choose a port itself, but does not tell which. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
