package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.test.VirtualClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The health of endpoints that register nothing; RegistrationTest has that of those that do. */
class ReceptionHealthTest {

    private final VirtualClock clock = new VirtualClock();
    private final Repository repository = new Repository();
    private WebhookServer server;

    @BeforeEach
    void checkHealth() throws Exception {
        server = new WebhookServer();
        server.context().getComponent("vendorhook", VendorhookComponent.class).setClock(clock);
        server.context()
                .getCamelContextExtension()
                .addContextPlugin(HealthCheckRegistry.class, new DefaultHealthCheckRegistry(server.context()));
        server.context().getRegistry().bind("claims", repository);
    }

    @AfterEach
    void stop() {
        repository.goOn.countDown();
        server.close();
    }

    @Test
    void isUpWhereEverythingIsThere() throws Exception {
        receive("vendorhook:generic?secret=" + SECRET);

        assertThat(health().getState()).isEqualTo(State.UP);
        assertThat(health().getDetails()).containsEntry(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS);
        assertThat(check().isLiveness()).isFalse();
    }

    @Test
    void isDownWithTheReasonWhereThereIsNoSecret() throws Exception {
        server.context().getRouteController().supervising().setInitialDelay(0);
        receive("vendorhook:generic");

        await().until(() -> health().getState() == State.DOWN);
        assertThat(health().getMessage()).hasValueSatisfying(text -> assertThat(text)
                .startsWith("vendorhook:generic has no secret. Set 'secret' on the endpoint"));
        assertThat(health().getDetails())
                .containsEntry("secret", health().getMessage().orElseThrow());
    }

    @Test
    void isDownWhileTheClaimStoreCannotBeReached() throws Exception {
        receive("vendorhook:generic?idempotentRepository=#claims&secret=" + SECRET);
        repository.failure = new IllegalStateException("jdbc:password=" + SECRET);

        await().until(() -> health().getState() == State.DOWN);
        assertThat(health().getDetails())
                .containsEntry(
                        "claimStore",
                        "vendorhook:generic cannot tell duplicates: the claim store failed with"
                                + " java.lang.IllegalStateException; it answers 503");
        assertThat(health().toString()).doesNotContain(SECRET);

        repository.failure = null;
        await().until(() -> health().getState() == State.UP);
    }

    @Test
    void waitsForNoClaimStoreThatHangs() throws Exception {
        receive("vendorhook:generic?idempotentRepository=#claims&secret=" + SECRET);
        repository.hangs = true;

        assertThat(health().getState()).isEqualTo(State.UP);
        await().until(() -> repository.asked.get() == 1);
        clock.advance(Duration.ofSeconds(11));
        assertThat(health().getState()).isEqualTo(State.DOWN);
        assertThat(health().getMessage())
                .hasValueSatisfying(text -> assertThat(text).contains("the claim store has not answered since"));
        assertThat(repository.asked).hasValue(1);

        repository.goOn.countDown();
        await().until(() -> health().getState() == State.UP);
    }

    @Test
    void asksNoClaimStoreWhileTheRouteIsStopped() throws Exception {
        receive("vendorhook:generic?idempotentRepository=#claims&secret=" + SECRET);
        server.context().getRouteController().stopRoute("receiving");
        repository.failure = new IllegalStateException();

        health();

        assertThat(health().getState()).isEqualTo(State.UP);
        assertThat(repository.asked).hasValue(0);
    }

    private void receive(String uri) throws Exception {
        server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("receiving").process(server::keep);
            }
        });
    }

    private HealthCheck.Result health() {
        return check().call(Map.of());
    }

    private HealthCheck check() {
        return HealthCheckRegistry.get(server.context())
                .getCheck("vendorhook:/webhooks/generic")
                .orElseThrow();
    }

    /** A repository that can fail and hang. */
    private static final class Repository extends MemoryIdempotentRepository {

        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile RuntimeException failure;
        private volatile boolean hangs;

        @Override
        public boolean contains(String key) {
            asked.incrementAndGet();
            if (hangs) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (failure != null) {
                throw failure;
            }
            return super.contains(key);
        }
    }
}
