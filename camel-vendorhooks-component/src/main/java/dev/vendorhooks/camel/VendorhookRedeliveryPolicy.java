package dev.vendorhooks.camel;

import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.send.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Predicate;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/**
 * A redelivery policy that knows deliveries: it never redelivers after a {@link PermanentDeliveryException} or while the
 * context stops, waits for the longer of its own delay and what the receiver's Retry-After asked for, and holds no
 * thread while it waits. All properties of Camel's own policy apply; collision avoidance lengthens delays of a
 * delayPattern too.
 */
public class VendorhookRedeliveryPolicy extends RedeliveryPolicy {

    private static final long serialVersionUID = 1L;

    /** A policy without redelivery until maximumRedeliveries and delayPattern, or the like, are set. */
    public VendorhookRedeliveryPolicy() {
        setMaximumRedeliveries(0);
        setAsyncDelayedRedelivery(true);
        setAllowRedeliveryWhileStopping(false);
        setRetryAttemptedLogLevel(LoggingLevel.WARN);
    }

    VendorhookRedeliveryPolicy(RetrySchedule schedule) {
        this();
        setMaximumRedeliveries(schedule.delays().size());
        setDelayPattern(delayPattern(schedule.delays()));
        if (schedule.jitter() > 0) {
            setUseCollisionAvoidance(true);
            setCollisionAvoidanceFactor(schedule.jitter());
        }
    }

    private static String delayPattern(List<Duration> delays) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < delays.size(); i++) {
            pattern.append(i + 1).append(':').append(delays.get(i).toMillis()).append(';');
        }
        return pattern.toString();
    }

    @Override
    public boolean shouldRedeliver(Exchange exchange, int redelivery, Predicate retryWhile) {
        if (exchange.getException(PermanentDeliveryException.class) != null
                || RedeliveryExecutor.isWaitingEnded(exchange.getContext())
                || !super.shouldRedeliver(exchange, redelivery, retryWhile)) {
            // it would put off what else is redelivered, such as a step of the dead letter channel's route
            exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
            return false;
        }
        Long asked = exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, Long.class);
        if (asked != null) {
            long own = 0;
            for (int i = 1; i <= redelivery; i++) {
                own = calculateRedeliveryDelay(own, i);
            }
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, Math.max(asked, own));
        }
        return true;
    }

    @Override
    public long calculateRedeliveryDelay(long previousDelay, int redelivery) {
        long delay = super.calculateRedeliveryDelay(previousDelay, redelivery);
        boolean spread = getDelayPattern() != null && isUseCollisionAvoidance();
        return spread
                ? delay
                        + (long) (delay
                                * getCollisionAvoidanceFactor()
                                * ThreadLocalRandom.current().nextDouble())
                : delay;
    }
}
