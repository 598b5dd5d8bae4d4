package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.SimulatedDelivery;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that change while events come in. */
class RotationTest {

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    @RegisterExtension
    static final VendorSimulator GENERIC = VendorSimulator.generic();

    @RegisterExtension
    static final VendorSimulator KAEDIM = VendorSimulator.kaedim();

    private static final Duration SLOW = Duration.ofMillis(500);
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final VirtualClock clock = new VirtualClock();
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private LogCapture log;

    @TempDir
    Path directory;

    @BeforeEach
    void captureLog() {
        log = new LogCapture("ROOT");
    }

    @AfterEach
    void noSecretIsLogged() {
        log.close();
        secrets.forEach(secret -> assertThat(log.everything()).doesNotContain(secret));
    }

    // ---- started here

    @ParameterizedTest
    @CsvSource({"vntana, PATCH", "glossi, PUT"})
    void acceptsTheNewSecretBeforeTheVendorsAnswerIsThere(String name, String method) throws Exception {
        VendorSimulator vendor = vendor(name);
        try (RegisteringEndpoint endpoint = start(vendor, "")) {
            String old = secret(vendor);
            vendor.nextCall().to(method, "/.*").slow(SLOW);
            CompletableFuture<Void> rotation = CompletableFuture.runAsync(endpoint.consumer()::rotateSecret);
            await().until(() -> !secret(vendor).equals(old));

            SimulatedDelivery delivery = endpoint.deliveries().deliver(sample(name));

            assertThat(delivery.status()).isEqualTo(200);
            rotation.join();
            assertThat(endpoint.consumer().refusedRequests("MISMATCH")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"vntana, PATCH", "glossi, PUT"})
    void refusesNothingUnderLoad(String name, String method) throws Exception {
        VendorSimulator vendor = vendor(name);
        try (RegisteringEndpoint endpoint = start(vendor, "")) {
            AtomicBoolean loaded = new AtomicBoolean(true);
            CompletableFuture<Void> rotations = CompletableFuture.runAsync(() -> {
                while (loaded.get()) {
                    vendor.nextCall().to(method, "/.*").slow(Duration.ofMillis(50));
                    endpoint.consumer().rotateSecret();
                    secret(vendor);
                }
            });
            List<SimulatedDelivery> deliveries = new ArrayList<>();
            for (int i = 0; i < 200 && (i < 10 || secrets.size() < 3); i++) {
                deliveries.addAll(endpoint.deliveries().concurrently(40, () -> sample(name)));
            }
            loaded.set(false);
            rotations.join();

            assertThat(deliveries).allSatisfy(delivery -> assertThat(delivery.attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(200)));
            assertThat(secrets).hasSizeGreaterThanOrEqualTo(3);
            assertThat(endpoint.consumer().refusedRequests("MISMATCH")).isZero();
        }
    }

    @Test
    void acceptsTheOldSecretUntilTheOverlapHasPassed() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "rotationOverlap=2h")) {
            String old = secret(VNTANA);
            endpoint.consumer().rotateSecret();

            clock.advance(Duration.ofMinutes(119));
            assertThat(status(endpoint, old)).isEqualTo(200);
            clock.advance(Duration.ofMinutes(119));
            assertThat(status(endpoint, old)).as("seen within the overlap").isEqualTo(200);
            clock.advance(Duration.ofHours(2));
            assertThat(status(endpoint, old)).isEqualTo(401);
            assertThat(status(endpoint, secret(VNTANA))).isEqualTo(200);
        }
    }

    @Test
    void endsTheOldSecretOnRequestForGood() throws Exception {
        String old;
        try (RegisteringEndpoint endpoint = start(VNTANA, inDirectory())) {
            old = secret(VNTANA);
            endpoint.consumer().rotateSecret();

            endpoint.consumer().endReplacedSecrets();

            assertThat(status(endpoint, old)).isEqualTo(401);
            clock.advance(Duration.ofSeconds(30));
            assertThat(status(endpoint, old)).as("once the vendor was asked").isEqualTo(401);
            assertThat(status(endpoint, secret(VNTANA))).isEqualTo(200);
        }
        try (RegisteringEndpoint endpoint = start(VNTANA, inDirectory())) {
            assertThat(status(endpoint, old)).as("after a restart").isEqualTo(401);
        }
    }

    @Test
    void tellsWhichSecretWasUsedLastAndWhen() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            var start = clock.instant();
            String old = secret(VNTANA);
            clock.advance(Duration.ofHours(1));
            var rotation = clock.instant();
            endpoint.consumer().rotateSecret();
            status(endpoint, old);
            clock.advance(Duration.ofHours(1));
            status(endpoint, secret(VNTANA));
            status(endpoint, secret(VNTANA));

            assertThat(endpoint.consumer().getSecretUses())
                    .containsExactly(
                            "current, since " + rotation + ", signed 2, last " + clock.instant(),
                            "replaced " + rotation + ", since " + start + ", signed 1, last " + rotation);
        }
    }

    @Test
    void acceptsTheOldSecretAfterARestartToo() throws Exception {
        String old;
        try (RegisteringEndpoint endpoint = start(VNTANA, inDirectory())) {
            old = secret(VNTANA);
            endpoint.consumer().rotateSecret();
        }
        clock.advance(Duration.ofHours(1));

        try (RegisteringEndpoint endpoint = start(VNTANA, inDirectory())) {
            assertThat(status(endpoint, old)).isEqualTo(200);
            clock.advance(OVERLAP);
            assertThat(status(endpoint, old)).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "generic, 'set ''secret'''",
        "kaedim, 'set ''secret'''",
    })
    void saysHowTheSecretIsChangedWhereTheApiCannot(String name, String advice) throws Exception {
        VendorSimulator vendor = vendor(name);
        String options = name.equals("kaedim") ? "secret=" + KAEDIM.accountSecret() : inDirectory();
        try (RegisteringEndpoint endpoint = start(vendor, options)) {
            assertThatThrownBy(() -> endpoint.consumer().rotateSecret())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .message()
                    .containsIgnoringCase(advice);
            assertThat(endpoint.deliveries().deliver(sample(name)).status()).isEqualTo(200);
        }
    }

    @Test
    void leavesTheWebhookAloneWhereTheApiCannotChangeTheSecret() throws Exception {
        try (RegisteringEndpoint endpoint = start(GENERIC, inDirectory())) {
            assertThatThrownBy(() -> endpoint.consumer().rotateSecret())
                    .isInstanceOf(UnsupportedOperationException.class);
        }

        try (RegisteringEndpoint endpoint = start(GENERIC, inDirectory())) {
            assertThat(GENERIC.webhooks()).hasSize(1);
            assertThat(endpoint.deliveries().deliver(sample("generic")).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void changesNoSecretForAnOperationThatLacksSomething() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, inDirectory())) {
            String secret = secret(GLOSSI);
            assertThatThrownBy(() -> endpoint.server()
                            .context()
                            .createProducerTemplate()
                            .sendBody(
                                    "vendorhook:glossi?operation=putWebhook" + RegisteringEndpoint.account(GLOSSI),
                                    Map.of()))
                    .hasStackTraceContaining("'url' of the webhook is missing");
            clock.advance(Duration.ofMinutes(1));
            status(endpoint, "guessed");

            assertThat(secret(GLOSSI)).isEqualTo(secret);
        }
    }

    @Test
    void rotatesNothingThatIsNotRegistered() throws Exception {
        GLOSSI.nextCalls(1_000_000).fail(503);
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GLOSSI, clock, inDirectory())
                .supervised()
                .start()) {
            await().untilAsserted(
                            () -> assertThatThrownBy(() -> endpoint.consumer().rotateSecret())
                                    .isInstanceOf(IllegalStateException.class)
                                    .message()
                                    .startsWith("vendorhook:glossi is not registered: GET ")
                                    .endsWith("failed: 503: SIMULATED"));
        }
    }

    /** Of twelve, four too many wait for the answer; the vendor delivers those again. */
    @Test
    void refusesNothingWhileItIsUndecided() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            String old = secret(VNTANA);
            VNTANA.nextCall().to("PATCH", "/.*").slow(Duration.ofSeconds(2));
            CompletableFuture<Void> rotation = CompletableFuture.runAsync(endpoint.consumer()::rotateSecret);
            await().until(() -> !secret(VNTANA).equals(old));
            List<Integer> statuses = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> endpoint.deliveries()
                                    .deliver(sample("vntana"))
                                    .status(),
                            threads))
                    .limit(12)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            rotation.join();

            assertThat(statuses)
                    .containsOnly(200, 503)
                    .filteredOn(status -> status == 200)
                    .hasSizeGreaterThanOrEqualTo(8);
            assertThat(endpoint.consumer().getUndecidedRequests())
                    .isEqualTo(statuses.stream().filter(status -> status == 503).count());
            assertThat(endpoint.consumer().refusedRequests("MISMATCH")).isZero();
        } finally {
            threads.shutdown();
        }
    }

    // ---- half finished

    @Test
    void findsOutTheSecretOfAVntanaRotationThatSeemedToFail() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            String old = secret(VNTANA);
            VNTANA.nextCall().to("PATCH", "/.*").failAfterwards(500);
            assertThatThrownBy(() -> endpoint.consumer().rotateSecret())
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("failed: 500 SIMULATED");
            assertThat(secret(VNTANA)).isNotEqualTo(old);

            assertThat(endpoint.deliveries().deliver(sample("vntana")).status()).isEqualTo(200);
            assertThat(status(endpoint, old)).isEqualTo(200);
        }
    }

    @Test
    void replacesTheSecretOfAGlossiRotationThatSeemedToFail() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, "")) {
            GLOSSI.nextCall().to("PUT", "/.*").failAfterwards(500);
            assertThatThrownBy(() -> endpoint.consumer().rotateSecret()).isInstanceOf(ApiException.class);
            String unknown = secret(GLOSSI);

            SimulatedDelivery delivery = endpoint.deliveries().deliver(sample("glossi"));

            assertThat(delivery.status()).isEqualTo(401);
            assertThat(secret(GLOSSI)).isNotEqualTo(unknown);
            clock.advance(Duration.ofMinutes(1));
            assertThat(delivery.isDelivered()).isTrue();
        }
    }

    @Test
    void replacesTheSecretOfAGlossiRotationThatARestartCutShort() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, inDirectory())) {
            GLOSSI.nextCall().to("PUT", "/.*").failAfterwards(500);
            assertThatThrownBy(() -> endpoint.consumer().rotateSecret()).isInstanceOf(ApiException.class);
        }
        String unknown = secret(GLOSSI);

        try (RegisteringEndpoint endpoint = start(GLOSSI, inDirectory())) {
            assertThat(secret(GLOSSI)).isNotEqualTo(unknown);
            assertThat(endpoint.deliveries().deliver(sample("glossi")).status()).isEqualTo(200);
        }
    }

    /** The vendor has put the webhook, and the application ended before it had kept the new secret. */
    @Test
    void replacesTheSecretOfAGlossiUpdateThatARestartCutShort() throws Exception {
        start(GLOSSI, inDirectory() + "&events=job.*").close();
        GLOSSI.nextCall().to("PUT", "/.*").failAfterwards(500);
        assertThatThrownBy(() -> start(GLOSSI, inDirectory())).hasMessageContaining("failed: 500");
        String unknown = secret(GLOSSI);

        try (RegisteringEndpoint endpoint = start(GLOSSI, inDirectory())) {
            assertThat(secret(GLOSSI)).isNotEqualTo(unknown);
            assertThat(endpoint.deliveries().deliver(sample("glossi")).status()).isEqualTo(200);
        }
    }

    /** One replica asks the vendor while the other has it change the secret. */
    @Test
    void endsWithOneSecretWhereReplicasChangeItAtTheSameTime() throws Exception {
        try (RegisteringEndpoint one = start(GLOSSI, inDirectory());
                RegisteringEndpoint other = start(GLOSSI, inDirectory())) {
            clock.advance(Duration.ofSeconds(30));
            String old = secret(GLOSSI);
            GLOSSI.nextCall().to("PUT", "/.*").slow(SLOW);
            CompletableFuture<Void> rotation = CompletableFuture.runAsync(one.consumer()::rotateSecret);
            await().until(() -> !secret(GLOSSI).equals(old));

            SimulatedDelivery delivery = other.deliveries().deliver(sample("glossi"));
            rotation.join();

            assertThat(delivery.status()).isEqualTo(200);
            assertThat(one.deliveries().deliver(sample("glossi")).status()).isEqualTo(200);
            assertThat(other.deliveries().deliver(sample("glossi")).status()).isEqualTo(200);
        }
    }

    // ---- started elsewhere

    @Test
    void asksForASecretThatWasChangedInTheDashboard() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            clock.advance(Duration.ofSeconds(30));
            VNTANA.rotate(VNTANA.webhook().id());

            assertThat(endpoint.deliveries().deliver(sample("vntana")).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesNoneOfThoseThatComeWhileTheVendorIsAsked() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            clock.advance(Duration.ofSeconds(30));
            VNTANA.rotate(VNTANA.webhook().id());
            VNTANA.nextCall().slow(SLOW);

            assertThat(endpoint.deliveries().concurrently(8, () -> sample("vntana")))
                    .extracting(SimulatedDelivery::status)
                    .containsOnly(200);
        }
    }

    @Test
    void refusesNoneOfThoseThatComeAfterAChangeThatSeemedToFail() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            VNTANA.nextCall().to("PATCH", "/.*").failAfterwards(500);
            assertThatThrownBy(() -> endpoint.consumer().rotateSecret()).isInstanceOf(ApiException.class);

            assertThat(endpoint.deliveries().concurrently(8, () -> sample("vntana")))
                    .extracting(SimulatedDelivery::status)
                    .containsOnly(200);
        }
    }

    @Test
    void takesTheWebhookThatAnotherReplicaOfTheGenericVendorKept() throws Exception {
        try (RegisteringEndpoint one = start(GENERIC, inDirectory());
                RegisteringEndpoint other = start(GENERIC, inDirectory())) {
            GENERIC.remove(GENERIC.webhook().id());
            one.checkHealth();
            await().until(() -> !GENERIC.webhooks().isEmpty());
            await().until(() -> one.deliveries().deliver(sample("generic")).status() == 200);

            assertThat(other.deliveries().deliver(sample("generic")).status()).isEqualTo(200);
        }
    }

    @Test
    void asksAtMostEveryHalfMinuteWhateverIsForged() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            clock.advance(Duration.ofSeconds(30));
            assertThat(status(endpoint, "guessed")).isEqualTo(401);
            int calls = VNTANA.wireMock().getAllServeEvents().size();

            clock.advance(Duration.ofSeconds(29));
            assertThat(status(endpoint, "guessed")).isEqualTo(401);
            assertThat(VNTANA.wireMock().getAllServeEvents()).hasSize(calls);

            clock.advance(Duration.ofSeconds(1));
            assertThat(status(endpoint, "guessed")).isEqualTo(401);
            assertThat(VNTANA.wireMock().getAllServeEvents()).hasSizeGreaterThan(calls);
        }
    }

    @Test
    void refusesAForgeryEvenIfTheVendorCannotBeAsked() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            clock.advance(Duration.ofSeconds(30));
            VNTANA.nextCalls(9).fail(503);

            assertThat(status(endpoint, "guessed")).isEqualTo(401);
            assertThat(log.warnings()).anySatisfy(line -> assertThat(line)
                    .startsWith("vendorhook:vntana cannot be registered: GET ")
                    .endsWith("failed: 503 SIMULATED; it goes on with the secrets that it knows"));
        }
    }

    @Test
    void takesTheSecretThatAnotherReplicaKept() throws Exception {
        try (RegisteringEndpoint one = start(GLOSSI, inDirectory());
                RegisteringEndpoint other = start(GLOSSI, inDirectory())) {
            clock.advance(Duration.ofSeconds(30));
            one.consumer().rotateSecret();

            assertThat(other.deliveries().deliver(sample("glossi")).status()).isEqualTo(200);
            assertThat(one.deliveries().deliver(sample("glossi")).status()).isEqualTo(200);
        }
    }

    @Test
    void hearsOfARotationThatARouteAskedFor() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            String old = secret(VNTANA);
            WebhookRegistration rotated = endpoint.server()
                    .context()
                    .createProducerTemplate()
                    .requestBodyAndHeader(
                            "vendorhook:vntana?operation=rotateSecret" + RegisteringEndpoint.account(VNTANA),
                            null,
                            VendorhookConstants.WEBHOOK_ID,
                            VNTANA.webhook().id(),
                            WebhookRegistration.class);

            assertThat(rotated.secret().reveal()).isEqualTo(secret(VNTANA)).isNotEqualTo(old);
            int calls = VNTANA.wireMock().getAllServeEvents().size();
            assertThat(endpoint.deliveries().deliver(sample("vntana")).status()).isEqualTo(200);
            assertThat(status(endpoint, old)).isEqualTo(200);
            assertThat(VNTANA.wireMock().getAllServeEvents())
                    .as("asked for nothing")
                    .hasSize(calls);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"24h", "0"})
    void acceptsTheSecretThatARouteHadBeforeItWasLoadedAnew(String overlap) throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=former")) {
            server.context().getRouteController().stopRoute("receiving");
            server.context().removeRoute("receiving");
            server.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + WebhookServer.SECRET + "&rotationOverlap=" + overlap)
                            .process(server::keep);
                }
            });
            byte[] body = Samples.generic("user.created").getBytes();

            assertThat(server.postSigned(body).statusCode()).isEqualTo(200);
            assertThat(server.post(WebhookServer.GENERIC, body, "X-Webhook-Signature", Signer.hex("former", "", body))
                            .statusCode())
                    .isEqualTo(overlap.equals("0") ? 401 : 200);
        }
    }

    private RegisteringEndpoint start(VendorSimulator vendor, String options) throws Exception {
        return new RegisteringEndpoint(vendor, clock, options).start();
    }

    private static VendorSimulator vendor(String name) {
        return switch (name) {
            case "vntana" -> VNTANA;
            case "glossi" -> GLOSSI;
            case "generic" -> GENERIC;
            default -> KAEDIM;
        };
    }

    private static String sample(String vendor) {
        return switch (vendor) {
            case "vntana" -> Samples.vntana("product.completed");
            case "glossi" -> Samples.glossi("model.processed");
            case "generic" -> Samples.generic("user.created");
            default -> Samples.kaedim("generation.completed");
        };
    }

    /** The secret that the vendor signs with now. */
    private String secret(VendorSimulator vendor) {
        String secret = vendor.webhook().secret();
        if (!secrets.contains(secret)) {
            secrets.add(secret);
        }
        return secret;
    }

    private static int status(RegisteringEndpoint endpoint, String secret) {
        return endpoint.deliveries()
                .signedWith(secret)
                .deliver(sample("vntana"))
                .status();
    }

    private String inDirectory() {
        return "secretStoreDirectory=" + directory.resolve("secrets");
    }
}
