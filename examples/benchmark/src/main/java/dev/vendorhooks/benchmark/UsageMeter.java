package dev.vendorhooks.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The measured side of a {@link MeasuredProcess}: answers each line of standard input, a number of times to do its work,
 * with a line of {@link Usage} once that is done, and ends the process with standard input.
 */
final class UsageMeter {

    /** What a process does when it is told to, rather than when a request arrives. */
    interface Work {
        void run(int count) throws Exception;
    }

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Map<Long, Long> bytesByThread = new HashMap<>();

    private UsageMeter() {}

    /** Measures a server, whose work is to answer. */
    static void run(LongAdder processed) {
        run(processed, count -> {});
    }

    /** Measures what {@code work} uses; the work counts in {@code processed}. */
    static void run(LongAdder processed, Work work) {
        UsageMeter meter = new UsageMeter();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int status = 0;
        try {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                int count = Integer.parseInt(line);
                if (count > 0) {
                    work.run(count);
                }
                System.out.println(meter.read(processed.sum()).toLine());
            }
        } catch (Exception e) {
            e.printStackTrace();
            status = 1;
        }
        // a shutdown hook of Camel's would wait for a main method that runs to its end
        Runtime.getRuntime().halt(status);
    }

    private Usage read(long processed) {
        return new Usage(system.getProcessCpuTime(), allocatedBytes(), processed);
    }

    /** What all Java threads allocated. Threads that ended count with what they had at the last reading. */
    private long allocatedBytes() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            bytesByThread.merge(ids[i], bytes[i], Math::max);
        }
        return bytesByThread.values().stream().mapToLong(Long::longValue).sum();
    }
}
