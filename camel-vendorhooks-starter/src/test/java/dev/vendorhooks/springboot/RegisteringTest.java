package dev.vendorhooks.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.camel.VendorhookConsumer;
import dev.vendorhooks.register.MemorySecretStore;
import dev.vendorhooks.register.SecretStore;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.SimulatedDeliveries;
import dev.vendorhooks.test.SimulatedDelivery;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** Applications on Tomcat that register themselves with simulated vendors, by their properties alone. */
class RegisteringTest {

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    private static final String IN_STORE = "camel.component.vendorhook.secret-store=#bean:secrets";

    private final VirtualClock clock = new VirtualClock();
    private final OwnStore store = new OwnStore();
    private final List<Exchange> routed = new CopyOnWriteArrayList<>();
    private GenericApplicationContext application;

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        application.close();
    }

    // ---- the start

    @ParameterizedTest
    @ValueSource(strings = {"glossi", "vntana"})
    void registersAtTheStartAndRoutesWhatTheVendorSigns(String name) {
        VendorSimulator vendor = vendor(name);
        start(vendor, IN_STORE);

        assertThat(vendor.webhook().url()).isEqualTo("https://hooks.example.com/webhooks/" + name);
        assertThat(store.names).isNotEmpty();
        assertThat(deliveries(vendor).deliver(sample(vendor)).status()).isEqualTo(200);
        assertThat(routed).singleElement().extracting(Exchange::getFromRouteId).isEqualTo(name);
        assertThat(deliveries(vendor)
                        .signedWith("guessed")
                        .deliver(sample(vendor))
                        .status())
                .isEqualTo(401);
        assertThat(routed).hasSize(1);
    }

    @Test
    void knowsItsSecretAfterARestart() {
        String inDirectory = "camel.component.vendorhook.secret-store-directory=" + directory.resolve("secrets");
        start(GLOSSI, inDirectory);
        application.close();
        String secret = GLOSSI.webhook().secret();

        start(GLOSSI, inDirectory);

        assertThat(GLOSSI.webhook().secret()).isEqualTo(secret);
        assertThat(deliveries(GLOSSI).deliver(sample(GLOSSI)).status()).isEqualTo(200);
    }

    @Test
    void answers503WhileItRegisters() {
        List<HttpResponse<byte[]>> answers = new ArrayList<>();
        store.beforeUpdate(() -> answers.add(postTo("/webhooks/glossi")));

        start(GLOSSI, IN_STORE);

        assertThat(answers).isNotEmpty().allSatisfy(RegisteringTest::assertBareUnavailable);
    }

    @Test
    void answers503AndIsDownUntilASupervisedStartHasRegistered() {
        GLOSSI.nextCalls(1_000_000).fail(500);
        start(
                GLOSSI,
                IN_STORE,
                "camel.routecontroller.enabled=true",
                "camel.routecontroller.back-off-delay=100",
                "camel.health.exposure-level=full",
                "management.endpoint.health.show-details=always");

        assertBareUnavailable(postTo("/webhooks/glossi"));
        await().untilAsserted(() -> {
            HttpResponse<byte[]> health = get("/actuator/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(text(health))
                    .contains("vendorhook:glossi is not registered: GET /api/v1/webhooks at 127.0.0.1")
                    .contains("failed: 500: SIMULATED")
                    .doesNotContain(GLOSSI.apiKey());
        });

        GLOSSI.beforeEach(null);

        await().untilAsserted(() -> {
            HttpResponse<byte[]> health = get("/actuator/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(text(health))
                    .contains("\"vendorhook:/webhooks/glossi\":\"UP\"")
                    .doesNotContain(GLOSSI.apiKey(), GLOSSI.webhook().secret());
        });
        assertThat(deliveries(GLOSSI).deliver(sample(GLOSSI)).status()).isEqualTo(200);
        assertThat(routed).hasSize(1);
    }

    // ---- later

    @ParameterizedTest
    @ValueSource(strings = {"glossi", "vntana"})
    void refusesNothingWhileTheSecretChanges(String name) {
        VendorSimulator vendor = vendor(name);
        start(vendor, IN_STORE);
        String old = vendor.webhook().secret();
        List<SimulatedDelivery> all = new ArrayList<>(List.of(deliveries(vendor).deliver(sample(vendor))));
        vendor.nextCall().to(name.equals("glossi") ? "PUT" : "PATCH", "/.*").slow(Duration.ofMillis(500));

        CompletableFuture<Void> rotation = CompletableFuture.runAsync(consumer(name)::rotateSecret);
        await().until(() -> !vendor.webhook().secret().equals(old));
        all.addAll(deliveries(vendor).concurrently(4, () -> sample(vendor)));
        rotation.join();
        all.add(deliveries(vendor).deliver(sample(vendor)));
        all.add(deliveries(vendor).signedWith(old).deliver(sample(vendor)));

        assertThat(all).extracting(SimulatedDelivery::status).containsOnly(200);
        assertThat(routed).hasSameSizeAs(all);
    }

    // ---- the application

    private void start(VendorSimulator vendor, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.main.banner-mode=off",
                "server.port=0",
                "camel.component.vendorhook.clock=#bean:clock",
                "camel.component.vendorhook.auto-register=true",
                "camel.component.vendorhook.public-url=https://hooks.example.com",
                "camel.component.vendorhook.api-url=" + vendor.apiUrl(),
                "camel.component.vendorhook.api-key=" + vendor.apiKey(),
                "camel.component.vendorhook.organization-uuid=" + VNTANA.organizationUuid(),
                "camel.component.vendorhook.email=ops@example.com",
                // not the properties of the other tests
                "spring.config.name=registering"));
        all.addAll(List.of(properties));
        new SpringApplicationBuilder(Application.class)
                .properties(all.toArray(String[]::new))
                .initializers(context -> {
                    application = (GenericApplicationContext) context;
                    application.registerBean("clock", Clock.class, () -> clock);
                    application.registerBean("secrets", SecretStore.class, () -> store);
                    application.registerBean(RouteBuilder.class, () -> routes(vendor));
                })
                .run();
    }

    private RouteBuilder routes(VendorSimulator vendor) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:" + vendor.vendor())
                        .routeId(vendor.vendor())
                        .process(exchange -> routed.add(exchange.copy()));
            }
        };
    }

    private VendorhookConsumer consumer(String route) {
        return (VendorhookConsumer)
                application.getBean(CamelContext.class).getRoute(route).getConsumer();
    }

    private SimulatedDeliveries deliveries(VendorSimulator vendor) {
        return vendor.deliveries(clock, () -> "http://127.0.0.1:" + port() + "/webhooks/" + vendor.vendor());
    }

    private static VendorSimulator vendor(String name) {
        return name.equals("glossi") ? GLOSSI : VNTANA;
    }

    private static String sample(VendorSimulator vendor) {
        return vendor == GLOSSI ? Samples.glossi("model.processed") : Samples.vntana("product.completed");
    }

    private int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private HttpResponse<byte[]> postTo(String path) {
        return send(
                Webhooks.post(port(), path, BodyPublishers.ofString("{}")).header("Content-Type", "application/json"));
    }

    private HttpResponse<byte[]> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return Webhooks.send(request);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private static void assertBareUnavailable(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(answer.body()).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** A store of the application's own. */
    private static final class OwnStore implements SecretStore {

        private final SecretStore texts = new MemorySecretStore();
        private final List<String> names = new CopyOnWriteArrayList<>();
        private Runnable before = () -> {};

        /** Says what happens while an endpoint is about to register. */
        void beforeUpdate(Runnable action) {
            before = action;
        }

        @Override
        public Optional<String> read(String name) {
            return texts.read(name);
        }

        @Override
        public String update(String name, Function<Optional<String>, String> change) {
            before.run();
            names.add(name);
            return texts.update(name, change);
        }
    }
}
