package dev.vendorhooks.camel;

import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.apache.camel.util.concurrent.ThreadHelper;

/**
 * Where messages wait for their redelivery. Camel's own executor takes 1,000 at most, and drops those that still wait
 * when the context is done stopping; this one takes any number, and lets them go on at once when the context begins to
 * stop, so that they reach the dead letter channel.
 */
final class RedeliveryExecutor extends ScheduledThreadPoolExecutor {

    private static final int THREADS = 2;

    private volatile boolean waitingEnded;

    RedeliveryExecutor() {
        super(THREADS, new CamelThreadFactory(ThreadHelper.DEFAULT_PATTERN, "VendorhookRedelivery", true));
    }

    /** Whether {@code context} stops, so that nothing is to be redelivered any more. */
    static boolean isWaitingEnded(CamelContext context) {
        RedeliveryExecutor executor = context.getCamelContextExtension().getContextPlugin(RedeliveryExecutor.class);
        return executor == null ? context.isStopping() : executor.waitingEnded;
    }

    /** What comes too late for {@link #endWaiting} to find does not wait either. */
    @Override
    public ScheduledFuture<?> schedule(Runnable redelivery, long delay, TimeUnit unit) {
        ScheduledFuture<?> waiting = super.schedule(redelivery, delay, unit);
        if (waitingEnded && delay > 0) {
            goOn((Runnable) waiting);
        }
        return waiting;
    }

    /** Runs all that waits, without waiting for it to end. */
    void endWaiting() {
        waitingEnded = true;
        List.copyOf(getQueue()).forEach(this::goOn);
    }

    private void goOn(Runnable waiting) {
        if (remove(waiting)) {
            execute(waiting);
        }
    }
}
