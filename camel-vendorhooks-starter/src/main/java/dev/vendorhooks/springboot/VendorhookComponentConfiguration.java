package dev.vendorhooks.springboot;

import dev.vendorhooks.camel.Acknowledge;
import dev.vendorhooks.camel.Deregister;
import dev.vendorhooks.camel.VendorhookConfiguration;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.register.SecretStore;
import dev.vendorhooks.send.DeliveryLog;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Receive the webhooks of vendors authentic, typed and once, and send webhooks as they do.
 *
 * <p>What is not set is null and left to the component, so that it cannot replace what a bean named by
 * {@code configuration} says; only streaming has to be on here. A name in a properties or YAML file that does not exist
 * fails the start; Spring lets those of system properties and environment variables pass. The defaults that editors show
 * are in META-INF/additional-spring-configuration-metadata.json.
 */
@ConfigurationProperties(value = VendorhookComponentConfiguration.PREFIX, ignoreUnknownFields = false)
public class VendorhookComponentConfiguration extends ComponentConfigurationPropertiesCommon {

    static final String PREFIX = "camel.component.vendorhook";

    /**
     * Whether to enable auto configuration of the vendorhook component.
     */
    private Boolean enabled;

    /**
     * The options that endpoints start from, as #bean:name. The other options take precedence over it.
     */
    private VendorhookConfiguration configuration;

    /**
     * The secret shared with the vendor, or with the receiver in the vendor's stead. Required, here or on the endpoint,
     * but where auto-register gets it from the vendor. Several, separated by white space, are all accepted, the current
     * one first, so that a secret can be changed without downtime; the first one signs.
     */
    private String secret;

    /**
     * The path to listen on. The default is /webhooks/ and the vendor's name.
     */
    private String path;

    /**
     * How far the time that the vendor signed may lie from now, on either side. 0 accepts any time, and with it replays
     * of old deliveries. Without effect for vendors that sign no time.
     */
    private Duration timestampTolerance;

    /**
     * The largest body accepted, in bytes. Larger ones are answered 413.
     */
    private Integer maxBodySize;

    /**
     * The types of event to route, separated by commas; all by default. A * stands for the rest of its segment, and at
     * the very end for all that follows: product.*,user.added. Other types are acknowledged and not routed.
     */
    private String events;

    /**
     * The headers of the other side to copy to the message, separated by commas; none by default. When receiving, those
     * of the request; when sending, those of the response, into CamelVendorhookResponseHeaders. Names that start with
     * Camel are refused.
     */
    private String headers;

    /**
     * When the vendor gets its answer. processed: after the route is done, so that a failure makes the vendor deliver
     * again. received: at once; a crash or a failing route then loses the event unless the route stores it first.
     */
    private Acknowledge acknowledge;

    /**
     * How long a request may have waited for one of the HTTP engine's threads, all of it received. One that waited longer
     * is answered 503, to come again, as its answer would be late for the vendor. 0 answers each, however late.
     */
    private Duration maxWait;

    /**
     * Whether an event that was routed before is acknowledged without being routed again.
     */
    private Boolean idempotent;

    /**
     * Remembers which events were routed, as #bean:name. The default remembers the last 10,000 of each endpoint in
     * memory; one that is durable and shared knows them after a restart and on several nodes.
     */
    private IdempotentRepository idempotentRepository;

    /**
     * The transaction that routes run in, such as a SpringTransactionPolicy, as #bean:name. That an event was routed is
     * remembered as the last step in it, so that it is committed with what the route wrote, or neither is. Needs an
     * idempotentRepository that takes part in the same transaction.
     */
    private TransactedPolicy transactedPolicy;

    /**
     * The source of the CloudEvents that the data types vendorhook:application-cloudevents and
     * vendorhook:application-cloudevents-json make of the events, a URI. The default is urn:vendorhook: and the vendor's
     * name.
     */
    private String cloudEventSource;

    /**
     * How long a secret that was replaced is still accepted, counted from then and from the last time it signed
     * anything, whichever is later. 0 ends it at once.
     */
    private Duration rotationOverlap;

    /**
     * Whether to register the endpoint with the vendor when it starts, and to take the secret from there. For vendors
     * with an API: vntana, glossi, generic and kaedim.
     */
    private Boolean autoRegister;

    /**
     * The https URL under which the vendor reaches this application, without the endpoint's path, which is appended to
     * it.
     */
    private String publicUrl;

    /**
     * Whether a webhook that delivers elsewhere may be replaced, where the vendor has room for one only, as glossi
     * has.
     */
    private Boolean replace;

    /**
     * When the webhook is removed at the vendor. never: it stays, so that the vendor delivers again what came while
     * the application restarted. onStop: when the route stops.
     */
    private Deregister deregister;

    /**
     * Keeps the registration, as #bean:name, so that a restart and other replicas know a secret that the vendor shows
     * only once.
     */
    private SecretStore secretStore;

    /**
     * A directory to keep the registration in, with its secret in clear in files that only this user may read.
     * Replicas share it. Instead of secretStore.
     */
    private String secretStoreDirectory;

    /**
     * The base URL of the vendor's API. Needed for generic; the others have their own.
     */
    private String apiUrl;

    /**
     * The key of the vendor's API; for vntana a personal access token.
     */
    private String apiKey;

    /**
     * For vntana: the address that it writes to when deliveries fail, and that logs in with password where there is no
     * apiKey.
     */
    private String email;

    /**
     * For vntana: the password of email, where there is no apiKey.
     */
    private String password;

    /**
     * For vntana: the UUID of the organization.
     */
    private String organizationUuid;

    /**
     * For vntana: the UUID of the workspace, for users of a single one.
     */
    private String clientUuid;

    /**
     * For kaedim: the id of the developer account (devID).
     */
    private String developerId;

    /**
     * What to do with the vendor's API instead of sending an event. vntana: listEvents, createWebhook, updateWebhook,
     * getWebhook, listWebhooks, deleteWebhook, rotateSecret. glossi: putWebhook, getWebhook, deleteWebhook. generic:
     * createWebhook, listDeliveries, sendTest. kaedim: registerWebhook.
     */
    private String operation;

    /**
     * Where to send to, an http or https URL without user and password.
     */
    private String url;

    /**
     * The hosts that the header CamelVendorhookUrl may name, separated by commas; without this option the header is
     * refused. A * and a dot before a name stand for all its subdomains. A port other than the scheme's own is named
     * behind a colon, any port by a *: *.example.com,hooks.example.org:8443. Where this is set, only public addresses
     * are dialled, for url as well, unless allow-private-targets is set.
     */
    private String allowedUrls;

    /**
     * Whether hosts of allowed-urls may have private, loopback and other special addresses.
     */
    private Boolean allowPrivateTargets;

    /**
     * A header that is to bear the delivery's id, the same in all attempts, beside what the vendor signs.
     */
    private String idHeader;

    /**
     * The statuses that fail with a RetryableDeliveryException, separated by commas; all others but 2xx fail with a
     * PermanentDeliveryException.
     */
    private String retryableStatus;

    /**
     * The longest time that a Retry-After header of a 429 or 503 may put off the redelivery.
     */
    private Duration maxRetryAfter;

    /**
     * How long connecting may take, and as long again the TLS handshake.
     */
    private Duration connectTimeout;

    /**
     * How long sending the request and receiving the whole answer may take, once there is a connection.
     */
    private Duration responseTimeout;

    /**
     * How many connections there may be in all. Endpoints with equal settings share them.
     */
    private Integer maxConnections;

    /**
     * How many connections there may be to one host; further messages wait for one to be free.
     */
    private Integer maxConnectionsPerHost;

    /**
     * Whom to trust and how to present oneself, as #bean:name. The default is that of the Java runtime.
     */
    private SSLContextParameters sslContextParameters;

    /**
     * Whether endpoints without sslContextParameters take the global ones of the context.
     */
    private Boolean useGlobalSslContextParameters;

    /**
     * The HTTP proxy to send through, as host:port.
     */
    private String proxy;

    /**
     * How many of the answer's first bytes the exceptions hold, up to 65536.
     */
    private Integer responseExcerpt;

    /**
     * Hears of each delivery, as #bean:name, such as a bean of type dev.vendorhooks.send.MemoryDeliveryLog.
     */
    private DeliveryLog deliveryLog;

    /**
     * Keeps what is received and sent, for a while: memory, or #bean:name of a bean such as one of type
     * dev.vendorhooks.journal.SqlJournal. None by default, but with inspector-enabled.
     */
    private Journal journal;

    /**
     * Whether the cause is looked for when a signature fails, after the answer and a few times a minute at most. What is
     * found stands in the log; no request is accepted for it.
     */
    private Boolean diagnose;

    /**
     * Whether a web page shows what is received and sent, for whoever can reach its port. Endpoints without a journal of
     * their own then share one in memory.
     */
    private Boolean inspectorEnabled;

    /**
     * The address that the inspector listens on. One that others can reach needs inspector-user and user-password.
     */
    private String inspectorHost;

    /**
     * The port that the inspector listens on; 0 takes any that is free.
     */
    private Integer inspectorPort;

    /**
     * Who is let in to the inspector.
     */
    private String inspectorUser;

    /**
     * The password of inspector-user.
     */
    private String userPassword;

    /**
     * Whether the producers are started with their first message, so that routes start where a producer could not.
     */
    private Boolean lazyStartProducer;

    /**
     * Whether the HTTP engine hands over the body as a stream. Needed on Spring Boot, whose engine decodes the body
     * otherwise, so that signatures fail.
     */
    private Boolean useStreaming = true;

    /**
     * Tells the time that signed times are compared with, as #bean:name. The default is the system's; another one lets
     * tests receive recorded deliveries.
     */
    private Clock clock;

    /**
     * Whether exceptions of the consumer itself are handled by the error handler of the route, and not only logged.
     */
    private Boolean bridgeErrorHandler;

    /**
     * Whether options that are marked as autowired are set from the single bean of their type.
     */
    private Boolean autowiredEnabled;

    public VendorhookConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(VendorhookConfiguration configuration) {
        this.configuration = configuration;
    }

    public String getSecret() {
        return secret;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    public Duration getTimestampTolerance() {
        return timestampTolerance;
    }

    public void setTimestampTolerance(Duration timestampTolerance) {
        this.timestampTolerance = timestampTolerance;
    }

    public Integer getMaxBodySize() {
        return maxBodySize;
    }

    public void setMaxBodySize(Integer maxBodySize) {
        this.maxBodySize = maxBodySize;
    }

    public String getEvents() {
        return events;
    }

    public void setEvents(String events) {
        this.events = events;
    }

    public String getHeaders() {
        return headers;
    }

    public void setHeaders(String headers) {
        this.headers = headers;
    }

    public Acknowledge getAcknowledge() {
        return acknowledge;
    }

    public void setAcknowledge(Acknowledge acknowledge) {
        this.acknowledge = acknowledge;
    }

    public Duration getMaxWait() {
        return maxWait;
    }

    public void setMaxWait(Duration maxWait) {
        this.maxWait = maxWait;
    }

    public Boolean getIdempotent() {
        return idempotent;
    }

    public void setIdempotent(Boolean idempotent) {
        this.idempotent = idempotent;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public TransactedPolicy getTransactedPolicy() {
        return transactedPolicy;
    }

    public void setTransactedPolicy(TransactedPolicy transactedPolicy) {
        this.transactedPolicy = transactedPolicy;
    }

    public String getCloudEventSource() {
        return cloudEventSource;
    }

    public void setCloudEventSource(String cloudEventSource) {
        this.cloudEventSource = cloudEventSource;
    }

    public Duration getRotationOverlap() {
        return rotationOverlap;
    }

    public void setRotationOverlap(Duration rotationOverlap) {
        this.rotationOverlap = rotationOverlap;
    }

    public Boolean getAutoRegister() {
        return autoRegister;
    }

    public void setAutoRegister(Boolean autoRegister) {
        this.autoRegister = autoRegister;
    }

    public String getPublicUrl() {
        return publicUrl;
    }

    public void setPublicUrl(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    public Boolean getReplace() {
        return replace;
    }

    public void setReplace(Boolean replace) {
        this.replace = replace;
    }

    public Deregister getDeregister() {
        return deregister;
    }

    public void setDeregister(Deregister deregister) {
        this.deregister = deregister;
    }

    public SecretStore getSecretStore() {
        return secretStore;
    }

    public void setSecretStore(SecretStore secretStore) {
        this.secretStore = secretStore;
    }

    public String getSecretStoreDirectory() {
        return secretStoreDirectory;
    }

    public void setSecretStoreDirectory(String secretStoreDirectory) {
        this.secretStoreDirectory = secretStoreDirectory;
    }

    public String getApiUrl() {
        return apiUrl;
    }

    public void setApiUrl(String apiUrl) {
        this.apiUrl = apiUrl;
    }

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getOrganizationUuid() {
        return organizationUuid;
    }

    public void setOrganizationUuid(String organizationUuid) {
        this.organizationUuid = organizationUuid;
    }

    public String getClientUuid() {
        return clientUuid;
    }

    public void setClientUuid(String clientUuid) {
        this.clientUuid = clientUuid;
    }

    public String getDeveloperId() {
        return developerId;
    }

    public void setDeveloperId(String developerId) {
        this.developerId = developerId;
    }

    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getAllowedUrls() {
        return allowedUrls;
    }

    public void setAllowedUrls(String allowedUrls) {
        this.allowedUrls = allowedUrls;
    }

    public Boolean getAllowPrivateTargets() {
        return allowPrivateTargets;
    }

    public void setAllowPrivateTargets(Boolean allowPrivateTargets) {
        this.allowPrivateTargets = allowPrivateTargets;
    }

    public String getIdHeader() {
        return idHeader;
    }

    public void setIdHeader(String idHeader) {
        this.idHeader = idHeader;
    }

    public String getRetryableStatus() {
        return retryableStatus;
    }

    public void setRetryableStatus(String retryableStatus) {
        this.retryableStatus = retryableStatus;
    }

    public Duration getMaxRetryAfter() {
        return maxRetryAfter;
    }

    public void setMaxRetryAfter(Duration maxRetryAfter) {
        this.maxRetryAfter = maxRetryAfter;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public Integer getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(Integer maxConnections) {
        this.maxConnections = maxConnections;
    }

    public Integer getMaxConnectionsPerHost() {
        return maxConnectionsPerHost;
    }

    public void setMaxConnectionsPerHost(Integer maxConnectionsPerHost) {
        this.maxConnectionsPerHost = maxConnectionsPerHost;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public String getProxy() {
        return proxy;
    }

    public void setProxy(String proxy) {
        this.proxy = proxy;
    }

    public Integer getResponseExcerpt() {
        return responseExcerpt;
    }

    public void setResponseExcerpt(Integer responseExcerpt) {
        this.responseExcerpt = responseExcerpt;
    }

    public DeliveryLog getDeliveryLog() {
        return deliveryLog;
    }

    public void setDeliveryLog(DeliveryLog deliveryLog) {
        this.deliveryLog = deliveryLog;
    }

    public Journal getJournal() {
        return journal;
    }

    public void setJournal(Journal journal) {
        this.journal = journal;
    }

    public Boolean getDiagnose() {
        return diagnose;
    }

    public void setDiagnose(Boolean diagnose) {
        this.diagnose = diagnose;
    }

    public Boolean getInspectorEnabled() {
        return inspectorEnabled;
    }

    public void setInspectorEnabled(Boolean inspectorEnabled) {
        this.inspectorEnabled = inspectorEnabled;
    }

    public String getInspectorHost() {
        return inspectorHost;
    }

    public void setInspectorHost(String inspectorHost) {
        this.inspectorHost = inspectorHost;
    }

    public Integer getInspectorPort() {
        return inspectorPort;
    }

    public void setInspectorPort(Integer inspectorPort) {
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

    public Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    public Boolean getUseStreaming() {
        return useStreaming;
    }

    public void setUseStreaming(Boolean useStreaming) {
        this.useStreaming = useStreaming;
    }

    public Clock getClock() {
        return clock;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }

    public Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }
}
