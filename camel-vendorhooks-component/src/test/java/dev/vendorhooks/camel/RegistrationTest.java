package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.MemorySecretStore;
import dev.vendorhooks.register.Registration.Renewal;
import dev.vendorhooks.register.SecretStore;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.SimulatedDelivery;
import dev.vendorhooks.test.SimulatedWebhook;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an endpoint asks of its vendor and keeps in its store, and what it leaves alone. */
class RegistrationTest {

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    @RegisterExtension
    static final VendorSimulator OTHER_GLOSSI = VendorSimulator.glossi();

    @RegisterExtension
    static final VendorSimulator GENERIC = VendorSimulator.generic();

    @RegisterExtension
    static final VendorSimulator KAEDIM = VendorSimulator.kaedim();

    private static final Duration OVERLAP = Duration.ofHours(24);

    private final VirtualClock clock = new VirtualClock();
    private LogCapture log;

    @TempDir
    Path directory;

    @BeforeEach
    void captureLog() {
        log = new LogCapture("ROOT");
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    // ---- when the vendor is asked

    @Test
    void asksAVendorThatIsDownNoMoreOftenThanOneThatIsUp() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            clock.advance(Duration.ofSeconds(30));
            VNTANA.nextCalls(1_000).fail(503);
            forge(endpoint);
            int calls = calls(VNTANA);

            forge(endpoint);

            assertThat(calls(VNTANA)).isEqualTo(calls);
        }
    }

    @Test
    void asksNothingForAForgeryRightAfterARotation() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            clock.advance(Duration.ofHours(1));
            endpoint.consumer().rotateSecret();
            int calls = calls(VNTANA);

            forge(endpoint);

            assertThat(calls(VNTANA)).isEqualTo(calls);
        }
    }

    @Test
    void asksNothingForAForgeryWhereTheVendorTellsNoSecret() throws Exception {
        try (RegisteringEndpoint endpoint = start(KAEDIM, "secret=" + KAEDIM.accountSecret())) {
            clock.advance(Duration.ofHours(1));
            int calls = calls(KAEDIM);

            forge(endpoint);

            assertThat(calls(KAEDIM)).isEqualTo(calls);
        }
    }

    @Test
    void asksNothingForARequestWithoutASignature() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            clock.advance(Duration.ofHours(1));
            int calls = calls(VNTANA);

            assertThat(endpoint.statusOfUnsigned()).isEqualTo(401);

            assertThat(calls(VNTANA)).isEqualTo(calls);
        }
    }

    // ---- what a route asks for

    @Test
    void hearsOfAWebhookThatARoutePut() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, "")) {
            WebhookRegistration put = put(endpoint, GLOSSI, GLOSSI.webhook().url());
            int calls = calls(GLOSSI);

            assertThat(put.secret().reveal()).isEqualTo(GLOSSI.webhook().secret());
            assertThat(deliver(endpoint)).isEqualTo(200);
            assertThat(calls(GLOSSI)).as("asked for nothing").isEqualTo(calls);
        }
    }

    @Test
    void takesNoSecretOfAWebhookThatDeliversElsewhere() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, "")) {
            put(endpoint, GLOSSI, "https://hooks.example.com/elsewhere");

            assertThat(deliver(endpoint)).isEqualTo(401);
            assertThat(endpoint.consumer().getSecretUses()).hasSize(1);
        }
    }

    @Test
    void takesNoSecretOfAnotherAccount() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, "")) {
            put(endpoint, OTHER_GLOSSI, GLOSSI.webhook().url());

            assertThat(endpoint.consumer().getSecretUses()).hasSize(1);
            assertThat(deliver(endpoint)).isEqualTo(200);
        }
    }

    @Test
    void isNotDisturbedByTheRotationOfAnotherWebhook() throws Exception {
        SimulatedWebhook other = VNTANA.add(SimulatedWebhook.to("https://hooks.example.com/elsewhere"));
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            operate(endpoint, VNTANA, "rotateSecret", Map.of("id", other.id()));
            int calls = calls(VNTANA);

            forge(endpoint);

            assertThat(calls(VNTANA)).isEqualTo(calls);
        }
    }

    @Test
    void isNotDisturbedByAnOperationThatChangesNoSecret() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            operate(endpoint, VNTANA, "listWebhooks", Map.of());
            int calls = calls(VNTANA);

            forge(endpoint);

            assertThat(calls(VNTANA)).isEqualTo(calls);
        }
    }

    @Test
    void keepsItsSecretWhereTheAnswerTellsNone() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            String id = VNTANA.webhook().id();
            VNTANA.nextCall()
                    .to("PUT", "/.*")
                    .answerJson(
                            200,
                            "{\"success\":true,\"errors\":[],\"response\":{\"uuid\":\"" + id + "\",\"url\":\""
                                    + VNTANA.webhook().url() + "\"}}");

            operate(endpoint, VNTANA, "updateWebhook", Map.of("id", id, "name", "Mine"));

            assertThat(endpoint.consumer().getSecretUses())
                    .singleElement()
                    .asString()
                    .startsWith("current");
        }
    }

    @Test
    void callsTheApiWhileAnEndpointCannotRegister() throws Exception {
        VNTANA.nextCalls(1_000_000).to("GET", "/.*").fail(500);
        String id = VNTANA.add(SimulatedWebhook.to("https://hooks.example.com/elsewhere"))
                .id();
        try (RegisteringEndpoint endpoint =
                new RegisteringEndpoint(VNTANA, clock, "").supervised().start()) {
            WebhookRegistration rotated =
                    (WebhookRegistration) operate(endpoint, VNTANA, "rotateSecret", Map.of("id", id));

            assertThat(rotated.secret().reveal()).isEqualTo(VNTANA.webhook().secret());
        }
    }

    @Test
    void logsInAsAUserOfOneWorkspaceWithAPassword() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            server.context().start();

            Object events = server.context()
                    .createProducerTemplate()
                    .requestBody(
                            "vendorhook:vntana?operation=listEvents&apiUrl=" + VNTANA.apiUrl() + "&organizationUuid="
                                    + VNTANA.organizationUuid() + "&clientUuid=client-1&email=" + VNTANA.email()
                                    + "&password=" + VNTANA.password(),
                            (Object) null);

            assertThat(events).asInstanceOf(LIST).isNotEmpty();
            assertThat(VNTANA.wireMock().findAll(postRequestedFor(urlEqualTo("/v1/auth/refresh-token"))))
                    .singleElement()
                    .satisfies(
                            login -> assertThat(login.getHeader("clientUuid")).isEqualTo("client-1"));
        }
    }

    // ---- the health check

    @Test
    void isAReadinessCheckThatNamesItsRoute() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            HealthCheck check = endpoint.check().orElseThrow();

            assertThat(check.isReadiness()).isTrue();
            assertThat(check.isLiveness()).isFalse();
            assertThat(check.getGroup()).isEqualTo("camel");
            assertThat(check.call().getDetails())
                    .containsEntry("route.id", "receiving")
                    .containsEntry(HealthCheck.CHECK_ID, "vendorhook:/webhooks/vntana")
                    .containsEntry(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS);
        }
    }

    @Test
    void hasNoCheckOnceTheRouteIsRemovedHoweverOftenItsStartFailed() throws Exception {
        GLOSSI.nextCalls(3).fail(500);
        try (RegisteringEndpoint endpoint =
                new RegisteringEndpoint(GLOSSI, clock, "").supervised().start()) {
            await().until(() -> endpoint.consumer().isStarted());
            assertThat(endpoint.check()).isPresent();

            endpoint.server().context().getRouteController().stopRoute("receiving");
            endpoint.server().context().removeRoute("receiving");

            assertThat(endpoint.check()).isEmpty();
        }
    }

    @Test
    void asksNothingWhileItsCheckIsDisabled() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            endpoint.check().orElseThrow().setEnabled(false);
            int calls = calls(VNTANA);

            assertThat(endpoint.health().getState()).isEqualTo(HealthCheck.State.UNKNOWN);

            assertThat(endpoint.check().orElseThrow().isEnabled()).isFalse();
            assertThat(calls(VNTANA)).isEqualTo(calls);
        }
    }

    /** The webhook is wanted by nobody then. */
    @Test
    void registersNothingWhileTheRouteIsStopped() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "deregister=onStop")) {
            HealthCheck check = endpoint.check().orElseThrow();
            endpoint.server().context().getRouteController().stopRoute("receiving");
            clock.advance(Duration.ofMinutes(1));

            check.call();

            assertThat(VNTANA.webhooks()).isEmpty();
        }
    }

    // ---- what is accepted and kept

    @Test
    void keepsTheRegistrationInAStoreOfTheApplication() throws Exception {
        SecretStore store = new MemorySecretStore();
        for (int i = 0; i < 2; i++) {
            try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GENERIC, clock, "secretStore=#store")) {
                endpoint.server().context().getRegistry().bind("store", store);
                endpoint.start();

                assertThat(GENERIC.webhooks()).hasSize(1);
                assertThat(deliver(endpoint)).isEqualTo(200);
            }
        }
    }

    @Test
    void keepsEachVendorAndUrlUnderANameOfItsOwn() throws Exception {
        start(GENERIC, inDirectory()).close();
        start(GENERIC, inDirectory() + "&path=/other").close();
        start(VNTANA, inDirectory() + "&path=/other").close();

        assertThat(allKept()).hasSize(3);
    }

    @Test
    void judgesAForgeryOnceWhereTheSecretsAreTheSame() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "")) {
            clock.advance(Duration.ofSeconds(30));
            List<Secret> judged = endpoint.consumer()
                    .getEndpoint()
                    .getComponent()
                    .secrets("vendorhook:vntana on /webhooks/vntana")
                    .accepted(clock.instant());

            assertThat(endpoint.consumer().registration().orElseThrow().renewal(judged))
                    .isEqualTo(Renewal.SAME_SECRETS);
        }
    }

    @Test
    void putsTheVendorsSecretBeforeConfiguredOnes() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, "secret=by-hand")) {
            deliver(endpoint);

            assertThat(endpoint.consumer().getSecretUses())
                    .extracting(use -> use.replaceFirst(", since [^,]*", ""))
                    .containsExactly("current, signed 1, last " + clock.instant(), "current, signed 0");
        }
    }

    @Test
    void forgetsReplacedSecretsOnceTheyHaveEnded() throws Exception {
        try (RegisteringEndpoint endpoint = start(VNTANA, inDirectory())) {
            String old = VNTANA.webhook().secret();
            endpoint.consumer().rotateSecret();
            assertThat(kept()).content().contains(old);

            clock.advance(OVERLAP);
            endpoint.checkHealth();

            await().untilAsserted(() -> assertThat(kept())
                    .content()
                    .doesNotContain(old)
                    .contains(VNTANA.webhook().secret()));
        }
    }

    @Test
    void rotatesWhatTheStoreHasLost() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, inDirectory())) {
            String old = GLOSSI.webhook().secret();
            Files.delete(kept());

            endpoint.consumer().rotateSecret();

            assertThat(kept()).content().contains(old, GLOSSI.webhook().secret());
            assertThat(deliver(endpoint)).isEqualTo(200);
        }
    }

    @Test
    void failsToStartWhereSomethingElseIsKept() throws Exception {
        start(GLOSSI, inDirectory()).close();
        String secret = GLOSSI.webhook().secret();
        Files.writeString(kept(), "{\"secret\":\"hidden\"}");

        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GLOSSI, clock, inDirectory())) {
            assertThatThrownBy(endpoint::start)
                    .hasMessage("vendorhook:glossi cannot be registered: the secret store cannot be used,"
                            + " as under " + kept().getFileName()
                            + " what is kept is not a registration. Remove it to"
                            + " register anew.");
        }
        assertThat(GLOSSI.webhook().secret()).isEqualTo(secret);
        assertThat(log.everything()).doesNotContain("hidden");
    }

    /** The other one was made by a replica that started at the same time. */
    @Test
    void removesItsYoungerWebhookEvenIfItCouldNotCompareAtOnce() throws Exception {
        SimulatedWebhook other = VNTANA.add(
                SimulatedWebhook.to("https://hooks.example.com/webhooks/vntana").withEvents(List.of("product.added")));
        VNTANA.nextCalls(2)
                .to("GET", "/v1/webhooks/organization/.*")
                .answerJson(200, "{\"success\":true,\"errors\":[],\"response\":{\"totalCount\":0,\"grid\":[]}}");
        VNTANA.nextCall().to("GET", "/v1/webhooks/organization/.*").fail(500);
        try (RegisteringEndpoint endpoint =
                new RegisteringEndpoint(VNTANA, clock, "").supervised().start()) {
            await().until(() -> endpoint.consumer().isStarted());

            assertThat(VNTANA.webhook().id()).isEqualTo(other.id());
        }
    }

    // ---- stores that fail, and what comes in between

    @Test
    void asksOnceForARequestHoweverLongTheVendorTakes() throws Exception {
        HookedStore store = new HookedStore();
        try (RegisteringEndpoint endpoint = startWith(store, "deregister=never")) {
            clock.advance(Duration.ofSeconds(30));
            int calls = calls(VNTANA);
            VNTANA.nextCalls(1_000).fail(503);
            store.beforeEach(() -> clock.advance(Duration.ofSeconds(31)));

            forge(endpoint);

            assertThat(calls(VNTANA)).isEqualTo(calls + 1);
        }
    }

    /** A replica asks between the two steps of a rotation whose answer is then lost. */
    @Test
    void findsOutWhatCameOfALostAnswerThoughAnotherReplicaCameInBetween() throws Exception {
        HookedStore store = new HookedStore();
        try (RegisteringEndpoint one = startWith(GLOSSI, store);
                RegisteringEndpoint other = startWith(GLOSSI, store)) {
            clock.advance(Duration.ofMinutes(1));
            store.onceAfterNext(() -> {
                other.consumer().registration().orElseThrow().check();
                GLOSSI.nextCall().to("PUT", "/.*").failAfterwards(500);
            });
            assertThatThrownBy(() -> one.consumer().rotateSecret()).isInstanceOf(ApiException.class);

            SimulatedDelivery toOne = one.deliveries().deliver(sample(one));
            SimulatedDelivery toOther = other.deliveries().deliver(sample(other));
            clock.advance(Duration.ofMinutes(1));

            assertThat(toOne.isDelivered()).isTrue();
            assertThat(toOther.isDelivered()).isTrue();
        }
    }

    @Test
    void acceptsANewSecretThatCannotBeKept() throws Exception {
        HookedStore store = new HookedStore();
        try (RegisteringEndpoint endpoint = startWith(GLOSSI, store)) {
            String old = GLOSSI.webhook().secret();
            store.failAfterChange(2, new IllegalArgumentException("value too long"));

            assertThatThrownBy(() -> endpoint.consumer().rotateSecret()).hasMessage("value too long");

            assertThat(GLOSSI.webhook().secret()).isNotEqualTo(old);
            assertThat(deliver(endpoint)).isEqualTo(200);
        }
    }

    @Test
    void isDownAndUndecidedWhileNobodyKnowsTheSecret() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, inDirectory())) {
            GLOSSI.nextCall().to("PUT", "/.*").failAfterwards(500);
            assertThatThrownBy(() -> endpoint.consumer().rotateSecret()).isInstanceOf(ApiException.class);
            GLOSSI.nextCall().fail(503);
            int calls = calls(GLOSSI);

            assertThat(endpoint.health().getState()).isEqualTo(State.DOWN);
            await().until(() -> calls(GLOSSI) == calls + 1);
            assertThat(endpoint.health().getState()).isEqualTo(State.DOWN);
            assertThat(deliver(endpoint)).isEqualTo(503);

            clock.advance(Duration.ofMinutes(1));
            SimulatedDelivery delivery = endpoint.deliveries().deliver(sample(endpoint));
            clock.advance(Duration.ofMinutes(1));
            assertThat(delivery.isDelivered()).isTrue();
            assertThat(endpoint.health().getState()).isEqualTo(State.UP);
        }
    }

    @Test
    void endsReplacedSecretsEvenIfThatCannotBeKept() throws Exception {
        HookedStore store = new HookedStore();
        try (RegisteringEndpoint endpoint = startWith(GLOSSI, store)) {
            String old = GLOSSI.webhook().secret();
            endpoint.consumer().rotateSecret();
            store.failAfterChange(1, new IllegalStateException("the disk is full"));

            assertThatThrownBy(() -> endpoint.consumer().endReplacedSecrets()).hasMessage("the disk is full");

            assertThat(endpoint.deliveries()
                            .signedWith(old)
                            .deliver(sample(endpoint))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void endsReplacedSecretsOfAnEndpointThatIsNotRegisteredYet() throws Exception {
        String old;
        try (RegisteringEndpoint endpoint = start(GLOSSI, inDirectory())) {
            old = GLOSSI.webhook().secret();
            endpoint.consumer().rotateSecret();
        }
        GLOSSI.nextCalls(3).fail(503);
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(GLOSSI, clock, inDirectory())
                .supervised()
                .start()) {
            endpoint.consumer().endReplacedSecrets();
            await().until(() -> endpoint.consumer().isStarted());

            assertThat(endpoint.deliveries()
                            .signedWith(old)
                            .deliver(sample(endpoint))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void hearsOfAPutWhateverIdIsLeftOverInTheMessage() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, "")) {
            WebhookRegistration same = WebhookRegistration.to(GLOSSI.webhook().url())
                    .withEvents(GLOSSI.webhook().events())
                    .withId("another");

            operate(endpoint, GLOSSI, "putWebhook", same);

            assertThat(deliver(endpoint)).isEqualTo(200);
        }
    }

    @Test
    void keepsItsHealthCheckWhenAnotherRouteWantsItsPath() throws Exception {
        try (RegisteringEndpoint endpoint = start(GLOSSI, "")) {
            assertThatThrownBy(() -> endpoint.server().context().addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("vendorhook:vntana?path=/webhooks/glossi&autoRegister=true&publicUrl=https://e.com"
                                            + RegisteringEndpoint.account(VNTANA))
                                    .to("direct:none");
                        }
                    }))
                    .hasStackTraceContaining("listens already");

            assertThat(endpoint.health().getDetails()).containsEntry("route.id", "receiving");
        }
    }

    // ---- the stop

    @Test
    void removesWhatACheckRegistersMeanwhile() throws Exception {
        GatedStore store = new GatedStore();
        try (RegisteringEndpoint endpoint = startWith(store, "deregister=onStop")) {
            store.close();
            endpoint.checkHealth();
            store.awaitUpdate();
            Thread stop = new Thread(endpoint.consumer()::stop);
            stop.start();
            await().until(() -> stop.getState() == Thread.State.WAITING || !stop.isAlive());

            store.open();
            stop.join();

            assertThat(VNTANA.webhooks()).isEmpty();
        } finally {
            store.open();
        }
    }

    private RegisteringEndpoint start(VendorSimulator vendor, String options) throws Exception {
        return new RegisteringEndpoint(vendor, clock, options).start();
    }

    private RegisteringEndpoint startWith(SecretStore store, String options) throws Exception {
        return startWith(VNTANA, store, options);
    }

    private RegisteringEndpoint startWith(VendorSimulator vendor, SecretStore store) throws Exception {
        return startWith(vendor, store, "deregister=never");
    }

    private RegisteringEndpoint startWith(VendorSimulator vendor, SecretStore store, String options) throws Exception {
        RegisteringEndpoint endpoint = new RegisteringEndpoint(vendor, clock, "secretStore=#store&" + options);
        endpoint.server().context().getRegistry().bind("store", store);
        return endpoint.start();
    }

    private static WebhookRegistration put(RegisteringEndpoint endpoint, VendorSimulator glossi, String url) {
        WebhookRegistration wanted =
                WebhookRegistration.to(url).withEvents(GLOSSI.webhook().events());
        return (WebhookRegistration) operate(endpoint, glossi, "putWebhook", wanted);
    }

    private static Object operate(RegisteringEndpoint endpoint, VendorSimulator vendor, String operation, Object body) {
        String uri = "vendorhook:" + vendor.vendor() + "?operation=" + operation + RegisteringEndpoint.account(vendor);
        return endpoint.server().context().createProducerTemplate().requestBody(uri, body);
    }

    private static int deliver(RegisteringEndpoint endpoint) {
        return endpoint.deliveries().deliver(sample(endpoint)).status();
    }

    private static void forge(RegisteringEndpoint endpoint) {
        assertThat(endpoint.deliveries()
                        .signedWith("guessed")
                        .deliver(sample(endpoint))
                        .status())
                .isEqualTo(401);
    }

    private static String sample(RegisteringEndpoint endpoint) {
        return switch (endpoint.consumer().getEndpoint().getVendor()) {
            case "vntana" -> Samples.vntana("product.completed");
            case "glossi" -> Samples.glossi("model.processed");
            case "kaedim" -> Samples.kaedim("generation.completed");
            default -> Samples.generic("user.created");
        };
    }

    private static int calls(VendorSimulator vendor) {
        return vendor.wireMock().getAllServeEvents().size();
    }

    /** The only file that is kept. */
    private Path kept() throws IOException {
        assertThat(allKept()).hasSize(1);
        return allKept().get(0);
    }

    private List<Path> allKept() throws IOException {
        try (var files = Files.list(directory.resolve("secrets"))) {
            return files.filter(file -> !file.toString().contains("~")).toList();
        }
    }

    private String inDirectory() {
        return "secretStoreDirectory=" + directory.resolve("secrets");
    }

    /** A store whose updates can be held up, as those of a busy database. */
    private static final class GatedStore implements SecretStore {

        private final SecretStore store = new MemorySecretStore();
        private final CountDownLatch waiting = new CountDownLatch(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        void close() {
            gate = new CountDownLatch(1);
        }

        void open() {
            gate.countDown();
        }

        void awaitUpdate() {
            await().until(() -> waiting.getCount() == 0);
        }

        @Override
        public Optional<String> read(String name) {
            return store.read(name);
        }

        @Override
        public String update(String name, Function<Optional<String>, String> change) {
            if (gate.getCount() > 0) {
                waiting.countDown();
            }
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return store.update(name, change);
        }
    }

    /** A store in memory in which something happens beside the updates. */
    private static final class HookedStore implements SecretStore {

        private final SecretStore texts = new MemorySecretStore();
        private Runnable before = () -> {};
        private Runnable onceAfter;
        private RuntimeException failure;
        private int untilFailure;

        void beforeEach(Runnable action) {
            before = action;
        }

        void onceAfterNext(Runnable action) {
            onceAfter = action;
        }

        /** Has the update of that number fail, from 1 on, after the change was made and before it is kept. */
        void failAfterChange(int update, RuntimeException exception) {
            untilFailure = update;
            failure = exception;
        }

        @Override
        public Optional<String> read(String name) {
            return texts.read(name);
        }

        @Override
        public String update(String name, Function<Optional<String>, String> change) {
            before.run();
            String text = texts.update(name, kept -> {
                String changed = change.apply(kept);
                if (--untilFailure == 0) {
                    throw failure;
                }
                return changed;
            });
            Runnable after = onceAfter;
            onceAfter = null;
            if (after != null) {
                after.run();
            }
            return text;
        }
    }
}
