package dev.vendorhooks.send;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes HTTP requests, and holds no thread while it waits. It neither retries nor follows redirects, keeps no cookies, and shares
 * its connections among all endpoints with equal settings.
 */
public final class WebhookClient implements AutoCloseable {

    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 16 * 1024;

    /** Shorter than servers keep idle connections, as a post over one that just ended fails. */
    private static final TimeValue UNCHECKED = TimeValue.ofSeconds(1);

    /** Makes changes of DNS noticed. */
    private static final TimeValue LONGEST_LIFE = TimeValue.ofMinutes(5);

    /** By how much a response that never ends may exceed its time. */
    private static final Duration MOST_LATE = Duration.ofSeconds(1);

    private static final ContentType JSON = ContentType.create("application/json");

    private final CloseableHttpAsyncClient client;
    private final Duration responseTimeout;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("vendorhook-deadlines", true));

    /** A client with idle connections to none; {@link #close} ends it. */
    public WebhookClient(HttpSettings settings) {
        this.responseTimeout = settings.responseTimeout();
        HttpAsyncClientBuilder builder = HttpAsyncClients.custom()
                .setConnectionManager(connections(settings))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.DISABLED)
                        // for the answers of a proxy, which are none to the request
                        .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setMaxLineLength(LONGEST_LINE)
                        .build())
                .setThreadFactory(new DefaultThreadFactory("vendorhook-client", true))
                .setUserAgent("Camel-Vendorhooks")
                .addExecInterceptorLast("deadline", this::proceedInTime)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
        if (settings.proxy().isPresent()) {
            builder.setProxy(settings.proxy().get());
        } else {
            // answers challenges of servers and makes URLs fit for proxies: nothing to do for either
            builder.replaceExecInterceptor(
                    ChainElement.PROTOCOL.name(),
                    (request, body, scope, chain, callback) -> chain.proceed(request, body, scope, callback));
        }
        this.client = builder.build();
        this.client.start();
        long period = Math.max(1, Math.min(MOST_LATE.toMillis(), responseTimeout.toMillis() / 10));
        this.deadlines.scheduleWithFixedDelay(this::endLate, period, period, TimeUnit.MILLISECONDS);
    }

    private static PoolingAsyncClientConnectionManager connections(HttpSettings settings) {
        Timeout connectTimeout = Timeout.of(settings.connectTimeout());
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(settings.publicOnly() ? new PrivateAddressGuard() : SystemDefaultDnsResolver.INSTANCE)
                .setTlsStrategy(
                        new ClientTls(settings.sslContext().orElseGet(SSLContexts::createDefault), connectTimeout))
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connectTimeout).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        .setValidateAfterInactivity(UNCHECKED)
                        .setTimeToLive(LONGEST_LIFE)
                        .build())
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnectionsPerHost())
                .build();
    }

    /**
     * Posts {@code body} as JSON. The status decides: once the head of a response has come, or as much of it as came
     * before the connection ended, the response is the result, whatever becomes of its body.
     *
     * @param whenDone takes the response, or null and what went wrong; is called once, by a thread that must not be held
     */
    void post(Target target, Map<String, String> headers, byte[] body, BiConsumer<Response, Throwable> whenDone) {
        request(Method.POST.name(), target, headers, Optional.of(body), Response.LONGEST_BODY, whenDone);
    }

    /**
     * Makes a request as {@link #post} does, of any method.
     *
     * @param body JSON; empty for a request without a body
     * @param longestBody how many bytes of the response's body are read
     */
    public void request(
            String method,
            Target target,
            Map<String, String> headers,
            Optional<byte[]> body,
            int longestBody,
            BiConsumer<Response, Throwable> whenDone) {
        HttpRequest request = new BasicHttpRequest(method, target.uri());
        headers.forEach(request::addHeader);
        Pending sent = new Pending(longestBody, whenDone);
        pending.add(sent);
        AsyncEntityProducer entity =
                body.map(bytes -> new BasicAsyncEntityProducer(bytes, JSON)).orElse(null);
        client.execute(new BasicRequestProducer(request, entity), sent.reader, null, sent, sent);
    }

    /** Starts a request's time, now that there is a connection. */
    private void proceedInTime(
            HttpRequest request,
            AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        ((Pending) scope.clientContext).start(scope.execRuntime);
        chain.proceed(request, body, scope, callback);
    }

    /**
     * Closes the connections of requests whose time is over: a time-out of the socket never ends a response that drips,
     * and to cancel a request would leave its connection open and leased where it was used before, or where the status
     * was an error.
     */
    private void endLate() {
        long now = System.nanoTime();
        pending.forEach(request -> request.endIfLate(now));
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        // whoever closes it has waited for answers as long as he wants to; GRACEFUL would wait 5 seconds more
        client.close(CloseMode.IMMEDIATE);
        // the client forgets those that still wait for a connection
        pending.forEach(Pending::cancelled);
    }

    /** A request on its way, and the context that the client takes along with it. */
    private final class Pending extends HttpClientContext implements FutureCallback<Response> {

        private final ResponseReader reader;
        private final BiConsumer<Response, Throwable> whenDone;
        private volatile long started;
        private volatile AsyncExecRuntime connection;

        Pending(int longestBody, BiConsumer<Response, Throwable> whenDone) {
            this.reader = new ResponseReader(longestBody);
            this.whenDone = whenDone;
        }

        void start(AsyncExecRuntime connected) {
            started = System.nanoTime();
            connection = connected;
        }

        void endIfLate(long now) {
            AsyncExecRuntime used = connection;
            if (used != null && now - started > responseTimeout.toNanos()) {
                failed(new TimeoutException("No answer within " + responseTimeout.toMillis() + " ms"));
                used.discardEndpoint();
            }
        }

        @Override
        public void completed(Response response) {
            if (pending.remove(this)) {
                whenDone.accept(response, null);
            }
        }

        @Override
        public void failed(Exception cause) {
            if (pending.remove(this)) {
                whenDone.accept(reader.received().orElse(null), cause);
            }
        }

        @Override
        public void cancelled() {
            failed(new CancellationException("The client is closed"));
        }
    }
}
