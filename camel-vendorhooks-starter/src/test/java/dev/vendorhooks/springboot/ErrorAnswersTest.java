package dev.vendorhooks.springboot;

import static dev.vendorhooks.springboot.Webhooks.delivery;
import static dev.vendorhooks.springboot.Webhooks.event;
import static dev.vendorhooks.springboot.Webhooks.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.springboot.WebhookApplication.Routes;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** What Spring itself answers in place of the consumer, under a context path and a servlet path. */
@CamelSpringBootTest
@SpringBootTest(
        classes = WebhookApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.servlet.context-path=/app",
            "spring.mvc.servlet.path=/api",
            "spring.mvc.problemdetails.enabled=true",
            "spring.mvc.async.request-timeout=1s",
            "spring.task.execution.pool.core-size=1",
            "spring.task.execution.pool.max-size=1",
            "spring.task.execution.pool.queue-capacity=0"
        })
class ErrorAnswersTest {

    private static final String PATH = "/app/api/webhooks/glossi";

    @LocalServerPort
    int port;

    @Autowired
    Routes routes;

    @Autowired
    ThreadPoolTaskExecutor executor;

    @BeforeEach
    void forget() {
        routes.forget();
        await().until(() -> executor.getActiveCount() == 0);
    }

    @Test
    void guardsThePathsUnderTheirPrefixes() throws Exception {
        assertBare(send(delivery(port, PATH, event("Chair"))), 200);
        await().until(() -> executor.getActiveCount() == 0);
        assertBare(send(delivery(port, PATH, event("Chair")).setHeader("Content-Type", "multipart/form-data")), 415);
        assertBare(send(delivery(port, PATH, event("Chair")).DELETE()), 405);
        assertThat(routes.routed()).hasSize(1);
    }

    @Test
    void answersBarelyWhenTheRouteTakesTooLong() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        routes.next(exchange -> answered.await());
        try {
            assertBare(send(delivery(port, PATH, event("Chair"))), 503);
            assertThat(routes.routed()).hasSize(1);
        } finally {
            answered.countDown();
        }
    }

    @Test
    void answersBarelyWhenNoThreadIsFree() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        routes.next(exchange -> answered.await());
        Thread first = new Thread(() -> {
            try {
                send(delivery(port, PATH, event("Chair")));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        first.start();
        try {
            await().until(() -> routes.routed().size() == 1);
            HttpResponse<byte[]> answer = send(delivery(port, PATH, event("Chair")));
            assertBare(answer, 503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(routes.routed()).hasSize(1);
        } finally {
            answered.countDown();
            first.join();
        }
    }

    private static void assertBare(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
    }
}
