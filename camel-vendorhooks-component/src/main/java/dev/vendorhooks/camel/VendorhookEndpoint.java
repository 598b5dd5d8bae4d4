package dev.vendorhooks.camel;

import dev.vendorhooks.doctor.SignatureDoctor;
import dev.vendorhooks.event.EventFilter;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.receive.Claims;
import dev.vendorhooks.receive.Receiver;
import dev.vendorhooks.receive.Tally;
import dev.vendorhooks.register.Operation;
import dev.vendorhooks.register.Registration;
import dev.vendorhooks.register.WebhookApi;
import dev.vendorhooks.send.AllowedUrls;
import dev.vendorhooks.send.HttpSettings;
import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.send.Response;
import dev.vendorhooks.send.Sender;
import dev.vendorhooks.send.StatusRanges;
import dev.vendorhooks.send.Target;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.vendor.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receive the webhooks of vendors authentic, typed and once, and send webhooks as they do. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = VendorhookConstants.SCHEME,
        title = "Vendorhook",
        syntax = "vendorhook:vendor",
        category = {Category.HTTP, Category.SAAS},
        headersClass = VendorhookConstants.class)
@ManagedResource(description = "Managed vendorhook endpoint")
public class VendorhookEndpoint extends DefaultEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(VendorhookEndpoint.class);
    private static final int REMEMBERED_EVENTS = 10_000;

    /** Which Spring leaves as it is if nothing resolves it. */
    private static final Pattern PLACEHOLDER_OF_SPRING = Pattern.compile("\\$\\{[^{}]+}");

    /** What the encoding for a URL leaves of any text, if it changed it. */
    private static final Pattern ENCODED = Pattern.compile("[\\w.*+-]*(%[0-9A-F]{2}[\\w.*+-]*)+");

    /** What HttpClient sets itself, or what would change how the request or its connection is read. */
    private static final List<String> HEADERS_OF_HTTP = List.of(
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Expect",
            "Host",
            "Keep-Alive",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "User-Agent");

    @UriPath(
            description =
                    "The vendor that sends, or as which to send: kaedim, vntana, makini, glossi, generic, the name of a bean of type"
                            + " dev.vendorhooks.vendor.Vendor, or another vendor on the class path.")
    @Metadata(required = true)
    private final String vendor;

    @UriParam
    private final VendorhookConfiguration configuration;

    private final Tally<Outcome> attempts = new Tally<>(Outcome.class);

    VendorhookEndpoint(
            String uri, String vendor, VendorhookComponent component, VendorhookConfiguration configuration) {
        super(uri, component);
        this.vendor = vendor;
        this.configuration = configuration;
    }

    /** Warns before any route starts, and so for all of them, while a start ends with the first one that fails. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        boolean needsSecret = !configuration.isAutoRegister() && configuration.getOperation() == null;
        if (needsSecret && !hasSecret()) {
            LOG.warn("{} Until then its route cannot start.", withoutSecret().getMessage());
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Vendor sender = Vendors.find(getCamelContext(), vendor);
        Receiver receiver = receiver(sender);
        List<Secret> configured = configuredSecrets(sender);
        VendorhookConsumer consumer = new VendorhookConsumer(
                this,
                processor,
                receiver,
                configured,
                registration(receiver, configured),
                getComponent().platformHttp());
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        Vendor imitated = Vendors.find(getCamelContext(), vendor);
        if (configuration.getOperation() != null) {
            return apiProducer(new RegistrationOptions(this, imitated).api());
        }
        return new VendorhookProducer(this, imitated, sender(imitated), targets());
    }

    private Receiver receiver(Vendor sender) {
        if (configuration.getTimestampTolerance() < 0) {
            throw invalid("timestampTolerance", "must not be negative; 0 accepts any time");
        }
        if (configuration.getMaxBodySize() < 1 || configuration.getMaxBodySize() == Integer.MAX_VALUE) {
            throw invalid("maxBodySize", "must be at least 1 byte and below 2 GiB");
        }
        if (configuration.getMaxWait() < 0) {
            throw invalid("maxWait", "must not be negative; 0 answers each request, however late");
        }
        if (configuration.getRotationOverlap() < 0) {
            throw invalid("rotationOverlap", "must not be negative; 0 ends a secret at once");
        }
        if (!configuration.isIdempotent() && configuration.getIdempotentRepository() != null) {
            throw invalid("idempotentRepository", "has no effect while idempotent=false; remove one of the two");
        }
        if (configuration.getTransactedPolicy() != null
                && (configuration.getIdempotentRepository() == null
                        || configuration.getIdempotentRepository() instanceof MemoryIdempotentRepository
                        || configuration.getIdempotentRepository() instanceof FileIdempotentRepository)) {
            throw invalid(
                    "transactedPolicy",
                    "needs an idempotentRepository that takes part in the transaction, such as a JdbcMessageIdRepository:"
                            + " one outside would remember an event whose route is rolled back, and it would be lost");
        }
        return new Receiver(
                vendor,
                sender,
                getComponent().secrets(this + " on " + path()),
                Duration.ofMillis(configuration.getTimestampTolerance()),
                eventFilter(sender),
                claims(),
                getComponent().getClock());
    }

    /** The secrets of the option; none where it is not set. The vendor is asked instead, or the consumer cannot start. */
    private List<Secret> configuredSecrets(Vendor sender) {
        boolean none = configuration.isAutoRegister() ? configuration.getSecret() == null : !hasSecret();
        return none ? List.of() : secrets(sender.signatures().keyFormat());
    }

    private boolean hasSecret() {
        return configuration.getSecret() != null && !configuration.getSecret().isBlank();
    }

    /** That there is no secret, and what to do. */
    IllegalArgumentException withoutSecret() {
        if (configuration.getSecret() != null) {
            return invalid("secret", "is empty; check the property or variable that it takes its value from");
        }
        return new IllegalArgumentException(
                this + " has no secret. Set 'secret' on the endpoint, for example secret={{" + vendor + ".secret}}.");
    }

    /** What looks for the causes of signatures that fail; empty if that is switched off. */
    Optional<SignatureDoctor> doctor(Receiver receiver) {
        return configuration.isDiagnose()
                ? Optional.of(new SignatureDoctor(
                        receiver.vendor(),
                        receiver.secrets(),
                        receiver.tolerance(),
                        () -> getComponent().secretsOfOthers(receiver.secrets()),
                        getComponent()::signatureSchemes))
                : Optional.empty();
    }

    /** What keeps deliveries; empty for none. */
    Optional<Journal> journal() {
        return Optional.ofNullable(configuration.getJournal()).or(getComponent()::inspectorJournal);
    }

    private Optional<Registration> registration(Receiver receiver, List<Secret> configured) {
        return configuration.isAutoRegister()
                ? Optional.of(new RegistrationOptions(this, receiver.vendor())
                        .registration(receiver.events(), configured, receiver.secrets()))
                : Optional.empty();
    }

    private Producer apiProducer(WebhookApi api) {
        if (configuration.getUrl() != null || configuration.getAllowedUrls() != null) {
            throw invalid("operation", "calls the vendor's API and sends no event; remove 'url' and 'allowedUrls'");
        }
        Operation operation = api.operations().get(configuration.getOperation());
        if (operation == null) {
            throw invalid(
                    "operation",
                    "is '" + configuration.getOperation() + "', which " + vendor + " has not. It has "
                            + String.join(", ", api.operations().keySet()));
        }
        return new VendorhookApiProducer(this, api, operation);
    }

    private Sender sender(Vendor imitated) {
        SignatureScheme signatures = imitated.signatures();
        int excerpt = configuration.getResponseExcerpt();
        if (excerpt < 0 || excerpt > Response.LONGEST_BODY) {
            throw invalid("responseExcerpt", "must be 0 to " + Response.LONGEST_BODY + " bytes");
        }
        if (configuration.getMaxRetryAfter() < 0) {
            throw invalid("maxRetryAfter", "must not be negative");
        }
        return new Sender(
                vendor,
                signatures,
                secrets(signatures.keyFormat()).get(0),
                idHeader(signatures),
                parsed("retryableStatus", configuration.getRetryableStatus(), StatusRanges::of),
                excerpt,
                getComponent().client(httpSettings(isGuarded())),
                getComponent().getClock());
    }

    private Optional<String> idHeader(SignatureScheme signatures) {
        String name = configuration.getIdHeader();
        if (name == null) {
            return Optional.empty();
        }
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(signatures.headers());
        taken.addAll(HEADERS_OF_HTTP);
        if (!name.matches("[\\w-]+") || taken.contains(name)) {
            throw invalid("idHeader", "'" + name + "' must be letters, digits and -, and none of " + taken);
        }
        return Optional.of(name);
    }

    /** Whether messages may name their targets, so that private addresses have to be kept from them. */
    private boolean isGuarded() {
        return configuration.getAllowedUrls() != null && !configuration.isAllowPrivateTargets();
    }

    /** @param guarded whether only public addresses are dialled */
    HttpSettings httpSettings(boolean guarded) {
        if (configuration.getConnectTimeout() < 1 || configuration.getResponseTimeout() < 1) {
            throw invalid("connectTimeout' and 'responseTimeout", "must be at least 1 millisecond");
        }
        if (configuration.getMaxConnections() < 1 || configuration.getMaxConnectionsPerHost() < 1) {
            throw invalid("maxConnections' and 'maxConnectionsPerHost", "must be at least 1");
        }
        if (guarded && configuration.getProxy() != null) {
            throw invalid(
                    "proxy",
                    "leaves it to the proxy which addresses are dialled for 'allowedUrls'. Let the proxy refuse private"
                            + " ones and set allowPrivateTargets=true");
        }
        return new HttpSettings(
                Duration.ofMillis(configuration.getConnectTimeout()),
                Duration.ofMillis(configuration.getResponseTimeout()),
                configuration.getMaxConnections(),
                configuration.getMaxConnectionsPerHost(),
                getComponent().sslContext(configuration.getSslContextParameters()),
                Optional.ofNullable(configuration.getProxy()).map(proxy -> parsed("proxy", proxy, HttpSettings::proxy)),
                guarded);
    }

    private Targets targets() {
        if (configuration.getUrl() == null && configuration.getAllowedUrls() == null) {
            throw new IllegalArgumentException(this + " has no url. Set 'url' on the endpoint, or 'allowedUrls' for"
                    + " messages that name theirs in the header " + VendorhookConstants.URL + ".");
        }
        return new Targets(
                Optional.ofNullable(configuration.getUrl()).map(url -> parsed("url", url, Target::of)),
                Optional.ofNullable(configuration.getAllowedUrls())
                        .map(patterns -> parsed("allowedUrls", patterns, AllowedUrls::of)));
    }

    /** What CloudEvents made of the events name as their source; empty where the vendor is. */
    Optional<URI> cloudEventSource() {
        String source = configuration.getCloudEventSource();
        if (source != null && source.isBlank()) {
            throw invalid("cloudEventSource", "is empty; set it to a URI, or leave it out");
        }
        return Optional.ofNullable(source).map(text -> parsed("cloudEventSource", text, URI::create));
    }

    <T> T parsed(String option, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw invalid(option, "cannot be used: " + e.getMessage());
        }
    }

    private List<Secret> secrets(KeyFormat format) {
        if (!hasSecret()) {
            throw withoutSecret();
        }
        String secret = configuration.getSecret();
        if (secret.contains("{{") || PLACEHOLDER_OF_SPRING.matcher(secret).find()) {
            throw invalid("secret", "holds a placeholder that was not resolved");
        }
        if (secret.contains("%7B%7B")) {
            throw invalid(
                    "secret",
                    "holds a {{placeholder}} that Camel does not resolve among the properties of a Pipe; write"
                            + " RAW({{placeholder}}) there, or set camel.kamelet.NAME.secret");
        }
        if (ENCODED.matcher(secret).matches()) {
            LOG.warn(
                    "{}: option 'secret' looks encoded for a URL, as Camel encodes the properties of a Pipe. If it is,"
                            + " no signature fits; write RAW(...) around the secret.",
                    this);
        }
        return parsed("secret", secret, text -> Secret.list(text, format));
    }

    private EventFilter eventFilter(Vendor sender) {
        EventFilter filter = parsed("events", configuration.getEvents(), EventFilter::of);
        List<String> unknown = filter.unknown(sender.eventTypes());
        if (!sender.eventTypes().isEmpty() && !unknown.isEmpty()) {
            LOG.warn(
                    "{}: option 'events' names {}, which {} is not known to send. Known are {}.",
                    this,
                    unknown,
                    vendor,
                    new TreeSet<>(sender.eventTypes()));
        }
        return filter;
    }

    private Optional<Claims> claims() {
        if (!configuration.isIdempotent()) {
            return Optional.empty();
        }
        if (configuration.getIdempotentRepository() == null) {
            // kept by the endpoint, as a route that is started again has a new consumer
            configuration.setIdempotentRepository(
                    MemoryIdempotentRepository.memoryIdempotentRepository(REMEMBERED_EVENTS));
        }
        IdempotentRepository repository = configuration.getIdempotentRepository();
        try {
            // as the idempotent consumer does: a repository that nobody started is started with the context
            if (!getCamelContext().hasService(repository)) {
                getCamelContext().addService(repository);
            }
        } catch (Exception e) {
            throw new IllegalArgumentException(this + ": option 'idempotentRepository' cannot be started", e);
        }
        return Optional.of(new Claims(vendor + " " + path(), new IdempotentRepositoryClaims(repository)));
    }

    /** The path to listen on. */
    String path() {
        String path = configuration.getPath() != null ? configuration.getPath() : "/webhooks/" + vendor;
        if (!path.matches("/[\\w.~/-]*[\\w.~-]")) {
            throw invalid(
                    "path",
                    "'" + path + "' must start with a /, must not end with one, and may hold only letters, digits and"
                            + " -._~/");
        }
        return path;
    }

    /** The names of request headers to copy to the message. */
    Set<String> copiedHeaders() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (configuration.getHeaders() != null) {
            names.addAll(Arrays.asList(configuration.getHeaders().strip().split("\\s*,\\s*")));
        }
        for (String name : names) {
            if (name.toLowerCase(Locale.ROOT).startsWith("camel") || !name.matches("[\\w-]+")) {
                throw invalid(
                        "headers",
                        "cannot copy '" + name + "': a name of letters, digits and - is needed, and not Camel's");
            }
        }
        return names;
    }

    IllegalArgumentException invalid(String option, String problem) {
        return new IllegalArgumentException(this + ": option '" + option + "' " + problem + ".");
    }

    // ---- what operators see

    /** How attempts to deliver ended. */
    Tally<Outcome> attempts() {
        return attempts;
    }

    /** Whether it can send: producers of it deliver to its URL, or to those that messages name. */
    boolean sends() {
        return configuration.getUrl() != null || configuration.getAllowedUrls() != null;
    }

    /** The host and port that {@code message} would go to; empty if it cannot be sent. */
    Optional<String> targetHost(Message message) {
        try {
            return sends() ? Optional.of(targets().of(message, vendor, null).host()) : Optional.empty();
        } catch (PermanentDeliveryException e) {
            return Optional.empty();
        }
    }

    @ManagedAttribute(description = "The path that it listens on, if it receives")
    public String getListeningPath() {
        return sends() || configuration.getOperation() != null ? null : path();
    }

    @ManagedAttribute(description = "The host and port of its URL, if it sends to one")
    public String getTargetHost() {
        return configuration.getUrl() == null
                ? null
                : parsed("url", configuration.getUrl(), Target::of).host();
    }

    @ManagedAttribute(description = "Whether the signature doctor looks for the causes of refusals")
    public boolean isDiagnosed() {
        return configuration.isDiagnose();
    }

    @ManagedAttribute(description = "The type of the journal that keeps its deliveries; null for none")
    public String getJournalType() {
        return journal().map(kept -> kept.getClass().getName()).orElse(null);
    }

    @ManagedAttribute(description = "Attempts to deliver, by outcome")
    public Map<String, Long> getAttempts() {
        return ReceptionFigures.counts(Outcome.values(), attempts::sum);
    }

    @ManagedOperation(description = "Begins to count attempts anew here and in the dev console; Micrometer's go on")
    public void resetCounters() {
        attempts.reset();
    }

    /** The vendor's name. */
    @ManagedAttribute(description = "The vendor that sends, or as which is sent")
    public String getVendor() {
        return vendor;
    }

    public VendorhookConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public VendorhookComponent getComponent() {
        return (VendorhookComponent) super.getComponent();
    }

    /** The scheme and the vendor, without any option. */
    @Override
    public String toString() {
        return VendorhookConstants.SCHEME + ":" + vendor;
    }
}
