package dev.vendorhooks.send;

import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
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

    /** A client with idle connections to none; {@link #close} ends it. */
    public WebhookClient(HttpSettings settings) {
        this.responseTimeout = settings.responseTimeout();
        HttpAsyncClientBuilder builder = HttpAsyncClients.custom()
                .setConnectionManager(connections(settings))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.DISABLED)
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setMaxLineLength(LONGEST_LINE)
                        .build())
                .setThreadFactory(new DefaultThreadFactory("vendorhook-client", true))
                .setUserAgent("Camel-Vendorhooks")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
        settings.proxy().map(WebhookClient::host).ifPresent(builder::setProxy);
        this.client = builder.build();
        this.client.start();
    }

    private static PoolingAsyncClientConnectionManager connections(HttpSettings settings) {
        Timeout connectTimeout = Timeout.of(settings.connectTimeout());
        ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create();
        settings.sslContext().ifPresent(tls::setSslContext);
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(settings.publicOnly() ? new PrivateAddressGuard() : SystemDefaultDnsResolver.INSTANCE)
                .setTlsStrategy(tls.buildAsync())
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

    private static HttpHost host(String text) {
        try {
            return HttpHost.create(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is not a host and port", e);
        }
    }

    /**
     * Posts {@code body} as JSON. The status decides: once the whole head of a response has come, the response is the
     * result, whatever becomes of its body.
     */
    CompletableFuture<Response> post(Target target, Map<String, String> headers, byte[] body) {
        HttpRequest request = new BasicHttpRequest(Method.POST, target.uri());
        headers.forEach(request::addHeader);
        CompletableFuture<Response> result = new CompletableFuture<>();
        ResponseReader reader = new ResponseReader();
        Future<Response> exchange =
                client.execute(new TimedRequest(request, body, result), reader, null, null, new Completion(result));
        return result.handle((response, error) -> {
            if (error != null) {
                exchange.cancel(true);
                return reader.received().orElseThrow(() -> new CompletionException(error));
            }
            return response;
        });
    }

    @Override
    public void close() {
        client.close(CloseMode.GRACEFUL);
    }

    /** A request whose time starts with its first byte, not while it waits for a connection. */
    private final class TimedRequest extends BasicRequestProducer {

        private final CompletableFuture<Response> result;
        private boolean started;

        TimedRequest(HttpRequest request, byte[] body, CompletableFuture<Response> result) {
            super(request, new BasicAsyncEntityProducer(body, JSON));
            this.result = result;
        }

        @Override
        public void produce(DataStreamChannel channel) throws IOException {
            if (!started) {
                started = true;
                result.orTimeout(responseTimeout.toMillis(), TimeUnit.MILLISECONDS);
            }
            super.produce(channel);
        }
    }

    private record Completion(CompletableFuture<Response> result) implements FutureCallback<Response> {

        @Override
        public void completed(Response response) {
            result.complete(response);
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
