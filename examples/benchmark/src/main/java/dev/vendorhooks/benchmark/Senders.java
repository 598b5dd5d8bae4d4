package dev.vendorhooks.benchmark;

import java.net.URI;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

/** The ways to post that are compared. Each has 64 posts on their way, and as many connections for them. */
enum Senders {
    /**
     * Apache HttpClient 5 alone, asynchronous, used as its own examples do: pooled connections, HTTP/1.1 with keep-alive,
     * the answer collected whole. Retries and redirects are off, all else is its default. Does not sign.
     */
    RAW {
        @Override
        Posts start(int port) {
            CloseableHttpAsyncClient client = HttpAsyncClients.custom()
                    .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                            .setMaxConnPerRoute(Posts.CONCURRENCY)
                            .setMaxConnTotal(Posts.CONCURRENCY)
                            .build())
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .build();
            client.start();
            URI uri = URI.create(Sink.url(port, Sink.UNSIGNED_PATH));
            return Posts.asynchronous(post -> client.execute(
                    SimpleRequestBuilder.post(uri)
                            .setBody(Sink.BODY, ContentType.APPLICATION_JSON)
                            .build(),
                    new FutureCallback<>() {
                        @Override
                        public void completed(SimpleHttpResponse response) {
                            int status = response.getCode();
                            post.accept(status / 100 == 2 ? null : new IllegalStateException("Answered " + status));
                        }

                        @Override
                        public void failed(Exception e) {
                            post.accept(e);
                        }

                        @Override
                        public void cancelled() {
                            post.accept(new IllegalStateException("Cancelled"));
                        }
                    }));
        }
    },

    /** A route to this component, with its defaults but for the number of connections. Signs, and judges the answer. */
    VENDORHOOK {
        @Override
        Posts start(int port) throws Exception {
            AsyncProducer route = route(vendorhook(port));
            return Posts.asynchronous(post -> {
                Exchange exchange = exchange(route);
                route.process(exchange, doneSync -> post.accept(exchange.getException()));
            });
        }
    },

    /**
     * A route to Camel's own component, with its defaults but for the number of connections. Holds a thread while it
     * waits; does not sign.
     */
    CAMEL_HTTP {
        @Override
        Posts start(int port) throws Exception {
            AsyncProducer route = route(http(port));
            return Posts.blocking(() -> {
                Exchange exchange = exchange(route);
                exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
                route.process(exchange);
                return exchange.getException();
            });
        }
    };

    /** Ready to post to the sink on that port. */
    abstract Posts start(int port) throws Exception;

    static String vendorhook(int port) {
        return "vendorhook:generic?secret=%s&url=%s&maxConnections=%d&maxConnectionsPerHost=%3$d"
                .formatted(Routes.SECRET, Sink.url(port, Sink.SIGNED_PATH), Posts.CONCURRENCY);
    }

    static String http(int port) {
        return "%s?connectionsPerRoute=%d".formatted(Sink.url(port, Sink.UNSIGNED_PATH), Posts.CONCURRENCY);
    }

    private static AsyncProducer route(String uri) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send").to(uri);
            }
        });
        context.start();
        AsyncProducer producer = context.getEndpoint("direct:send").createAsyncProducer();
        producer.start();
        return producer;
    }

    private static Exchange exchange(AsyncProducer route) {
        Exchange exchange = route.getEndpoint().createExchange();
        exchange.getMessage().setBody(Sink.BODY);
        return exchange;
    }
}
