package dev.vendorhooks.send;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
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
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts bytes and holds no thread while it waits. It neither retries nor follows redirects, keeps no cookies, and shares
 * its connections among all endpoints with equal settings.
 */
public final class WebhookClient implements AutoCloseable {

    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 16 * 1024;

    /** Shorter than servers keep idle connections, as a post over one that just ended fails. */
    private static final TimeValue UNCHECKED = TimeValue.ofSeconds(1);

    /** Makes changes of DNS noticed. */
    private static final TimeValue LONGEST_LIFE = TimeValue.ofMinutes(5);

    private static final ContentType JSON = ContentType.create("application/json");

    private final CloseableHttpAsyncClient client;
    private final Duration responseTimeout;
    private final Set<CompletableFuture<Response>> pending = ConcurrentHashMap.newKeySet();

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
        settings.proxy().ifPresent(builder::setProxy);
        this.client = builder.build();
        this.client.start();
    }

    private static PoolingAsyncClientConnectionManager connections(HttpSettings settings) {
        Timeout connectTimeout = Timeout.of(settings.connectTimeout());
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(settings.publicOnly() ? new PrivateAddressGuard() : SystemDefaultDnsResolver.INSTANCE)
                .setTlsStrategy(new Tls(settings.sslContext().orElseGet(SSLContexts::createDefault), connectTimeout))
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
     */
    CompletableFuture<Response> post(Target target, Map<String, String> headers, byte[] body) {
        HttpRequest request = new BasicHttpRequest(Method.POST, target.uri());
        headers.forEach(request::addHeader);
        CompletableFuture<Response> result = new CompletableFuture<>();
        pending.add(result);
        ResponseReader reader = new ResponseReader();
        BasicRequestProducer producer = new BasicRequestProducer(request, new BasicAsyncEntityProducer(body, JSON));
        client.execute(producer, reader, null, new PostContext(result), new Completion<>(result));
        return result.handle((response, error) -> {
            pending.remove(result);
            if (error != null) {
                return reader.received().orElseThrow(() -> new CompletionException(error));
            }
            return response;
        });
    }

    /**
     * Starts a request's time, now that there is a connection. When it is over the connection is closed; to cancel the
     * request would leave it open and leased where it was used before, or where the status was an error.
     */
    private void proceedInTime(
            HttpRequest request,
            AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        CompletableFuture<Response> result = ((PostContext) scope.clientContext).result;
        result.orTimeout(responseTimeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((response, error) -> {
            if (error != null) {
                scope.execRuntime.discardEndpoint();
            }
        });
        chain.proceed(request, body, scope, callback);
    }

    @Override
    public void close() {
        // whoever closes it has waited for answers as long as he wants to; GRACEFUL would wait 5 seconds more
        client.close(CloseMode.IMMEDIATE);
        // the client forgets those that still wait for a connection
        pending.forEach(result -> result.completeExceptionally(new CancellationException("The client is closed")));
    }

    /**
     * Ends handshakes that take too long, as HttpClient ends those alone in which nothing comes at all, and through a
     * proxy not even those. Has HttpClient look for the host in the certificate, as the policy BUILTIN, the default of
     * its builder, does not switch on the check of the TLS engine.
     */
    private static final class Tls extends DefaultClientTlsStrategy {

        private final Timeout longest;

        Tls(SSLContext context, Timeout longest) {
            super(context, HostnameVerificationPolicy.BOTH, HttpsSupport.getDefaultHostnameVerifier());
            this.longest = longest;
        }

        @Override
        public void upgrade(
                TransportSecurityLayer connection,
                NamedEndpoint endpoint,
                Object attachment,
                Timeout unused,
                FutureCallback<TransportSecurityLayer> callback) {
            CompletableFuture<TransportSecurityLayer> handshake = new CompletableFuture<>();
            handshake.orTimeout(longest.toMilliseconds(), TimeUnit.MILLISECONDS).whenComplete((layer, error) -> {
                if (error == null) {
                    callback.completed(layer);
                } else {
                    ((ModalCloseable) connection).close(CloseMode.IMMEDIATE);
                    callback.failed((Exception) error);
                }
            });
            super.upgrade(connection, endpoint, attachment, longest, new Completion<>(handshake));
        }
    }

    /** Tells {@link #proceedInTime} which result its request is for. */
    private static final class PostContext extends HttpClientContext {

        private final CompletableFuture<Response> result;

        PostContext(CompletableFuture<Response> result) {
            this.result = result;
        }
    }

    private record Completion<T>(CompletableFuture<T> result) implements FutureCallback<T> {

        @Override
        public void completed(T value) {
            result.complete(value);
        }

        @Override
        public void failed(Exception cause) {
            result.completeExceptionally(cause);
        }

        @Override
        public void cancelled() {
            result.completeExceptionally(new CancellationException("The client is closed"));
        }
    }
}
