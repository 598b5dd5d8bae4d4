package dev.vendorhooks.camel;

import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.apache.camel.util.concurrent.ThreadHelper;

/**
 * Where messages wait for their redelivery. Camel's own executor drops those that still wait when the context is done
 * stopping; this one lets them go on at once when it begins to, so that they reach the dead letter channel.
 */
final class RedeliveryExecutor extends ScheduledThreadPoolExecutor {

    private static final int THREADS = 2;

    RedeliveryExecutor() {
        super(THREADS, new CamelThreadFactory(ThreadHelper.DEFAULT_PATTERN, "VendorhookRedelivery", true));
    }

    /** Runs all that waits, without waiting for it to end. */
    void runWaiting() {
        for (Runnable waiting : List.copyOf(getQueue())) {
            if (remove(waiting)) {
                execute(waiting);
            }
        }
    }
}
