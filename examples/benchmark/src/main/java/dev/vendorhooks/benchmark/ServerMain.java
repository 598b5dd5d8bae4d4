package dev.vendorhooks.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.main.Main;

/**
 * A server under test, in a process of its own. Says its port on standard output, then answers each line of standard
 * input with a line of {@link Usage}; ends with standard input.
 */
public final class ServerMain {

    private ServerMain() {}

    public static void main(String[] arguments) throws Exception {
        int port = freePort();
        LongAdder processed = new LongAdder();
        Main main = new Main();
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", Integer.toString(port));
        main.configure().addRoutesBuilder(Routes.valueOf(arguments[0]).routes(processed));
        main.start();
        System.out.println(port);

        Allocations allocations = new Allocations();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (requests.readLine() != null) {
            System.out.println(new Usage(system.getProcessCpuTime(), allocations.bytes(), processed.sum()).toLine());
        }
        // a shutdown hook of Camel's would wait for a main method that runs to its end
        Runtime.getRuntime().halt(0);
    }

    /** The server of Camel Main can choose a port itself, but does not tell which. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What all Java threads allocated. Threads that ended count with what they had at the last reading. */
    private static final class Allocations {

        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final Map<Long, Long> bytesByThread = new HashMap<>();

        long bytes() {
            long[] ids = threads.getAllThreadIds();
            long[] bytes = threads.getThreadAllocatedBytes(ids);
            for (int i = 0; i < ids.length; i++) {
                bytesByThread.merge(ids[i], bytes[i], Math::max);
            }
            return bytesByThread.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
