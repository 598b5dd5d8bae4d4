package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.SecretStore;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.SimulatedWebhook;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that register themselves, against simulated vendors over real HTTP on both sides. */
class AutoRegisterTest {

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    @RegisterExtension
    static final VendorSimulator GENERIC = VendorSimulator.generic();

    @RegisterExtension
    static final VendorSimulator KAEDIM = VendorSimulator.kaedim();

    private final VirtualClock clock = new VirtualClock();
    private LogCapture log;

    @TempDir
    Path directory;

    @BeforeEach
    void captureLog() {
        log = new LogCapture("ROOT");
    }

    @AfterEach
    void noCredentialIsLogged() {
        log.close();
        assertThat(log.everything())
                .doesNotContain(VNTANA.apiKey(), VNTANA.password(), GLOSSI.apiKey(), GENERIC.apiKey(), KAEDIM.apiKey());
        for (VendorSimulator vendor : List.of(VNTANA, GLOSSI, GENERIC, KAEDIM)) {
            vendor.webhooks().forEach(webhook -> assertThat(log.everything()).doesNotContain(webhook.secret()));
        }
    }

    // ---- the start

    @Test
    void vntanaDeliversToAnEndpointThatHasNoSecret() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "events=product.completed,product.f*")) {
            SimulatedWebhook webhook = VNTANA.webhook();

            assertThat(webhook.url()).isEqualTo("https://hooks.example.com/webhooks/vntana");
            assertThat(webhook.events()).containsExactlyInAnyOrder("product.completed", "product.failed");
            assertThat(webhook.enabled()).isTrue();
            assertDelivered(endpoint, Samples.vntana("product.completed"));
        }
    }

    @Test
    void glossiDeliversToAnEndpointThatHasNoSecret() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, "")) {
            SimulatedWebhook webhook = GLOSSI.webhook();

            assertThat(webhook.url()).isEqualTo("https://hooks.example.com/webhooks/glossi");
            assertThat(webhook.events()).hasSize(7);
            assertThat(webhook.enabled()).isTrue();
            assertDelivered(endpoint, Samples.glossi("model.processed"));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("vendorhook:glossi has no secret store: each start registers it anew");
        }
    }

    @Test
    void genericDeliversWithASecretThatIsMadeHere() throws Exception {
        try (RegisteringEndpoint endpoint = start(GENERIC, inDirectory())) {
            assertThat(GENERIC.webhook().secret()).matches("[0-9a-f]{64}");
            assertDelivered(endpoint, Samples.generic("user.created"));
        }
    }

    @Test
    void genericDeliversWithTheFirstConfiguredSecret() throws Exception {
        try (RegisteringEndpoint endpoint = start(GENERIC, inDirectory() + "&secret=%20chosen%20former")) {
            assertThat(GENERIC.webhook().secret()).isEqualTo("chosen");
            assertDelivered(endpoint, Samples.generic("user.created"));
            assertThat(endpoint.deliveries()
                            .signedWith("former")
                            .deliver(Samples.generic("user.created"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void kaedimDeliversWithTheConfiguredSecret() throws Exception {
        try (RegisteringEndpoint endpoint = start(KAEDIM, "secret=" + KAEDIM.accountSecret())) {
            assertThat(KAEDIM.webhook().url()).isEqualTo("https://hooks.example.com/webhooks/kaedim");
            assertDelivered(endpoint, Samples.kaedim("generation.completed"));
        }
    }

    @Test
    void acceptsAConfiguredSecretBesidesTheVendors() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "secret=by-hand")) {
            assertDelivered(endpoint, Samples.vntana("product.added"));
            assertThat(endpoint.deliveries()
                            .signedWith("by-hand")
                            .deliver(Samples.vntana("product.added"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesForgeriesAsEver() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            assertThat(endpoint.deliveries()
                            .signedWith("guessed")
                            .deliver(Samples.vntana("product.added"))
                            .status())
                    .isEqualTo(401);
            assertThat(endpoint.statusOfUnsigned()).isEqualTo(401);
        }
    }

    // ---- starting again

    @Test
    void findsItsWebhookAgain() throws Exception {
        start(VNTANA, "").close();
        SimulatedWebhook first = VNTANA.webhook();

        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            assertThat(VNTANA.webhook()).isEqualTo(first);
            assertDelivered(endpoint, Samples.vntana("product.added"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"glossi", "generic"})
    void knowsASecretThatWasShownOnce(String name) throws Exception {
        VendorSimulator vendor = name.equals("glossi") ? GLOSSI : GENERIC;
        start(vendor, inDirectory()).close();
        SimulatedWebhook first = vendor.webhook();

        try (RegisteringEndpoint endpoint = start(vendor, inDirectory())) {
            assertThat(vendor.webhook().id()).isEqualTo(first.id());
            assertThat(vendor.webhook().secret()).isEqualTo(first.secret());
            assertDelivered(
                    endpoint, name.equals("glossi") ? Samples.glossi("job.failed") : Samples.generic("user.created"));
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void registersGlossiAnewWhereNothingIsKept() throws Exception {
        start(GLOSSI, "").close();
        SimulatedWebhook first = GLOSSI.webhook();

        try (RegisteringEndpoint endpoint = start(GLOSSI, "")) {
            assertThat(GLOSSI.webhook().secret()).isNotEqualTo(first.secret());
            assertDelivered(endpoint, Samples.glossi("job.failed"));
        }
    }

    @Test
    void changesNothingWhenTheRouteIsStartedAgain() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, "")) {
            SimulatedWebhook first = GLOSSI.webhook();
            endpoint.server().context().getRouteController().stopRoute("receiving");
            endpoint.server().context().getRouteController().startRoute("receiving");

            assertThat(GLOSSI.webhook().secret()).isEqualTo(first.secret());
            assertDelivered(endpoint, Samples.glossi("job.failed"));
        }
    }

    @Test
    void leavesWebhooksOfOthersAlone() throws Exception {
        SimulatedWebhook other = VNTANA.add(SimulatedWebhook.to("https://hooks.example.com/other"));

        try (RegisteringEndpoint endpoint = start(VNTANA, "deregister=onStop")) {
            assertThat(endpoint.consumer().isStarted()).isTrue();
            assertThat(VNTANA.webhooks()).hasSize(2).contains(other);
        }
        assertThat(VNTANA.webhooks()).containsExactly(other);
    }

    @Test
    void refusesToTakeGlossisOnlyWebhookFromSomebodyElse() throws Exception {
        SimulatedWebhook other = GLOSSI.add(SimulatedWebhook.to("https://other.example.com/private?token=x"));

        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GLOSSI, clock, "")) {
            assertThatThrownBy(endpoint::start)
                    .hasMessage(
                            "vendorhook:glossi cannot be registered: Glossi's only webhook of this API key delivers to"
                                    + " other.example.com. Set replace=true if it may be taken over.");
        }
        assertThat(GLOSSI.webhook()).isEqualTo(other);
        assertThat(log.everything()).doesNotContain("token=x");
    }

    @Test
    void takesGlossisOnlyWebhookWhenAllowedTo() throws Exception {
        GLOSSI.add(SimulatedWebhook.to("https://other.example.com/hook"));

        try (RegisteringEndpoint endpoint = start(GLOSSI, "replace=true")) {
            assertThat(GLOSSI.webhook().url()).startsWith("https://hooks.example.com/");
            assertDelivered(endpoint, Samples.glossi("job.failed"));
        }
    }

    // ---- the stop

    @Test
    void leavesTheWebhookWhenTheRouteStops() throws Exception {
        start(VNTANA, "").close();

        assertThat(VNTANA.webhooks()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vntana", "glossi"})
    void removesTheWebhookWhenTheRouteStopsIfAskedTo(String name) throws Exception {
        VendorSimulator vendor = name.equals("glossi") ? GLOSSI : VNTANA;
        start(vendor, "deregister=onStop").close();

        assertThat(vendor.webhooks()).isEmpty();
    }

    @Test
    void stopsEvenIfTheWebhookCannotBeRemoved() throws Exception {
        RegisteringEndpoint endpoint = start(VNTANA, "deregister=onStop");
        VNTANA.nextCalls(9).to("DELETE", "/.*").fail(500);
        endpoint.close();

        assertThat(endpoint.server().context().isStopped()).isTrue();
        assertThat(log.warnings())
                .singleElement()
                .asString()
                .startsWith("vendorhook:vntana: the webhook " + VNTANA.webhook().id() + " cannot be removed: DELETE")
                .contains("500 SIMULATED");
    }

    // ---- a start that fails

    @Test
    void failsToStartWithWhatTheVendorSaid() throws Exception {
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(VNTANA, clock, "")) {
            VNTANA.changeApiKey("another");

            assertThatThrownBy(endpoint::start)
                    .hasMessageStartingWith(
                            "vendorhook:vntana cannot be registered: POST /v1/auth/login/token at 127.0.0.1")
                    .hasMessageContaining(" failed: 401 ")
                    .hasCauseInstanceOf(ApiException.class);
        }
        assertThat(VNTANA.webhooks()).isEmpty();
    }

    @Test
    void failsToStartWhereTheVendorDoesNotAnswerInTime() throws Exception {
        GLOSSI.nextCall().slow(Duration.ofSeconds(5));
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GLOSSI, clock, "responseTimeout=200")) {
            assertThatThrownBy(endpoint::start).hasMessageEndingWith(" failed: no answer (timeout)");
        }
    }

    @Test
    void failsToStartWithTheTypesThatThereAre() throws Exception {
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(VNTANA, clock, "events=product.addet")) {
            assertThatThrownBy(endpoint::start)
                    .hasMessageContaining(
                            "option 'events' names [product.addet], which VNTANA does not list. Listed are [")
                    .hasMessageContaining("product.added");
        }
        assertThat(VNTANA.webhooks()).isEmpty();
    }

    @Test
    void answers503UntilASupervisedStartHasRegistered() throws Exception {
        GLOSSI.nextCalls(1_000_000).fail(500);
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GLOSSI, clock, inDirectory())
                .supervised()
                .start()) {
            await().untilAsserted(() -> assertThat(endpoint.health().getMessage())
                    .hasValueSatisfying(message -> assertThat(message)
                            .startsWith("vendorhook:glossi is not registered: GET /api/v1/webhooks at 127.0.0.1")
                            .endsWith("failed: 500: SIMULATED")));
            assertThat(endpoint.health().getState()).isEqualTo(State.DOWN);
            assertThat(endpoint.statusOfUnsigned()).isEqualTo(503);
            assertThat(endpoint.server().received()).isEmpty();

            GLOSSI.beforeEach(null);

            await().until(() -> endpoint.consumer().isStarted());
            assertThat(endpoint.health().getState()).isEqualTo(State.UP);
            assertDelivered(endpoint, Samples.glossi("job.failed"));
        }
    }

    // ---- later

    @Test
    void registersAgainWhatSomebodyDeleted() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            String first = VNTANA.webhook().id();
            VNTANA.remove(first);

            endpoint.checkHealth();

            await().until(() -> !VNTANA.webhooks().isEmpty());
            await().untilAsserted(() -> assertThat(log.warnings())
                    .containsExactly("vendorhook:vntana: the webhook " + first + " was gone; "
                            + VNTANA.webhook().id() + " was registered"));
            assertThat(endpoint.health().getState()).isEqualTo(State.UP);
            assertDelivered(endpoint, Samples.vntana("product.added"));
        }
    }

    @Test
    void isDownWhileADeletedWebhookCannotBeRegisteredAgain() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            VNTANA.remove(VNTANA.webhook().id());
            VNTANA.nextCall().to("POST", "/v1/webhooks/").fail(500);

            endpoint.checkHealth();

            await().untilAsserted(() -> assertThat(endpoint.health().getMessage())
                    .hasValueSatisfying(message -> assertThat(message)
                            .startsWith("vendorhook:vntana is not registered: POST /v1/webhooks/ at")
                            .endsWith("failed: 500 SIMULATED")));
            assertThat(endpoint.health().getState()).isEqualTo(State.DOWN);
        }
    }

    @Test
    void staysUpWhileTheVendorCannotBeAsked() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            VNTANA.nextCalls(2).answerHtml(200);

            endpoint.checkHealth();
            await().untilAsserted(() -> assertThat(endpoint.health().getDetails())
                    .hasEntrySatisfying("lastCheck", text -> assertThat((String) text)
                            .contains("answered 200 with text/html, which is not JSON")));
            assertThat(endpoint.health().getState()).isEqualTo(State.UP);
            clock.advance(Duration.ofMinutes(1));
            endpoint.deliveries().signedWith("guessed").deliver(Samples.vntana("product.added"));
            assertThat(endpoint.health().getState()).as("after a forgery").isEqualTo(State.UP);
            assertDelivered(endpoint, Samples.vntana("product.added"));

            endpoint.checkHealth();
            await().untilAsserted(
                            () -> assertThat(endpoint.health().getDetails()).doesNotContainKey("lastCheck"));
        }
    }

    @Test
    void isDownOnceGlossisOnlyWebhookIsSomebodyElses() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, "replace=true")) {
            SimulatedWebhook other = GLOSSI.add(SimulatedWebhook.to("https://other.example.com/hook"));

            endpoint.checkHealth();

            await().untilAsserted(() -> assertThat(endpoint.health().getMessage())
                    .hasValueSatisfying(message -> assertThat(message).contains("delivers to other.example.com")));
            assertThat(endpoint.health().getState()).isEqualTo(State.DOWN);
            assertThat(GLOSSI.webhook()).as("not fought for").isEqualTo(other);
        }
    }

    @Test
    void asksTheVendorAtMostOnceAMinuteForItsHealth() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            int calls = VNTANA.wireMock().getAllServeEvents().size();

            clock.advance(Duration.ofSeconds(59));
            endpoint.health();
            clock.advance(Duration.ofSeconds(1));
            endpoint.health();
            endpoint.health();

            await().until(() -> VNTANA.wireMock().getAllServeEvents().size() == calls + 2);
            VNTANA.remove(VNTANA.webhook().id());
            endpoint.health();
            clock.advance(Duration.ofSeconds(59));
            endpoint.health();
            assertThat(VNTANA.webhooks()).isEmpty();
        }
    }

    @Test
    void keepsItsHealthCheckWhenTheRouteIsStartedAgain() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            endpoint.server().context().getRouteController().stopRoute("receiving");
            endpoint.server().context().getRouteController().startRoute("receiving");
            VNTANA.remove(VNTANA.webhook().id());

            endpoint.checkHealth();

            await().until(() -> !VNTANA.webhooks().isEmpty());
        }
    }

    @Test
    void hasNoHealthCheckOnceTheRouteIsRemoved() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            assertThat(endpoint.check()).isPresent();
            endpoint.server().context().getRouteController().stopRoute("receiving");
            endpoint.server().context().getRouteController().startRoute("receiving");

            endpoint.server().context().getRouteController().stopRoute("receiving");
            endpoint.server().context().removeRoute("receiving");

            assertThat(endpoint.check()).isEmpty();
        }
    }

    // ---- half done

    @Test
    void doesNotTrustASecretOfGlossiThatWasKeptBeforeALostAnswer() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, inDirectory())) {
            GLOSSI.add(GLOSSI.webhook().withEnabled(false));
            GLOSSI.nextCall().to("PUT", "/.*").failAfterwards(500);
            String kept = GLOSSI.webhook().secret();
            endpoint.checkHealth();
            await().until(() -> !GLOSSI.webhook().secret().equals(kept));
            await().until(() -> endpoint.health().getState() == State.DOWN);
            String unknown = GLOSSI.webhook().secret();

            endpoint.checkHealth();

            await().until(() -> !GLOSSI.webhook().secret().equals(unknown));
            await().until(() -> endpoint.health().getState() == State.UP);
            assertDelivered(endpoint, Samples.glossi("job.failed"));
        }
    }

    @Test
    void doesNotTrustASecretThatTheStoreCouldNotReplace() throws Exception {
        FailingStore store = new FailingStore();
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GLOSSI, clock, "secretStore=#failing")) {
            endpoint.server().context().getRegistry().bind("failing", store);
            store.failOn(2);
            assertThatThrownBy(endpoint::start)
                    .hasMessage("vendorhook:glossi cannot be registered: java.lang.IllegalStateException");
        }
        String unknown = GLOSSI.webhook().secret();

        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GLOSSI, clock, "secretStore=#failing")) {
            endpoint.server().context().getRegistry().bind("failing", store);
            endpoint.start();

            assertThat(GLOSSI.webhook().secret()).isNotEqualTo(unknown);
            assertDelivered(endpoint, Samples.glossi("job.failed"));
        }
    }

    /** There are two webhooks then, as the vendor's API cannot be asked for them, but what both deliver is accepted. */
    @Test
    void tellsTheGenericVendorTheSameSecretAgainAfterALostAnswer() throws Exception {
        GENERIC.nextCall().to("POST", "/v1/webhooks").failAfterwards(500);
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GENERIC, clock, inDirectory())) {
            assertThatThrownBy(endpoint::start).hasMessageContaining("failed: 500");
        }
        String told = GENERIC.webhook().secret();

        try (RegisteringEndpoint endpoint = start(GENERIC, inDirectory())) {
            assertThat(GENERIC.webhooks()).extracting(SimulatedWebhook::secret).containsExactly(told, told);
            assertThat(endpoint.consumer().isStarted()).isTrue();
        }
    }

    @Test
    void tellsKaedimTheUrlAtEachStart() throws Exception {
        String options = inDirectory() + "&secret=" + KAEDIM.accountSecret();
        start(KAEDIM, options).close();
        KAEDIM.remove(KAEDIM.webhook().id());

        try (RegisteringEndpoint endpoint = start(KAEDIM, options)) {
            assertDelivered(endpoint, Samples.kaedim("generation.completed"));
        }
    }

    @Test
    void createsNoSecondWebhookWhereTheStoreLostTheFirst() throws Exception {
        FailingStore store = new FailingStore();
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GENERIC, clock, "secretStore=#failing")) {
            endpoint.server().context().getRegistry().bind("failing", store);
            endpoint.start();
            store.lose();
            int calls = GENERIC.wireMock().getAllServeEvents().size();

            endpoint.checkHealth();

            await().until(() -> GENERIC.wireMock().getAllServeEvents().size() > calls);
            await().untilAsserted(() -> assertThat(store.isEmpty()).isFalse());
            assertThat(GENERIC.webhooks()).hasSize(1);
            assertDelivered(endpoint, Samples.generic("user.created"));
        }
    }

    /** A store whose updates fail when asked to, after they were made but before they are kept. */
    private static final class FailingStore implements SecretStore {

        private final Map<String, String> texts = new ConcurrentHashMap<>();
        private int updates;
        private int failing;

        void failOn(int update) {
            failing = update;
        }

        void lose() {
            texts.clear();
        }

        boolean isEmpty() {
            return texts.isEmpty();
        }

        @Override
        public Optional<String> read(String name) {
            return Optional.ofNullable(texts.get(name));
        }

        @Override
        public synchronized String update(String name, Function<Optional<String>, String> change) {
            String text = change.apply(read(name));
            if (++updates == failing) {
                throw new IllegalStateException();
            }
            texts.put(name, text);
            return text;
        }
    }

    private RegisteringEndpoint start(VendorSimulator vendor, String options) throws Exception {
        return new RegisteringEndpoint(vendor, clock, options).start();
    }

    private void assertDelivered(RegisteringEndpoint endpoint, String json) {
        int before = endpoint.server().received().size();
        assertThat(endpoint.deliveries().deliver(json).status()).isEqualTo(200);
        assertThat(endpoint.server().received()).hasSize(before + 1);
    }

    private String inDirectory() {
        return "secretStoreDirectory=" + directory.resolve("secrets");
    }
}
