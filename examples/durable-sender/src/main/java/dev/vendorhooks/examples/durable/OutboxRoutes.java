package dev.vendorhooks.examples.durable;

import dev.vendorhooks.camel.VendorhookConstants;
import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.send.RetrySchedule;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.TimeUtils;

/** Into the outbox, and from there to the receiver: one attempt at a time, the next one when the table says so. */
public class OutboxRoutes extends RouteBuilder {

    private RetrySchedule schedule;
    private Semaphore free;

    @Override
    public void configure() {
        schedule = schedule(getContext().resolvePropertyPlaceholders("{{outbox.delays}}"));
        free = new Semaphore(Integer.parseInt(getContext().resolvePropertyPlaceholders("{{outbox.concurrency}}")));

        // answered 200 once the row is committed, and 500 if it could not be
        from("vendorhook:glossi?secret=RAW({{glossi.secret}})")
                .routeId("receive")
                .to("direct:outbox");

        from("direct:outbox").routeId("outbox").convertBodyTo(byte[].class).to("sql:classpath:sql/insert.sql");

        from("scheduler:outbox?delay={{outbox.poll}}")
                .routeId("claim")
                .setHeader("free", () -> free.availablePermits())
                .to("sql:classpath:sql/claim.sql")
                .split(body())
                .process(exchange -> free.acquire())
                .to("seda:attempt?size={{outbox.concurrency}}");

        from("seda:attempt?size={{outbox.concurrency}}")
                .routeId("attempt")
                .onCompletion()
                .process(exchange -> free.release())
                .end()
                .onException(PermanentDeliveryException.class)
                .handled(true)
                .to("direct:failed")
                .end()
                // RetryableDeliveryException, and whatever nobody thought of
                .onException(Exception.class)
                .handled(true)
                .to("direct:later")
                .end()
                .setHeader(VendorhookConstants.DELIVERY_ID, simple("${body[delivery_id]}"))
                .setProperty("attempts", simple("${body[attempts]}"))
                .setBody(simple("${body[body]}"))
                .to("vendorhook:generic?url=RAW({{receiver.url}})&secret=RAW({{receiver.secret}})&idHeader=X-Webhook-Id"
                        + "&maxConnections={{outbox.concurrency}}&maxConnectionsPerHost={{outbox.concurrency}}")
                .to("direct:delivered");

        // what came of an attempt is written down, however long the database is away; the attempt is not repeated
        ErrorHandlerFactory untilWritten = defaultErrorHandler()
                .maximumRedeliveries(-1)
                .redeliveryDelay(1000)
                .asyncDelayedRedelivery();

        from("direct:delivered").routeId("delivered").errorHandler(untilWritten).to("sql:classpath:sql/delivered.sql");

        from("direct:later")
                .routeId("later")
                .errorHandler(untilWritten)
                .setProperty("delay")
                .exchange(this::delay)
                .removeHeader(Exchange.REDELIVERY_DELAY)
                .choice()
                .when(exchangeProperty("delay").isNull())
                .to("direct:failed")
                .otherwise()
                .to("sql:classpath:sql/retry.sql");

        from("direct:failed")
                .routeId("failed")
                .errorHandler(untilWritten)
                .to("sql:classpath:sql/failed.sql")
                .log(LoggingLevel.WARN, "Given up: ${exception.message}");
    }

    /** How long until the next attempt: what the receiver asked for if that is longer. Null if this was the last one. */
    private Duration delay(Exchange exchange) {
        int attempts = exchange.getProperty("attempts", Integer.class);
        if (attempts > schedule.delays().size()) {
            return null;
        }
        Duration planned = schedule.delay(attempts, ThreadLocalRandom.current());
        Duration asked = Duration.ofMillis(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY, 0L, Long.class));
        return asked.compareTo(planned) > 0 ? asked : planned;
    }

    /** The schedule that the generic vendor documents, or one of {@code delays} such as {@code 10s,1m,1h}. */
    private static RetrySchedule schedule(String delays) {
        return delays.isBlank()
                ? RetrySchedule.GENERIC
                : new RetrySchedule(
                        Stream.of(delays.split(",")).map(TimeUtils::toDuration).toList(), 0);
    }
}
