package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static dev.vendorhooks.camel.Failures.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.vendorhooks.send.RetryableDeliveryException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A context that stops while messages are under way: each gets its answer, fails, or stays where it came from. */
@Timeout(30)
class StopWhileSendingTest {

    @RegisterExtension
    private final WireMockExtension unavailable = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void waitsForTheAnswerOfAnAttemptUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        try (RawReceiver receiver = new RawReceiver(connection -> {
            RawReceiver.readRequest(connection);
            asked.countDown();
            awaitUninterrupted(stopping);
            RawReceiver.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        })) {
            start(context, 20, sending("direct:send", "http://127.0.0.1:" + receiver.port() + "/hook"));
            CompletableFuture<Exchange> delivery = send();
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stop = CompletableFuture.runAsync(context::stop);
            await().until(context::isStopping);
            stopping.countDown();

            assertThat(delivery.get(10, TimeUnit.SECONDS).getException()).isNull();
            stop.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void failsWhatIsUnderWayAndWhatWaitsForAConnectionWhenTheStopIsForced() throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.stallingAfter(""))) {
            start(
                    context,
                    1,
                    sending("direct:send", "http://127.0.0.1:" + receiver.port() + "/hook&maxConnectionsPerHost=1"));
            List<CompletableFuture<Exchange>> deliveries =
                    IntStream.range(0, 3).mapToObj(i -> send()).toList();
            await().until(() -> receiver.connections() == 1);

            context.stop();

            for (CompletableFuture<Exchange> delivery : deliveries) {
                assertThat(delivery.get(10, TimeUnit.SECONDS).getException())
                        .isInstanceOf(RetryableDeliveryException.class);
            }
            receiver.awaitEnd();
        }
    }

    @Test
    void failsWhatIsSentAfterTheStop() throws Exception {
        try (RawReceiver receiver = new RawReceiver(RawReceiver.stallingAfter(""))) {
            start(context, 1, sending("direct:send", "http://127.0.0.1:" + receiver.port() + "/hook"));
            context.getComponent("vendorhook", VendorhookComponent.class).stop();

            CompletableFuture<Exchange> delivery = send();

            assertThat(delivery.get(10, TimeUnit.SECONDS).getException())
                    .isInstanceOf(RetryableDeliveryException.class);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void sendsAgainWhatIsRepeatedByNoErrorHandlerWhileTheContextStops() throws Exception {
        unavailable.stubFor(post("/hook").willReturn(status(503)));
        start(context, 1, sending("direct:send", "http://127.0.0.1:" + unavailable.getPort() + "/hook"));
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(JSON);
        context.createProducerTemplate().send("direct:send", exchange);
        exchange.setException(null);
        context.getRegistry()
                .lookupByNameAndType("vendorhook-redelivery", RedeliveryExecutor.class)
                .endWaiting();

        context.createProducerTemplate().send("direct:send", exchange);

        assertThat(requests()).isEqualTo(2);
        assertThat(exchange.getException()).isInstanceOf(RetryableDeliveryException.class);
    }

    @Test
    void leavesAFileWhereItIsWhenItsRedeliveryIsCutOff(@TempDir Path folder) throws Exception {
        unavailable.stubFor(post("/hook").willReturn(status(503)));
        Files.writeString(folder.resolve("event.json"), JSON);
        start(context, 1, redelivering("file:" + folder + "?initialDelay=0&delay=10"));
        await().until(() -> requests() == 1);

        context.stop();

        assertThat(folder.resolve("event.json")).exists().hasContent(JSON);
        assertThat(folder.resolve(".camel")).doesNotExist();
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void neverAcknowledgesAWebhookWhoseRelayIsCutOff() throws Exception {
        unavailable.stubFor(post("/hook").willReturn(status(503)));
        WebhookServer server = new WebhookServer();
        try {
            start(server.context(), 1, redelivering("vendorhook:generic?secret=" + WebhookServer.SECRET));
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return server.postSigned(Bodies.userCreated("evt_1"));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> requests() == 1);
            assertThat(answer).isNotDone();
            server.close();

            assertNotAcknowledged(answer);
        } finally {
            server.close();
        }
    }

    /** The vendor's own redelivery is what saves the event: it is answered with an error, or not at all. */
    private static void assertNotAcknowledged(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        try {
            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isGreaterThanOrEqualTo(500);
        } catch (ExecutionException e) {
            assertThat(e).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private RouteBuilder sending(String from, String url) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(from).to("vendorhook:generic?secret=" + WebhookServer.SECRET + "&url=" + url);
            }
        };
    }

    /** A route whose messages wait half a minute for their redelivery, in Camel's own executor. */
    private RouteBuilder redelivering(String from) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().redeliveryPolicyRef("vendorhook-generic"));
                from(from)
                        .to("vendorhook:generic?secret=" + WebhookServer.SECRET + "&url=http://127.0.0.1:"
                                + unavailable.getPort() + "/hook");
            }
        };
    }

    private static void start(CamelContext context, int shutdownSeconds, RouteBuilder routes) throws Exception {
        context.getShutdownStrategy().setTimeout(shutdownSeconds);
        context.addRoutes(routes);
        context.start();
    }

    private CompletableFuture<Exchange> send() {
        return context.createProducerTemplate()
                .asyncSend("direct:send", exchange -> exchange.getMessage().setBody(JSON));
    }

    private int requests() {
        return unavailable.findAll(postRequestedFor(urlEqualTo("/hook"))).size();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
