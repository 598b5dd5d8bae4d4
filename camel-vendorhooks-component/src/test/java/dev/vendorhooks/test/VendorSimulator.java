package dev.vendorhooks.test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A vendor on this machine, with the API that its documents describe and one account. It listens from the moment it is
 * made, so that other static fields may use {@link #apiUrl()} and {@link #apiKey()}; before each test it forgets what
 * happened, and after the last it stops:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final VendorSimulator GLOSSI = VendorSimulator.glossi();
 * }</pre>
 *
 * Outside JUnit, call {@link #close()}. Where the documents are silent, it does what is harder for its callers. All
 * methods may be called by any thread.
 */
public final class VendorSimulator implements BeforeEachCallback, AfterAllCallback, AutoCloseable {

    // after the stubs that a test may add
    private static final int LAST = 10;

    private final SimulatedVendor vendor;
    private final WireMockServer wireMock;
    private final List<NextCalls> faults = new ArrayList<>();
    private Consumer<SimulatedWebhook> onTest = webhook -> {};

    VendorSimulator(SimulatedVendor vendor) {
        this.vendor = vendor;
        this.wireMock = new WireMockServer(
                wireMockConfig().dynamicPort().bindAddress("127.0.0.1").extensions(new Answers()));
        wireMock.start();
        forget();
    }

    /**
     * Kaedim: {@code POST /registerHook} answers 200 with a token the first time, 201 later, when the webhook's URL is
     * replaced. It signs with {@link #accountSecret()}.
     */
    public static VendorSimulator kaedim() {
        return new VendorSimulator(new SimulatedKaedim());
    }

    /**
     * VNTANA: login, refresh token and webhooks as its page has them, trailing slashes included. A new refresh token
     * revokes the one before. What it doesn't like is answered 200 with {@code success: false}.
     */
    public static VendorSimulator vntana() {
        return new VendorSimulator(new SimulatedVntana());
    }

    /** Makini, which has no API: every call is answered 404. {@link #add} is its dashboard. */
    public static VendorSimulator makini() {
        return new VendorSimulator(new SimulatedMakini());
    }

    /** Glossi: one webhook, with a new secret by each {@code PUT}, which no other call shows. */
    public static VendorSimulator glossi() {
        return new VendorSimulator(new SimulatedGlossi());
    }

    /** The generic vendor: {@code POST /v1/webhooks} with the caller's secret, the deliveries of a webhook, tests. */
    public static VendorSimulator generic() {
        return new VendorSimulator(new SimulatedGeneric());
    }

    /** The vendor's name, as endpoints have it. */
    public String vendor() {
        return vendor.name;
    }

    /** The base URL of the API, http and on this machine, without a slash at its end. */
    public String apiUrl() {
        return "http://127.0.0.1:" + wireMock.port() + vendor.prefix;
    }

    /**
     * The key that the API accepts; at VNTANA the personal access token.
     *
     * @throws UnsupportedOperationException at makini
     */
    public String apiKey() {
        return require(account().apiKey(), "API key");
    }

    /**
     * The e-mail address that logs in.
     *
     * @throws UnsupportedOperationException unless at VNTANA
     */
    public String email() {
        return require(account().email(), "e-mail address");
    }

    /**
     * The password that logs in with the e-mail address.
     *
     * @throws UnsupportedOperationException unless at VNTANA
     */
    public String password() {
        return require(account().password(), "password");
    }

    /**
     * The organization of the account.
     *
     * @throws UnsupportedOperationException unless at VNTANA
     */
    public String organizationUuid() {
        return require(account().organizationUuid(), "organization");
    }

    /**
     * The developer id of the account.
     *
     * @throws UnsupportedOperationException unless at Kaedim
     */
    public String developerId() {
        return require(account().developerId(), "developer id");
    }

    /**
     * What the account's webhooks are signed with, known before there are any.
     *
     * @throws UnsupportedOperationException unless at Kaedim: elsewhere each webhook has its own
     */
    public String accountSecret() {
        return require(account().secret(), "secret");
    }

    /** The webhooks that exist now, in the order of their making. */
    public List<SimulatedWebhook> webhooks() {
        synchronized (vendor) {
            return List.copyOf(vendor.webhooks.values());
        }
    }

    /**
     * The only webhook.
     *
     * @throws AssertionError if there is none or more than one
     */
    public SimulatedWebhook webhook() {
        List<SimulatedWebhook> all = webhooks();
        if (all.size() != 1) {
            throw new AssertionError(vendor.name + " has not one webhook but " + all);
        }
        return all.get(0);
    }

    /**
     * Keeps a webhook that somebody else made, or changed if there is one with its id. Where there is room for one only,
     * at Glossi and Kaedim, it replaces that.
     *
     * @param webhook without an id or a secret it gets new ones
     * @return the webhook as kept
     */
    public SimulatedWebhook add(SimulatedWebhook webhook) {
        synchronized (vendor) {
            SimulatedWebhook identified =
                    webhook.id() == null ? webhook.withId(SimulatedAccount.random("webhook")) : webhook;
            return vendor.keep(identified.secret() == null ? identified.withSecret(vendor.firstSecret()) : identified);
        }
    }

    /**
     * Deletes a webhook behind its user's back.
     *
     * @throws IllegalArgumentException if there is none with this id
     */
    public void remove(String id) {
        synchronized (vendor) {
            vendor.webhooks.remove(known(id).id());
        }
    }

    /**
     * Gives a webhook a new secret, as in the vendor's dashboard.
     *
     * @return the webhook with its new secret
     * @throws IllegalArgumentException if there is none with this id
     */
    public SimulatedWebhook rotate(String id) {
        synchronized (vendor) {
            return vendor.rotate(known(id));
        }
    }

    /**
     * Notes how a delivery ended: the generic vendor lists it, Glossi counts it.
     *
     * @throws IllegalArgumentException if there is no webhook with this id
     */
    public void recordDelivery(String webhookId, DeliveryRecord delivery) {
        synchronized (vendor) {
            vendor.deliveries
                    .computeIfAbsent(known(webhookId).id(), id -> new ArrayList<>())
                    .add(delivery);
        }
    }

    /** The webhooks for which a test delivery was asked, in order, each as it was then. */
    public List<SimulatedWebhook> tests() {
        synchronized (vendor) {
            return List.copyOf(vendor.tests);
        }
    }

    /**
     * Says what a request for a test delivery starts. It runs before that request is answered, so that the test delivery
     * was made once the request is through.
     *
     * @param test takes the webhook to deliver to
     */
    public void onTest(Consumer<SimulatedWebhook> test) {
        synchronized (vendor) {
            onTest = test;
        }
    }

    /**
     * Says how a webhook that does not exist is answered; 404 unless this is called.
     *
     * @throws UnsupportedOperationException unless at Glossi
     */
    public void absentWebhookAs(AbsentWebhook answer) {
        synchronized (vendor) {
            if (!(vendor instanceof SimulatedGlossi glossi)) {
                throw new UnsupportedOperationException(vendor.name + " has one answer for absent webhooks only");
            }
            glossi.absent = answer;
        }
    }

    /**
     * Revokes all tokens, as if their time were over; logging in works.
     *
     * @throws UnsupportedOperationException unless at VNTANA
     */
    public void expireTokens() {
        synchronized (vendor) {
            vendor.expireTokens();
        }
    }

    /**
     * Accepts another API key from now on until the end of the test, and the old one no more. Tokens stay valid.
     *
     * @throws UnsupportedOperationException at makini
     */
    public void changeApiKey(String apiKey) {
        synchronized (vendor) {
            require(vendor.account.apiKey(), "API key");
            vendor.account = vendor.account.withApiKey(apiKey);
        }
    }

    /**
     * Deliveries to the only webhook there is, to the URL and with the secret that it has in each attempt.
     *
     * @param clock tells the time, and when to deliver again
     * @throws AssertionError if an attempt finds no webhook, or more than one
     */
    public SimulatedDeliveries deliveries(VirtualClock clock) {
        return deliveries(clock, () -> webhook().url());
    }

    /**
     * The same, to another URL: where the webhook's own is for the public, and the test listens elsewhere.
     *
     * @param url asked for in each attempt
     */
    public SimulatedDeliveries deliveries(VirtualClock clock, Supplier<String> url) {
        return new SimulatedDeliveries(
                VendorSignature.valueOf(vendor.name.toUpperCase(Locale.ROOT)), clock, url, () -> webhook()
                        .secret());
    }

    /** Begins to say what goes wrong with the next call. */
    public NextCalls nextCall() {
        return nextCalls(1);
    }

    /** Begins to say what goes wrong with the next {@code count} calls. */
    public NextCalls nextCalls(int count) {
        return new NextCalls(vendor, count, fault -> {
            synchronized (vendor) {
                faults.add(fault);
            }
        });
    }

    /** The server, to verify requests with or to add stubs to, which come before the vendor's answers. */
    public WireMockServer wireMock() {
        return wireMock;
    }

    /** Forgets webhooks, deliveries, faults, tokens, requests and all that a test changed. */
    @Override
    public void beforeEach(ExtensionContext context) {
        forget();
    }

    /** Stops the server. */
    @Override
    public void afterAll(ExtensionContext context) {
        // a nested class ends before the class around it
        if (!AnnotationSupport.isAnnotated(context.getTestClass(), Nested.class)) {
            close();
        }
    }

    /** Stops the server. */
    @Override
    public void close() {
        wireMock.stop();
    }

    private void forget() {
        synchronized (vendor) {
            vendor.forget();
            faults.clear();
            onTest = webhook -> {};
        }
        wireMock.resetAll();
        wireMock.stubFor(any(anyUrl()).atPriority(LAST).willReturn(aResponse().withTransformers(Answers.NAME)));
    }

    private SimulatedAccount account() {
        synchronized (vendor) {
            return vendor.account;
        }
    }

    private String require(String value, String what) {
        if (value == null) {
            throw new UnsupportedOperationException("An account of " + vendor.name + " has no " + what);
        }
        return value;
    }

    private SimulatedWebhook known(String id) {
        SimulatedWebhook webhook = vendor.webhooks.get(id);
        if (webhook == null) {
            throw new IllegalArgumentException(
                    vendor.name + " has no webhook " + id + " but " + vendor.webhooks.keySet());
        }
        return webhook;
    }

    private ResponseDefinition answer(Request request) {
        ResponseDefinition answer;
        List<SimulatedWebhook> tested;
        Consumer<SimulatedWebhook> test;
        synchronized (vendor) {
            int before = vendor.tests.size();
            ApiCall call = ApiCall.of(request, vendor.prefix);
            answer = faults.stream()
                    .filter(fault -> fault.take(call))
                    .findFirst()
                    .map(fault -> fault.answer(() -> vendor.answer(call)))
                    .orElseGet(() -> vendor.answer(call))
                    .build();
            tested = List.copyOf(vendor.tests.subList(before, vendor.tests.size()));
            test = onTest;
        }
        // without the lock: who receives the test delivery may call the API
        tested.forEach(test);
        return answer;
    }

    /** Has the vendor answer what no stub of a test does. */
    private final class Answers implements ResponseDefinitionTransformerV2 {

        private static final String NAME = "vendor";

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return answer(event.getRequest());
        }
    }
}
