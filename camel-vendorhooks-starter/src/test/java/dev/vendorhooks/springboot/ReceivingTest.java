package dev.vendorhooks.springboot;

import static dev.vendorhooks.springboot.Webhooks.SECRET;
import static dev.vendorhooks.springboot.Webhooks.SIGNATURE;
import static dev.vendorhooks.springboot.Webhooks.delivery;
import static dev.vendorhooks.springboot.Webhooks.event;
import static dev.vendorhooks.springboot.Webhooks.post;
import static dev.vendorhooks.springboot.Webhooks.send;
import static dev.vendorhooks.springboot.Webhooks.sendAsync;
import static dev.vendorhooks.springboot.Webhooks.sendHead;
import static dev.vendorhooks.springboot.Webhooks.sign;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.springboot.WebhookApplication.Routes;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

@CamelSpringBootTest
@SpringBootTest(
        classes = WebhookApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "camel.component.vendorhook.timestamp-tolerance=90s")
class ReceivingTest {

    private static final String PATH = "/webhooks/glossi";
    private static final String SLOW = "POST /webhooks/glossi HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{";

    @LocalServerPort
    int port;

    @Autowired
    Routes routes;

    @Autowired
    CamelContext context;

    @Autowired
    ThreadPoolTaskExecutor executor;

    @BeforeEach
    void forget() {
        routes.forget();
    }

    // ---- what is answered

    @Test
    void answersAnAcceptedEventWithNothingOfItsRequest() throws Exception {
        byte[] body = event("Chair");

        HttpResponse<byte[]> answer = send(delivery(port, PATH, body)
                .header("Authorization", "Bearer b")
                .header("X-Echo", "e")
                .header("Camel-Echo", "c"));

        assertBare(answer, 200);
        assertThat(answer.headers().map().keySet())
                .map(String::toLowerCase)
                .isSubsetOf("content-length", "date", "connection", "keep-alive");
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("0");
        assertThat(routes.routed()).singleElement().satisfies(exchange -> {
            assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(body);
            assertThat(exchange.getMessage().getHeaders().keySet())
                    .allMatch(name -> name.startsWith("CamelVendorhook"));
            assertThat(exchange.getFromRouteId()).isEqualTo("glossi");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"})
    void answersOtherMethodsThatOnlyPostIsAllowed(String method) throws Exception {
        byte[] body = event("Chair");

        HttpResponse<byte[]> answer = send(delivery(port, PATH, body)
                .method(method, BodyPublishers.ofByteArray(method.equals("HEAD") ? new byte[0] : body)));

        assertRefused(answer, 405);
        assertThat(answer.headers().allValues("Allow")).containsExactly("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "Application/X-WWW-Form-Urlencoded;charset=utf-8",
                "multipart/form-data; boundary=b",
                "multipart/form-data",
                "multipart/mixed; boundary=b"
            })
    void refusesFormsAndMultipart(String type) throws Exception {
        byte[] body = event("Chair");

        assertRefused(send(delivery(port, PATH, body).setHeader("Content-Type", type)), 415);
    }

    @Test
    void refusesADeclaredLengthBeforeTheBodyComes() throws Exception {
        String answer = sendHead(
                port,
                """
                POST /webhooks/glossi HTTP/1.1
                Host: localhost
                Connection: close
                Content-Type: application/json
                Content-Length: 2001
                """);

        assertThat(answer).startsWith("HTTP/1.1 413").endsWith("\r\n\r\n");
        assertThat(routes.routed()).isEmpty();
    }

    /** Camel's engine has eight threads; senders that hold their bodies back must not reach them. */
    @Test
    void servesWhileSlowSendersHoldTheirBodiesBack() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                slow.add(socket);
                socket.getOutputStream().write(SLOW.getBytes(ISO_8859_1));
                socket.getOutputStream().flush();
            }
            HttpRequest.Builder delivery = delivery(port, PATH, event("in time"));
            assertThat(send(delivery.timeout(Duration.ofSeconds(10))).statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\nzz\r\n"})
    void refusesABodyThatBreaksOff(String rest) throws Exception {
        String answer = sendHead(
                port, "POST /webhooks/glossi HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + rest);
        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("timestamp", "html", "Exception");
        assertThat(routes.routed()).isEmpty();
    }

    @Test
    void refusesAChunkedBodyThatIsTooLarge() throws Exception {
        byte[] body = event("x".repeat(1_000_000));

        assertRefused(
                send(post(port, PATH, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .header(SIGNATURE, sign(body))),
                413);
    }

    @Test
    void acceptsAChunkedBodyOfTheLargestSize() throws Exception {
        byte[] body = event("x".repeat(2_000 - event("").length));
        assertThat(body).hasSizeBetween(1_990, 2_000);

        assertAccepted(send(post(port, PATH, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .header(SIGNATURE, sign(body))));
    }

    // ---- what is signed is bytes

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=ISO-8859-1",
                "application/json;charset=UTF-16",
                "application/json;charset=no-such-charset",
                "application/vnd.vendor+json",
                "text/plain",
                "application/octet-stream"
            })
    void acceptsUtf8WhateverTheDeclaredTypeSays(String type) throws Exception {
        byte[] body = event("Fauteuil \u00e9l\u00e9gant \u6905\u5b50");

        assertAccepted(send(delivery(port, PATH, body).setHeader("Content-Type", type)));
        assertThat(routes.routed().get(0).getMessage().getBody(byte[].class)).isEqualTo(body);
    }

    @Test
    void acceptsADeliveryWithoutContentType() throws Exception {
        byte[] body = event("Chair");

        assertAccepted(send(post(port, PATH, BodyPublishers.ofByteArray(body)).header(SIGNATURE, sign(body))));
    }

    @Test
    void acceptsAPathInOtherLetters() throws Exception {
        assertAccepted(send(delivery(port, "/webhooks/gl%6Fssi", event("Chair"))));
        assertBare(
                send(delivery(port, "/webhooks/gl%6Fssi;a=b", event("Chair"))
                        .setHeader("Content-Type", "multipart/form-data")),
                415);
    }

    // ---- headers are headers

    @Test
    void keepsValuesInBracketsAsTheyCame() throws Exception {
        byte[] body = event("Chair");
        String signature = "[v1," + sign(body) + "]";

        assertAccepted(send(post(port, "/webhooks/bracketed", BodyPublishers.ofByteArray(body))
                .header("X-Bracketed", signature)
                .header("X-Tags", "[a, b]")));
        assertThat(routes.routed().get(0).getMessage().getHeaders()).contains(Map.entry("X-Tags", "[a, b]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {SIGNATURE, "x%2Dglossi-signature", "a=1;" + SIGNATURE, "a=1&x-glossi-signature"})
    void ignoresAQueryThatImitatesTheSignature(String parameter) throws Exception {
        byte[] body = event("Chair");

        assertAccepted(send(delivery(port, PATH + "?" + parameter + "=" + sign(body), body)));
    }

    @Test
    void findsNoSignatureInTheQuery() throws Exception {
        byte[] body = event("Chair");
        String path = PATH + "?" + SIGNATURE + "=" + sign(body);

        assertRefused(send(post(port, path, BodyPublishers.ofByteArray(body))), 401);
        assertRefused(send(delivery(port, path, body).setHeader(SIGNATURE, sign(event("")))), 401);
    }

    @Test
    void takesTheToleranceFromTheProperties() throws Exception {
        assertRefused(sendSignedAt(Instant.now().minusSeconds(100)), 401);
        assertRefused(sendSignedAt(Instant.now().plusSeconds(100)), 401);
        assertAccepted(sendSignedAt(Instant.now().minusSeconds(80)));
    }

    private HttpResponse<byte[]> sendSignedAt(Instant time) throws Exception {
        byte[] body = event("Chair");
        return send(post(port, "/webhooks/timed", BodyPublishers.ofByteArray(body))
                .header("X-Time", time.toString())
                .header("X-Signature", sign(SECRET, time + ".", body)));
    }

    // ---- routes

    @Test
    void routesTheNextDeliveryOfAnEventWhoseRouteFailed() throws Exception {
        byte[] body = event("Chair");
        routes.next(exchange -> {
            throw new IllegalStateException("no database");
        });

        assertBare(send(delivery(port, PATH, body)), 500);
        assertBare(send(delivery(port, PATH, body)), 200);
        assertThat(routes.routed()).hasSize(2);
    }

    @Test
    void asksForAnotherDeliveryWhileTheRouteIsSuspended() throws Exception {
        context.getRouteController().suspendRoute("glossi");
        try {
            assertUnavailable(send(delivery(port, PATH, event("Chair"))));
        } finally {
            context.getRouteController().resumeRoute("glossi");
        }
        assertAccepted(send(delivery(port, PATH, event("Chair"))));
    }

    @Test
    void asksForAnotherDeliveryWhileTheRouteIsStopped() throws Exception {
        context.getRouteController().stopRoute("glossi");
        try {
            assertUnavailable(send(delivery(port, PATH, event("Chair"))));
            assertRefused(
                    send(delivery(port, PATH, event("Chair")).setHeader("Content-Type", "multipart/form-data")), 415);
        } finally {
            context.getRouteController().startRoute("glossi");
        }
        assertAccepted(send(delivery(port, PATH, event("Chair"))));
    }

    @Test
    void asksForAnotherDeliveryOfWhatWaitedTooLongForAThread() throws Exception {
        int threadsOfCamel = executor.getCorePoolSize();
        CountDownLatch leave = new CountDownLatch(1);
        List<CompletableFuture<HttpResponse<byte[]>>> patient = new ArrayList<>();
        CompletableFuture<HttpResponse<byte[]>> impatient;
        try {
            for (int i = 0; i < threadsOfCamel; i++) {
                routes.next(exchange -> leave.await());
                patient.add(sendAsync(delivery(port, PATH, event("Chair"))));
            }
            await().until(() -> routes.routed().size() == threadsOfCamel);
            impatient = sendAsync(delivery(port, "/webhooks/impatient", event("Chair")));
            await().until(() -> executor.getQueueSize() == 1);
            await().pollDelay(Duration.ofMillis(10)).until(() -> true);
        } finally {
            leave.countDown();
        }

        assertBare(impatient.get(), 503);
        assertThat(impatient.get().headers().firstValue("Retry-After")).hasValue("10");
        for (CompletableFuture<HttpResponse<byte[]>> answer : patient) {
            assertBare(answer.get(), 200);
        }
        assertThat(routes.routed()).hasSize(threadsOfCamel);
    }

    @Test
    void leavesOtherPathsToSpring() throws Exception {
        HttpResponse<byte[]> answer = send(delivery(port, "/webhooks/other", event("Chair")));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8)).contains("Not Found");
    }

    private void assertAccepted(HttpResponse<byte[]> answer) {
        assertBare(answer, 200);
        assertThat(routes.routed()).hasSize(1).noneMatch(Exchange::isFailed);
    }

    private void assertRefused(HttpResponse<byte[]> answer, int status) {
        assertBare(answer, status);
        assertThat(routes.routed()).isEmpty();
    }

    private void assertUnavailable(HttpResponse<byte[]> answer) {
        assertRefused(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
    }

    private static void assertBare(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
    }
}
