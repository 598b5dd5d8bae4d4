package dev.vendorhooks.camel;

import dev.vendorhooks.receive.Reception.Claim;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/** Runs a route and stores the claim of its event in one transaction: both are there afterwards, or neither is. */
record TransactedRoute(Processor steps) implements Processor {

    /** The exchange property with the claim to store. */
    private static final String CLAIM = "CamelVendorhookClaim";

    /** {@code steps} of {@code route} within the transaction of {@code policy}. */
    static AsyncProcessor in(TransactedPolicy policy, Route route, Processor steps) {
        return AsyncProcessorConverterHelper.convert(policy.wrap(route, new TransactedRoute(steps)));
    }

    /** Has {@code claim} stored once the route has ended well with {@code exchange}. */
    static void claim(Exchange exchange, Claim claim) {
        exchange.setProperty(CLAIM, claim);
    }

    static boolean hasFailed(Exchange exchange) {
        return exchange.isFailed() || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
    }

    /** On the thread of the transaction, whichever thread the route has ended on. */
    @Override
    public void process(Exchange exchange) throws Exception {
        steps.process(exchange);
        if (!hasFailed(exchange)) {
            store(exchange);
        }
        if (hasFailed(exchange)) {
            // the error handler around the transaction must not handle what the route's own did not: no claim is stored
            exchange.setRollbackOnly(true);
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
    }

    private static void store(Exchange exchange) {
        try {
            if (!exchange.getProperty(CLAIM, Claim.class).store()) {
                throw new RuntimeCamelException("Another node routed the event at the same time. What this one did is"
                        + " rolled back, and the vendor is asked to deliver again.");
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }
}
