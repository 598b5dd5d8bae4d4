package dev.vendorhooks.camel;

import dev.vendorhooks.send.RetrySchedule;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Gives every context the redelivery policies and the executor for them as beans, before routes look them up and without
 * anybody binding them. A bean of the application with the same name comes first.
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

        private RedeliveryExecutor executor = new RedeliveryExecutor();

        @Override
        public void onContextInitializing(CamelContext context) {
            if (executor.isShutdown()) {
                executor = new RedeliveryExecutor();
            }
            context.getCamelContextExtension().addContextPlugin(RedeliveryExecutor.class, executor);
            bind(context.getRegistry(), EXECUTOR, executor);
            SCHEDULES.forEach((name, schedule) -> bind(
                    context.getRegistry(),
                    VendorhookConstants.SCHEME + "-" + name,
                    new VendorhookRedeliveryPolicy(schedule)));
        }

        /**
         * Binds under no type where the registry can, as an application's single executor or policy would not be the only
         * one of its type any more.
         */
        private static void bind(Registry registry, String name, Object bean) {
            if (registry instanceof DefaultRegistry layered) {
                Registry applications = layered.getFallbackRegistry();
                layered.bindAsPrototype(
                        name, Object.class, () -> applications.lookupByName(name) == null ? bean : null);
            } else if (registry.lookupByName(name) == null
                    || registry.lookupByName(name) instanceof RedeliveryExecutor) {
                registry.bind(name, bean);
            }
        }

        @Override
        public void onContextStopping(CamelContext context) {
            executor.endWaiting();
        }

        @Override
        public void onContextStopped(CamelContext context) {
            executor.shutdown();
        }
    }
}
