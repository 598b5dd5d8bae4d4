package dev.vendorhooks.camel;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.DeliveryException;
import dev.vendorhooks.send.DeliveryLog;
import dev.vendorhooks.send.DeliveryRecord;
import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.send.Response;
import dev.vendorhooks.send.Result;
import dev.vendorhooks.send.RetryAfter;
import dev.vendorhooks.send.Sender;
import dev.vendorhooks.vendor.Vendor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt to deliver per call, and leaves redelivery to Camel. No thread is held while it waits. */
public class VendorhookProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(VendorhookProducer.class);
    private static final Set<Integer> STATUSES_WITH_RETRY_AFTER = Set.of(429, 503);

    private final Vendor vendor;
    private final Sender sender;
    private final Targets targets;
    private final Set<String> copiedHeaders;
    private final Duration maxRetryAfter;
    private final Optional<DeliveryLog> deliveryLog;
    private final Optional<Journal> journal;
    private final AttemptEntries entries;
    private final AttemptMeters meters;

    VendorhookProducer(VendorhookEndpoint endpoint, Vendor vendor, Sender sender, Targets targets) {
        super(endpoint);
        this.vendor = vendor;
        this.sender = sender;
        this.targets = targets;
        this.copiedHeaders = endpoint.copiedHeaders();
        this.maxRetryAfter = Duration.ofMillis(endpoint.getConfiguration().getMaxRetryAfter());
        this.deliveryLog = Optional.ofNullable(endpoint.getConfiguration().getDeliveryLog());
        this.journal = endpoint.journal();
        this.entries = new AttemptEntries(endpoint.toString(), sender.vendorName(), vendor);
        this.meters = Meters.of(endpoint.getCamelContext()).sent(sender.vendorName());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        hideUri(exchange, getEndpoint());
        removeResponse(exchange.getMessage());
        Outgoing outgoing;
        try {
            outgoing = Outgoing.of(exchange, sender.vendorName(), targets);
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (!outgoing.attempts().isEmpty()
                && RedeliveryExecutor.isWaitingEnded(exchange.getContext())
                && exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof DeliveryException failure) {
            // its wait was cut short: it is for the dead letter channel now, as the next attempt would come too late
            fail(exchange, outgoing, failure);
            callback.done(true);
            return true;
        }
        sender.send(outgoing.target(), outgoing.id(), outgoing.json(), result -> getEndpoint()
                .getComponent()
                .continueRoute(() -> {
                    settle(exchange, outgoing, result);
                    callback.done(false);
                }));
        return false;
    }

    /** Camel keeps the URI there with its secrets, and whoever logs or keeps the message with its properties shows them. */
    static void hideUri(Exchange exchange, VendorhookEndpoint endpoint) {
        exchange.setProperty(ExchangePropertyKey.TO_ENDPOINT, endpoint.toString());
    }

    /** Removes the response to an earlier message, so that nobody takes it for that to this one. */
    private static void removeResponse(Message message) {
        message.removeHeader(VendorhookConstants.RESPONSE_STATUS);
        message.removeHeader(VendorhookConstants.RESPONSE_HEADERS);
        message.removeHeader(VendorhookConstants.RESPONSE_BODY);
    }

    private void settle(Exchange exchange, Outgoing outgoing, Result result) {
        getEndpoint().attempts().count(result.attempt().outcome());
        meters.attempted(result.attempt(), !outgoing.attempts().isEmpty());
        outgoing.add(result.attempt(), exchange);
        result.response().ifPresent(response -> describe(response, exchange.getMessage()));
        result.failure().ifPresent(failure -> fail(exchange, outgoing, failure));
        if (result.attempt().outcome() == Outcome.RETRYABLE) {
            result.response().flatMap(this::retryAfter).ifPresent(delay -> {
                meters.toldToWait(delay);
                exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, delay.toMillis());
            });
        } else {
            outgoing.forget(exchange);
        }
        deliveryLog.ifPresent(log -> record(log, outgoing, result));
        journal.ifPresent(kept -> keep(kept, outgoing, result));
    }

    private void describe(Response response, Message message) {
        message.setHeader(VendorhookConstants.RESPONSE_STATUS, response.status());
        message.setHeader(VendorhookConstants.RESPONSE_BODY, response.body());
        if (!copiedHeaders.isEmpty()) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String name : copiedHeaders) {
                List<String> values = response.headers().all(name);
                if (!values.isEmpty()) {
                    headers.put(name, String.join(", ", values));
                }
            }
            message.setHeader(VendorhookConstants.RESPONSE_HEADERS, headers);
        }
    }

    /** The body becomes the bytes that were signed, for a dead letter channel to keep. */
    private static void fail(Exchange exchange, Outgoing outgoing, Exception failure) {
        exchange.getMessage().setBody(outgoing.json());
        exchange.setException(failure);
    }

    private Optional<Duration> retryAfter(Response response) {
        List<String> values = response.headers().all("Retry-After");
        if (!STATUSES_WITH_RETRY_AFTER.contains(response.status()) || values.isEmpty()) {
            return Optional.empty();
        }
        return RetryAfter.parse(values.get(0), sender.clock().instant())
                .map(delay -> delay.compareTo(maxRetryAfter) > 0 ? maxRetryAfter : delay)
                .filter(delay -> !delay.isZero());
    }

    private void record(DeliveryLog log, Outgoing outgoing, Result result) {
        Attempt attempt = result.attempt();
        boolean delivered = attempt.outcome() == Outcome.DELIVERED;
        try {
            log.record(new DeliveryRecord(
                    outgoing.id(),
                    eventId(outgoing),
                    delivered ? "success" : "failed",
                    attempt.status(),
                    outgoing.attempts().size(),
                    delivered
                            ? attempt.time()
                                    .plus(attempt.duration())
                                    .truncatedTo(SECONDS)
                                    .toString()
                            : null,
                    result.failure().map(Exception::getMessage).orElse(null)));
        } catch (RuntimeException | Error e) {
            // an error, too: whatever passed here would leave the message unfinished for ever
            LOG.warn("{}: the delivery log failed on delivery {}", getEndpoint(), outgoing.id(), e);
        }
    }

    private void keep(Journal kept, Outgoing outgoing, Result result) {
        try {
            kept.add(entries.attempted(outgoing, result.attempt(), result.failure()));
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: the journal failed on delivery {}", getEndpoint(), outgoing.id(), e);
        }
    }

    private String eventId(Outgoing outgoing) {
        WebhookRequest request = new WebhookRequest(Headers.of(Map.of()), outgoing.json());
        return vendor.read(request)
                .flatMap(event -> vendor.eventId(request, event))
                .orElse(null);
    }

    @Override
    public VendorhookEndpoint getEndpoint() {
        return (VendorhookEndpoint) super.getEndpoint();
    }
}
