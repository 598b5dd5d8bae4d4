package dev.vendorhooks.camel;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.inspector.Inspector;
import dev.vendorhooks.inspector.InspectorSettings;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.MemoryJournal;
import dev.vendorhooks.register.ApiAccount;
import dev.vendorhooks.register.MemorySecretStore;
import dev.vendorhooks.register.Registration;
import dev.vendorhooks.register.SecretStore;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.send.HttpSettings;
import dev.vendorhooks.send.WebhookClient;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.Secrets;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.vendor.Vendor;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives the webhooks of vendors, and sends webhooks as they do. */
@Component(VendorhookConstants.SCHEME)
public class VendorhookComponent extends DefaultComponent implements SSLContextParametersAware {

    private static final Logger LOG = LoggerFactory.getLogger(VendorhookComponent.class);
    private static final String PLATFORM_HTTP = "platform-http";

    /** As many bodies may wait in memory for what is done after the answer. */
    private static final int MOST_TASKS = 32;

    @Metadata(description = "The options that endpoints start from.")
    private VendorhookConfiguration configuration = new VendorhookConfiguration();

    @Metadata(
            label = "consumer,advanced",
            defaultValue = "false",
            description = "Whether the HTTP engine hands over the body as a stream. Needed on Spring Boot, where the"
                    + " starter sets it, as its engine decodes the body otherwise and signatures fail; to be left off"
                    + " elsewhere, where it would take away the engine's own limit on bodies.")
    private boolean useStreaming;

    @Metadata(
            label = "consumer,advanced",
            description = "Tells the time that signed times are compared with. The default is the system's; another one"
                    + " lets tests receive recorded deliveries.")
    private Clock clock = Clock.systemUTC();

    @Metadata(
            label = "producer,security",
            defaultValue = "false",
            description = "Whether endpoints without sslContextParameters take the global ones of the context.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "common",
            defaultValue = "false",
            description =
                    "Whether a web page shows what is received and sent, for whoever can reach its port. Endpoints"
                            + " without a journal of their own then share one in memory.")
    private boolean inspectorEnabled;

    @Metadata(
            label = "common",
            defaultValue = "localhost",
            description = "The address that the inspector listens on. One that others can reach needs inspectorUser and"
                    + " userPassword.")
    private String inspectorHost = "localhost";

    @Metadata(
            label = "common",
            defaultValue = "8090",
            description = "The port that the inspector listens on; 0 takes any that is free.")
    private int inspectorPort = 8090;

    @Metadata(label = "common,security", description = "Who is let in to the inspector.")
    private String inspectorUser;

    @Metadata(label = "common,security", secret = true, description = "The password of inspectorUser.")
    private String userPassword;

    private final Map<HttpSettings, WebhookClient> clients = new ConcurrentHashMap<>();
    private final Map<SSLContextParameters, SSLContext> sslContexts = new ConcurrentHashMap<>();
    private final Map<VendorAccount, WebhookApi> apis = new ConcurrentHashMap<>();
    private final Map<String, Secrets> secretsByConsumer = new ConcurrentHashMap<>();
    private final SecretStore memorySecretStore = new MemorySecretStore();
    private final Map<String, SignatureScheme> signatureSchemes = new ConcurrentHashMap<>();
    private Journal inspectorJournal;
    private Inspector inspector;
    private ExecutorService continuations;
    private ExecutorService background;
    private final Map<String, VendorhookConsumer> consumersByPath = new ConcurrentHashMap<>();
    private Function<Message, Optional<Headers>> requestHeaders = request -> Optional.empty();
    private ToLongFunction<Message> millisWaited =
            request -> request.getExchange().getClock().elapsed();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        VendorhookEndpoint endpoint = new VendorhookEndpoint(uri, remaining, this, configuration.copy());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /**
     * Gives a path of the HTTP server to {@code consumer}; with two on one path the engine would serve either. A route
     * that is started again has a new consumer, which takes the path over from the one that was stopped.
     */
    synchronized void takePath(String path, VendorhookConsumer consumer) {
        VendorhookConsumer other = consumersByPath.get(path);
        if (other != null && !other.gavePathUp()) {
            throw new IllegalArgumentException(consumer.getEndpoint() + " cannot listen on " + path + ", where "
                    + other.getEndpoint() + " of route " + other.getRouteId()
                    + " listens already. Set 'path' on one of them.");
        }
        if (other != null) {
            other.stopListening();
        }
        consumersByPath.put(path, consumer);
    }

    synchronized void leavePath(String path, VendorhookConsumer consumer) {
        consumersByPath.remove(path, consumer);
    }

    /** The consumer that answers on a path of the HTTP server, be its route started or not. */
    public Optional<VendorhookConsumer> consumerOn(String path) {
        return Optional.ofNullable(consumersByPath.get(path));
    }

    /**
     * Lets an auto-configuration tell the headers as they were received, where the HTTP engine's messages do not; empty
     * for a message that it does not know. To be called before any route is started.
     */
    public void readHeadersWith(Function<Message, Optional<Headers>> requestHeaders) {
        this.requestHeaders = requestHeaders;
    }

    Headers requestHeaders(Message request) {
        return requestHeaders.apply(request).orElseGet(() -> new RequestHeaders(request));
    }

    /**
     * Lets an auto-configuration tell how many milliseconds ago a request was there, body and all, where the HTTP engine
     * makes the exchange only later. To be called before any route is started.
     */
    public void readWaitsWith(ToLongFunction<Message> millisWaited) {
        this.millisWaited = millisWaited;
    }

    long millisWaited(Message request) {
        return millisWaited.applyAsLong(request);
    }

    /**
     * The component that serves HTTP. The Camel CLI starts its server from the component's resolver, and that server
     * looks the component up again: while the context starts, the component has to be there before it is resolved.
     */
    PlatformHttpComponent platformHttp() throws Exception {
        CamelContext context = getCamelContext();
        boolean starting =
                context.getStatus().isStarting() || context.getStatus().isStarted();
        if (starting && context.hasComponent(PLATFORM_HTTP) == null) {
            PlatformHttpComponent component = new PlatformHttpComponent(context);
            context.addComponent(PLATFORM_HTTP, component);
            PluginHelper.getComponentResolver(context).resolveComponent(PLATFORM_HTTP, context);
        }
        return context.getComponent(PLATFORM_HTTP, PlatformHttpComponent.class);
    }

    /** The client for {@code settings}, which all endpoints with equal ones share. */
    WebhookClient client(HttpSettings settings) {
        return clients.computeIfAbsent(settings, WebhookClient::new);
    }

    /**
     * The vendor's API for {@code account}. There is one of each, as vendors revoke a session when the same account opens
     * another; so {@code settings} are those of the endpoint that came first.
     */
    WebhookApi api(String vendorName, Vendor vendor, ApiAccount account, HttpSettings settings) {
        return apis.computeIfAbsent(
                new VendorAccount(vendorName, account.session()), key -> vendor.api(account, client(settings)));
    }

    private record VendorAccount(String vendorName, ApiAccount account) {}

    /** What the consumer of {@code name} accepts, which outlives the consumer: a route that is added again has a new one. */
    Secrets secrets(String name) {
        return secretsByConsumer.computeIfAbsent(name, key -> new Secrets());
    }

    /** All secrets that are known but {@code own}, by the endpoint that has them. */
    Map<String, List<Secret>> secretsOfOthers(Secrets own) {
        Map<String, List<Secret>> others = new TreeMap<>();
        secretsByConsumer.forEach((name, secrets) -> {
            if (secrets != own) {
                others.put(name, secrets.known());
            }
        });
        return others;
    }

    /** How the vendors sign that are known, by name. */
    Map<String, SignatureScheme> signatureSchemes() {
        if (signatureSchemes.isEmpty()) {
            for (String name : Vendors.listed(getCamelContext())) {
                try {
                    signatureSchemes.put(
                            name, Vendors.find(getCamelContext(), name).signatures());
                } catch (IllegalArgumentException e) {
                    // a bean that is not declared well, which its own endpoint says
                    LOG.debug("Vendor {} cannot be used", name, e);
                }
            }
        }
        return signatureSchemes;
    }

    /** The journal that the inspector brings along; empty without an inspector. */
    synchronized Optional<Journal> inspectorJournal() {
        // not sooner: Camel Main sets options after it has initialised the component
        if (inspectorEnabled && inspectorJournal == null) {
            MemoryJournal journal = new MemoryJournal();
            journal.setHeaders(true);
            journal.setBodies(true);
            inspectorJournal = journal;
        }
        return Optional.ofNullable(inspectorJournal);
    }

    /** The journals of all endpoints that there are. */
    Set<Journal> journals() {
        return getCamelContext().getEndpoints().stream()
                .filter(VendorhookEndpoint.class::isInstance)
                .map(VendorhookEndpoint.class::cast)
                .filter(endpoint -> endpoint.getComponent() == this)
                .flatMap(endpoint -> endpoint.journal().stream())
                .collect(Collectors.toSet());
    }

    /** The consumers of all paths, be their routes started or not. */
    Collection<VendorhookConsumer> consumers() {
        return consumersByPath.values();
    }

    /** Keeps registrations until the context ends. */
    SecretStore memorySecretStore() {
        return memorySecretStore;
    }

    /** The registrations of all consumers. */
    Stream<Registration> registrations() {
        return consumersByPath.values().stream().flatMap(consumer -> consumer.registration().stream());
    }

    /** The context that {@code parameters} describe, else the global ones if they are to be used; empty for neither. */
    Optional<SSLContext> sslContext(SSLContextParameters parameters) {
        SSLContextParameters used = parameters;
        if (used == null && useGlobalSslContextParameters) {
            used = retrieveGlobalSslContextParameters();
        }
        return Optional.ofNullable(used).map(key -> sslContexts.computeIfAbsent(key, this::createSslContext));
    }

    private SSLContext createSslContext(SSLContextParameters parameters) {
        try {
            return parameters.createSSLContext(getCamelContext());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("Option 'sslContextParameters' cannot be used", e);
        }
    }

    /** Lets a route go on after an answer, on a thread that may block as those of the HTTP client must not. */
    void continueRoute(Runnable rest) {
        try {
            continuations.execute(rest);
        } catch (RejectedExecutionException e) {
            rest.run();
        }
    }

    /**
     * Does what has time until after an answer, on the one thread there is for that.
     *
     * @return false if too much waits already, or the component has stopped: it is not done then
     */
    boolean doLater(Runnable task) {
        try {
            background.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | StackOverflowError e) {
                    // its message may quote a request
                    LOG.warn(
                            "What is done after an answer failed with {}",
                            e.getClass().getName());
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** The port that the inspector listens on; empty if there is none. */
    public OptionalInt inspectorPort() {
        return inspector == null ? OptionalInt.empty() : OptionalInt.of(inspector.port());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ThreadPoolProfile onlyOne = new ThreadPoolProfile("VendorhookBackground");
        onlyOne.setPoolSize(1);
        onlyOne.setMaxPoolSize(1);
        onlyOne.setMaxQueueSize(MOST_TASKS);
        onlyOne.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        background = getCamelContext().getExecutorServiceManager().newThreadPool(this, onlyOne.getId(), onlyOne);
        ThreadPoolProfile profile = new ThreadPoolProfile("VendorhookProducer");
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        // what waits here is in memory anyway, and a route that ran in the client's threads would hold up all answers
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        continuations = getCamelContext().getExecutorServiceManager().newThreadPool(this, profile.getId(), profile);
        if (inspectorEnabled) {
            inspector = new Inspector(
                    new InspectorSettings(inspectorHost, inspectorPort, inspectorUser, userPassword),
                    this::journals,
                    new ConsumerActions(this));
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (inspector != null) {
            inspector.close();
            inspector = null;
        }
        getCamelContext().getExecutorServiceManager().shutdownGraceful(background);
        clients.values().forEach(WebhookClient::close);
        clients.clear();
        // they call over clients that are closed now
        apis.clear();
        getCamelContext().getExecutorServiceManager().shutdownGraceful(continuations);
        super.doStop();
    }

    public VendorhookConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(VendorhookConfiguration configuration) {
        this.configuration = configuration;
    }

    public boolean isUseStreaming() {
        return useStreaming;
    }

    public void setUseStreaming(boolean useStreaming) {
        this.useStreaming = useStreaming;
    }

    public Clock getClock() {
        return clock;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public boolean isInspectorEnabled() {
        return inspectorEnabled;
    }

    public void setInspectorEnabled(boolean inspectorEnabled) {
        this.inspectorEnabled = inspectorEnabled;
    }

    public String getInspectorHost() {
        return inspectorHost;
    }

    public void setInspectorHost(String inspectorHost) {
        this.inspectorHost = inspectorHost;
    }

    public int getInspectorPort() {
        return inspectorPort;
    }

    public void setInspectorPort(int inspectorPort) {
        this.inspectorPort = inspectorPort;
    }

    public String getInspectorUser() {
        return inspectorUser;
    }

    public void setInspectorUser(String inspectorUser) {
        this.inspectorUser = inspectorUser;
    }

    public String getUserPassword() {
        return userPassword;
    }

    public void setUserPassword(String userPassword) {
        this.userPassword = userPassword;
    }
}
