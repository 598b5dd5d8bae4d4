package dev.vendorhooks.camel;

import dev.vendorhooks.send.RetrySchedule;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Puts the redelivery policies and the executor for them into the registry of every context, before routes look them up
 * and without anybody binding them. A bean of the application with the same name comes first.
 */
public final class VendorhookContextPlugin implements ContextServicePlugin {

    /** The bean that lets waiting messages go on when the context stops, for {@code executorServiceRef}. */
    static final String EXECUTOR = VendorhookConstants.SCHEME + "-redelivery";

    private static final Map<String, RetrySchedule> SCHEDULES = Map.of(
            "glossi", RetrySchedule.GLOSSI,
            "makini", RetrySchedule.MAKINI,
            "generic", RetrySchedule.GENERIC,
            "standard", RetrySchedule.STANDARD);

    @Override
    public void load(CamelContext context) {
        context.addLifecycleStrategy(new Beans());
    }

    private static final class Beans extends LifecycleStrategySupport {

        private final RedeliveryExecutor executor = new RedeliveryExecutor();

        @Override
        public void onContextInitializing(CamelContext context) {
            SCHEDULES.forEach((name, schedule) -> bind(
                    context.getRegistry(),
                    VendorhookConstants.SCHEME + "-" + name,
                    RedeliveryPolicy.class,
                    new VendorhookRedeliveryPolicy(schedule)));
            bind(context.getRegistry(), EXECUTOR, ScheduledExecutorService.class, executor);
        }

        private static void bind(Registry registry, String name, Class<?> type, Object bean) {
            if (registry.lookupByName(name) == null) {
                registry.bind(name, type, bean);
            }
        }

        @Override
        public void onContextStopping(CamelContext context) {
            executor.runWaiting();
        }

        @Override
        public void onContextStopped(CamelContext context) {
            executor.shutdown();
        }
    }
}
