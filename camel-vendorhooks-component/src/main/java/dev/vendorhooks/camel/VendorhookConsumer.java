package dev.vendorhooks.camel;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.PrintableText;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.receive.ClaimStoreException;
import dev.vendorhooks.receive.Receiver;
import dev.vendorhooks.receive.Reception;
import dev.vendorhooks.receive.Reception.Accepted;
import dev.vendorhooks.receive.Reception.Claim;
import dev.vendorhooks.receive.Reception.InFlight;
import dev.vendorhooks.receive.Reception.Refused;
import dev.vendorhooks.receive.Reception.Undecided;
import dev.vendorhooks.register.Registration;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SecretUse;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives requests from the HTTP engine and hands the route an exchange of its own, with nothing in it but what was
 * verified.
 *
 * <p>The HTTP side starts with the first start of the consumer and ends with its shutdown, so that a stopped or
 * suspended route is answered 503 and the vendor delivers again, where the engine alone would say 404.
 */
@ManagedResource(description = "Managed vendorhook consumer")
public class VendorhookConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    /** What the header Retry-After of a 503 says. */
    public static final String RETRY_AFTER_SECONDS = "10";

    private static final Logger LOG = LoggerFactory.getLogger(VendorhookConsumer.class);
    private static final int OK = 200;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;

    private final Receiver receiver;
    private final List<Secret> configured;
    private final Optional<Registration> registration;
    private final PlatformHttpComponent platformHttp;
    private final String path;
    private final Set<String> copiedHeaders;
    private final Optional<URI> cloudEventSource;
    private final long maxWait;
    private final boolean acknowledgeFirst;
    private final Optional<TransactedPolicy> transaction;
    private final RequestReader requests;
    private final OperatorDeliveries operator;
    private final ReceptionLog log;
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile boolean gavePathUp;
    private Consumer http;
    private HealthCheck healthCheck;
    private ReceptionMeters meters = ReceptionMeters.NONE;
    private ExecutorService executor;
    private AsyncProcessor steps;

    VendorhookConsumer(
            VendorhookEndpoint endpoint,
            Processor processor,
            Receiver receiver,
            List<Secret> configured,
            Optional<Registration> registration,
            PlatformHttpComponent platformHttp) {
        super(endpoint, processor);
        this.receiver = receiver;
        this.configured = configured;
        this.registration = registration;
        this.platformHttp = platformHttp;
        this.path = endpoint.path();
        this.copiedHeaders = endpoint.copiedHeaders();
        this.cloudEventSource = endpoint.cloudEventSource();
        long limit = endpoint.getConfiguration().getMaxWait();
        this.maxWait = limit == 0 ? Long.MAX_VALUE : limit;
        this.acknowledgeFirst = endpoint.getConfiguration().getAcknowledge() == Acknowledge.RECEIVED;
        this.transaction = Optional.ofNullable(endpoint.getConfiguration().getTransactedPolicy());
        this.requests = new RequestReader(endpoint.getConfiguration().getMaxBodySize());
        this.operator = new OperatorDeliveries(endpoint.toString(), receiver);
        this.log = new ReceptionLog(endpoint, receiver, endpoint.journal());
    }

    // ---- one request

    private boolean receive(Exchange httpExchange, AsyncCallback callback) {
        // before it is asked whether the route is started, so that a stop either is seen here or sees this
        unfinished.incrementAndGet();
        try {
            Message request = httpExchange.getMessage();
            Arrival arrival = new Arrival(getEndpoint().getComponent().requestHeaders(request));
            long waited = getEndpoint().getComponent().millisWaited(request);
            if (waited > maxWait) {
                log.late(arrival, waited, UNAVAILABLE);
                return answer(request, UNAVAILABLE, callback);
            }
            return receive(arrival, request, callback);
        } finally {
            unfinished.decrementAndGet();
        }
    }

    private boolean receive(Arrival arrival, Message request, AsyncCallback callback) {
        try {
            if (!isStarted()) {
                log.unanswerable(arrival, "stopped", UNAVAILABLE);
                return answer(request, UNAVAILABLE, callback);
            }
            Reception reception = judge(arrival, request);
            if (reception instanceof Accepted accepted) {
                return route(arrival, accepted, request, callback);
            }
            log.judged(arrival, reception);
            log.answered(arrival, reception, status(reception));
            return answer(request, status(reception), callback);
        } catch (ClaimStoreException e) {
            getExceptionHandler().handleException(getEndpoint() + " cannot tell whether an event is a duplicate", e);
            log.unanswerable(arrival, "claim_store", UNAVAILABLE);
            return answer(request, UNAVAILABLE, callback);
        } catch (IOException | RuntimeException e) {
            getExceptionHandler().handleException(getEndpoint() + " cannot handle a request", e);
            log.unanswerable(arrival, "error", FAILED);
            return answer(request, FAILED, callback);
        }
    }

    private Reception judge(Arrival arrival, Message message) throws IOException {
        Optional<Refusal> unread = requests.refusal(arrival.headers());
        if (unread.isPresent()) {
            return new Refused(unread.get(), Optional.empty());
        }
        Optional<byte[]> body = requests.body(message);
        if (body.isEmpty()) {
            return new Refused(Refusal.TOO_LARGE, Optional.empty());
        }
        WebhookRequest request = arrival.read(body.get());
        return registration.isPresent() ? judge(request, registration.get()) : receiver.receive(request);
    }

    /** What no known secret has signed may be signed with one that the vendor has by now. */
    private Reception judge(WebhookRequest request, Registration registered) {
        List<Secret> known = receiver.secrets().accepted(receiver.clock().instant());
        Reception reception = receiver.receive(request);
        if (!(reception instanceof Refused refused) || refused.reason() != Refusal.MISMATCH) {
            return reception;
        }
        return switch (registered.renewal(known)) {
            case OTHER_SECRETS -> receiver.receive(request);
            case SAME_SECRETS -> reception;
            case UNDECIDED -> new Undecided();
        };
    }

    private boolean route(Arrival arrival, Accepted accepted, Message request, AsyncCallback callback) {
        Exchange exchange;
        try {
            log.judged(arrival, accepted);
            exchange = createExchange(arrival, accepted);
        } catch (RuntimeException | Error e) {
            // else the event counts as being routed for ever, and whenever it comes again it is turned away
            accepted.claim().release();
            throw e;
        }
        if (acknowledgeFirst) {
            return answer(request, routeLater(arrival, accepted, exchange), callback);
        }
        unfinished.incrementAndGet();
        return process(arrival, exchange, doneSync -> {
            try {
                prepareAnswer(request, settle(arrival, accepted, exchange));
                callback.done(doneSync);
            } finally {
                unfinished.decrementAndGet();
            }
        });
    }

    /** Camel lets some errors of a route through; here they are failures of the exchange as exceptions are. */
    private boolean process(Arrival arrival, Exchange exchange, AsyncCallback callback) {
        log.routing(arrival);
        try {
            if (transaction.isPresent()) {
                // where the route's steps see that they are in a transaction
                createUoW(exchange).onPrepare(exchange);
            }
            return steps.process(exchange, callback);
        } catch (Exception | Error e) {
            exchange.setException(e);
            // else the exchange counts as in flight for ever, and a shutdown waits for it
            getEndpoint().getCamelContext().getInflightRepository().remove(exchange, getRouteId());
            if (transaction.isEmpty()) {
                doneUoW(exchange);
            }
            callback.done(true);
            return true;
        }
    }

    private int routeLater(Arrival arrival, Accepted accepted, Exchange exchange) {
        unfinished.incrementAndGet();
        arrival.answer();
        try {
            executor.execute(() -> process(arrival, exchange, doneSync -> {
                settle(arrival, accepted, exchange);
                unfinished.decrementAndGet();
            }));
            return OK;
        } catch (RejectedExecutionException e) {
            unfinished.decrementAndGet();
            accepted.claim().release();
            releaseExchange(exchange, false);
            log.answered(arrival, accepted, UNAVAILABLE);
            return UNAVAILABLE;
        }
    }

    /**
     * Confirms or releases the claim of a routed event, and tells the status that says so. It throws nothing: Camel
     * would drop that, and the caller wait for its answer.
     */
    private int settle(Arrival arrival, Accepted accepted, Exchange exchange) {
        boolean failed = TransactedRoute.hasFailed(exchange);
        try {
            end(accepted, exchange, failed);
            int status = failed ? FAILED : OK;
            log.routed(arrival, accepted, failed, acknowledgeFirst ? OK : status);
            return status;
        } catch (RuntimeException | Error e) {
            LOG.error("{} could not end what it had routed", getEndpoint(), e);
            return FAILED;
        }
    }

    private void end(Accepted accepted, Exchange exchange, boolean failed) {
        try {
            if (exchange.getException() != null
                    && !exchange.getExchangeExtension().isErrorHandlerHandledSet()) {
                // no error handler has seen it, so nobody has logged it
                getExceptionHandler().handleException("A route failed", exchange, exchange.getException());
            }
            if (transaction.isPresent()) {
                doneUoW(exchange);
            }
            releaseExchange(exchange, false);
        } finally {
            // whatever that throws: else the event counts as being routed for ever
            if (failed || transaction.isPresent()) {
                accepted.claim().release();
            } else {
                confirm(accepted);
            }
        }
    }

    private void confirm(Accepted accepted) {
        try {
            accepted.claim().confirm();
        } catch (ClaimStoreException e) {
            // routed all the same: asking for another delivery would be sure to route it twice
            String event = PrintableText.of(accepted.delivery().toString());
            getExceptionHandler().handleException(getEndpoint() + " cannot remember " + event + " as routed", e);
        }
    }

    private static int status(Reception reception) {
        if (reception instanceof Refused refused) {
            return refused.reason().status();
        }
        return reception instanceof InFlight || reception instanceof Undecided ? UNAVAILABLE : OK;
    }

    private Exchange createExchange(Arrival arrival, Accepted accepted) {
        Delivery delivery = accepted.delivery();
        Exchange exchange = createExchange(false);
        exchange.setProperty(VendorhookConstants.DELIVERY, delivery);
        if (transaction.isPresent()) {
            TransactedRoute.claim(exchange, accepted.claim());
        }
        Message message = exchange.getMessage();
        message.setBody(delivery.event());
        message.setHeader(VendorhookConstants.VENDOR, delivery.vendor());
        message.setHeader(VendorhookConstants.EVENT_TYPE, PrintableText.of(delivery.type()));
        delivery.id().ifPresent(id -> message.setHeader(VendorhookConstants.EVENT_ID, PrintableText.of(id)));
        delivery.event()
                .eventSubject()
                .ifPresent(id -> message.setHeader(VendorhookConstants.EVENT_SUBJECT, PrintableText.of(id)));
        delivery.eventTime().ifPresent(time -> message.setHeader(VendorhookConstants.EVENT_TIME, time.toString()));
        delivery.signedTime().ifPresent(time -> message.setHeader(VendorhookConstants.DELIVERY_TIME, time.toString()));
        if (accepted.sameIdOtherBody()) {
            message.setHeader(VendorhookConstants.DUPLICATE_OF, message.getHeader(VendorhookConstants.EVENT_ID));
            exchange.setProperty(VendorhookConstants.DUPLICATE_OF, true);
        }
        arrival.replayed().ifPresent(entry -> message.setHeader(VendorhookConstants.REPLAY, true));
        cloudEventSource.ifPresent(uri -> exchange.setProperty(VendorhookConstants.CLOUD_EVENT_SOURCE, uri));
        if (!copiedHeaders.isEmpty()) {
            copyHeaders(arrival.headers(), message);
        }
        return exchange;
    }

    private void copyHeaders(Headers from, Message to) {
        for (String name : copiedHeaders) {
            List<String> values = from.all(name);
            if (!values.isEmpty()) {
                to.setHeader(name, values.size() == 1 ? values.get(0) : values);
            }
        }
    }

    private static boolean answer(Message message, int status, AsyncCallback callback) {
        prepareAnswer(message, status);
        callback.done(true);
        return true;
    }

    /** Nothing of the request is left in the answer. */
    private static void prepareAnswer(Message message, int status) {
        message.getHeaders().clear();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (status == UNAVAILABLE) {
            message.setHeader(RequestHeaderFilter.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        // an empty buffer, unlike no body, is sent with Content-Length: 0
        message.setBody(ByteBuffer.allocate(0));
    }

    /**
     * Refuses a request whose headers are reason enough, and says so in the log. For HTTP engines that can ask before
     * they read the body.
     */
    public Optional<Refusal> refuseUnread(Headers headers) {
        Optional<Refusal> refusal = requests.refusal(headers);
        refusal.ifPresent(reason -> {
            Arrival arrival = new Arrival(headers);
            Refused refused = new Refused(reason, Optional.empty());
            log.judged(arrival, refused);
            log.answered(arrival, refused, reason.status());
        });
        return refusal;
    }

    /** The largest body accepted, in bytes. An engine that hands over at least one more has it refused. */
    public int maxBodySize() {
        return requests.maxBodySize();
    }

    // ---- what an operator asks for

    /**
     * Routes once more what a journal kept. Whether it is a duplicate is not asked.
     *
     * @return the id of the journal's entry about it, which is there once the route is done
     * @throws IllegalArgumentException if it cannot be routed; the message says why
     */
    String replay(JournalEntry entry) {
        requireStarted();
        WebhookRequest request = operator.kept(entry);
        Accepted accepted = new Accepted(operator.authentic(request, entry), Claim.NONE, false);
        Arrival arrival = new Arrival(request, entry);
        String id = arrival.id();
        Exchange exchange = createExchange(arrival, accepted);
        getEndpoint()
                .getComponent()
                .continueRoute(() -> process(arrival, exchange, done -> settle(arrival, accepted, exchange)));
        return id;
    }

    /** The types of event that there are samples of. */
    List<String> sampleTypes() {
        return operator.sampleTypes();
    }

    /**
     * Handles a signed sample as if it had come over HTTP.
     *
     * @return the id of the journal's entry about it, which is there once it is answered
     * @throws IllegalArgumentException if there is none of that type; the message says why
     */
    String sample(String type) {
        requireStarted();
        WebhookRequest sample = operator.sample(type);
        Arrival arrival = new Arrival(sample.headers());
        String id = arrival.id();
        Message request = new DefaultMessage(getEndpoint().getCamelContext());
        request.setBody(sample.body());
        getEndpoint().getComponent().continueRoute(() -> receive(arrival, request, done -> {}));
        return id;
    }

    private void requireStarted() {
        if (!isStarted()) {
            throw new IllegalArgumentException("The route " + getRouteId() + " is not started.");
        }
    }

    // ---- figures

    @ManagedAttribute(description = "Events handed to the route")
    public long getAcceptedEvents() {
        return log.figures().received().get("accepted");
    }

    @ManagedAttribute(description = "Events that were routed before")
    public long getDuplicateEvents() {
        return log.figures().received().get("duplicate");
    }

    @ManagedAttribute(description = "Events that were being routed when they came again")
    public long getInFlightEvents() {
        return log.figures().received().get("in_flight");
    }

    @ManagedAttribute(
            description = "Requests that came while the vendor was asked for its secret, and are to come again")
    public long getUndecidedRequests() {
        return log.figures().received().get("undecided");
    }

    @ManagedAttribute(description = "Events of types that the option events leaves out")
    public long getIgnoredEvents() {
        return log.figures().received().get("ignored");
    }

    @ManagedAttribute(description = "Requests refused, by reason")
    public Map<String, Long> getRefusedRequests() {
        return log.figures().refused();
    }

    @ManagedOperation(description = "Requests refused for a reason, such as MISMATCH")
    public long refusedRequests(String reason) {
        return log.figures().refused().get(ReceptionFigures.name(Refusal.valueOf(reason)));
    }

    @ManagedAttribute(description = "Refusals that the signature doctor found the cause of, by cause")
    public Map<String, Long> getFindings() {
        return log.figures().found();
    }

    @ManagedAttribute(description = "What the signature doctor found last")
    public String getLatestFinding() {
        return log.latestFinding().orElse(null);
    }

    @ManagedAttribute(description = "Differences between events and what the vendor is known to send, by change")
    public Map<String, Long> getDrift() {
        return log.figures().drift();
    }

    @ManagedAttribute(description = "Events that routes work on")
    public int getEventsInRoute() {
        return log.inRoute();
    }

    @ManagedOperation(description = "Begins to count anew here and in the dev console; Micrometer's meters go on")
    public void resetCounters() {
        log.reset();
    }

    // ---- secrets

    @ManagedAttribute(description = "How each accepted secret is used, the current one first")
    public List<String> getSecretUses() {
        return secretUses().stream().map(SecretUse::toString).toList();
    }

    List<SecretUse> secretUses() {
        return receiver.secrets().uses();
    }

    @ManagedOperation(description = "Has the vendor sign with another secret; the endpoint accepts both meanwhile")
    public void rotateSecret() {
        registration
                .orElseThrow(() -> new UnsupportedOperationException(getEndpoint()
                        + " is not registered by autoRegister. Set 'secret' to the new and the old one, and change the"
                        + " vendor's."))
                .rotateSecret();
    }

    @ManagedOperation(description = "Accepts secrets that were replaced no longer")
    public void endReplacedSecrets() {
        registration.ifPresentOrElse(Registration::endReplacedSecrets, () -> receiver.secrets()
                .endReplaced(receiver.clock().instant()));
    }

    String path() {
        return path;
    }

    /** What became of the requests. */
    ReceptionLog log() {
        return log;
    }

    Optional<Registration> registration() {
        return registration;
    }

    // ---- lifecycle

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (http != null) {
            // a start that failed left it listening, and it is to answer 503 until the next one
            return;
        }
        steps = transaction
                .map(policy -> TransactedRoute.in(policy, getRoute(), getProcessor()))
                .orElseGet(this::getAsyncProcessor);
        getEndpoint().getComponent().takePath(path, this);
        checkNobodyElseListens();
        addHealthCheck();
        http = httpEndpoint().createConsumer(new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return receive(exchange, callback);
            }
        });
        try {
            ServiceHelper.initService(http);
        } catch (Exception e) {
            stopListening();
            throw new RuntimeCamelException(
                    getEndpoint() + " finds no HTTP engine to listen with (" + e.getMessage() + "). Add"
                            + " camel-platform-http-main and set camel.server.enabled=true on Camel Main, or add"
                            + " camel-vendorhooks-starter on Spring Boot, or camel-quarkus-platform-http on Quarkus.",
                    e);
        }
        meters = Meters.of(getEndpoint().getCamelContext()).received(receiver, path, log);
        log.showBy(meters);
    }

    /** Routes of other components may serve the path as well. */
    private void checkNobodyElseListens() {
        for (HttpEndpointModel other : platformHttp.getHttpEndpoints()) {
            if (other.getUri().equals(path)) {
                getEndpoint().getComponent().leavePath(path, this);
                throw new IllegalArgumentException(getEndpoint() + " cannot listen on " + path + ", where "
                        + other.getConsumer().getEndpoint() + " listens already. Set 'path' on one of them.");
            }
        }
    }

    private PlatformHttpEndpoint httpEndpoint() {
        Set<String> needed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        needed.addAll(RequestReader.HEADERS);
        needed.addAll(receiver.vendor().signatures().headers());
        needed.addAll(receiver.vendor().headers());
        needed.addAll(copiedHeaders);
        PlatformHttpEndpoint endpoint = new PlatformHttpEndpoint("platform-http:" + path, path, platformHttp);
        endpoint.setHttpMethodRestrict("POST");
        // keeps multipart from the engine, which would write its parts to disk
        endpoint.setConsumes("application/*,text/*");
        endpoint.setPopulateBodyWithForm(false);
        endpoint.setUseStreaming(getEndpoint().getComponent().isUseStreaming());
        // else the endpoint wraps the filter anew for each request, to take out headers that ours takes out anyway
        endpoint.setReturnHttpRequestHeaders(true);
        endpoint.setHeaderFilterStrategy(new RequestHeaderFilter(
                needed, log.keepsHeaders(), getEndpoint().getConfiguration().isDiagnose()));
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        gavePathUp = false;
        if (acknowledgeFirst) {
            // what the pool does not take is answered 503; the default would drop it while the pool is shut down
            ThreadPoolProfile profile = new ThreadPoolProfile("VendorhookReceived");
            profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
            executor = getEndpoint()
                    .getCamelContext()
                    .getExecutorServiceManager()
                    .newThreadPool(this, "VendorhookReceived", profile);
        }
        ServiceHelper.startService(steps, http);
        if (isWithoutSecret()) {
            RuntimeException cause = getEndpoint().withoutSecret();
            String location = getRoute() == null ? null : getRoute().getSourceLocationShort();
            throw new FailedToStartRouteException(getRouteId(), location, cause.getMessage(), cause);
        }
        if (registration.isPresent()) {
            registration.get().register();
        } else {
            receiver.secrets()
                    .replace(
                            configured,
                            Duration.ofMillis(getEndpoint().getConfiguration().getRotationOverlap()),
                            receiver.clock().instant());
        }
    }

    private boolean isWithoutSecret() {
        return configured.isEmpty() && registration.isEmpty();
    }

    private void addHealthCheck() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(getEndpoint().getCamelContext());
        if (checks != null) {
            Optional<String> withoutSecret = isWithoutSecret()
                    ? Optional.of(getEndpoint().withoutSecret().getMessage())
                    : Optional.empty();
            healthCheck = new ReceptionHealthCheck("vendorhook:" + path, this, receiver, withoutSecret, registration);
            // that of whoever had the path before
            checks.getCheck(healthCheck.getId()).ifPresent(checks::unregister);
            checks.register(healthCheck);
        }
    }

    @Override
    protected void doStop() throws Exception {
        gavePathUp = true;
        if (getEndpoint().getConfiguration().getDeregister() == Deregister.ON_STOP) {
            registration.ifPresent(Registration::deregister);
        }
        if (executor != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(executor);
        }
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        if (getEndpoint().getCamelContext().isStopping()) {
            // the HTTP server stops later, and would answer 404 until then
            leavePath();
        } else {
            stopListening();
        }
        ServiceHelper.stopAndShutdownServices(steps);
        if (healthCheck != null) {
            HealthCheckRegistry.get(getEndpoint().getCamelContext()).unregister(healthCheck);
        }
        super.doShutdown();
    }

    /** Whether another consumer may take over the path, on which this one still answers 503. */
    boolean gavePathUp() {
        return gavePathUp;
    }

    void stopListening() {
        leavePath();
        ServiceHelper.stopAndShutdownServices(http);
        http = null;
    }

    private void leavePath() {
        meters.remove();
        // once: the consumer that took the path over has meters of the same names
        meters = ReceptionMeters.NONE;
        getEndpoint().getComponent().leavePath(path, this);
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    /**
     * What was acknowledged and is not routed yet, or is not answered yet; a shutdown waits for it. To Camel, a request
     * begins and ends with its route: the claim is looked up before, and settled after it.
     */
    @Override
    public int getPendingExchangesSize() {
        return unfinished.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}

    @Override
    public VendorhookEndpoint getEndpoint() {
        return (VendorhookEndpoint) super.getEndpoint();
    }
}
