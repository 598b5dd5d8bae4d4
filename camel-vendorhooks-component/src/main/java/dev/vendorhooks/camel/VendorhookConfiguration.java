package dev.vendorhooks.camel;

import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.register.SecretStore;
import dev.vendorhooks.send.DeliveryLog;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options of an endpoint; those of the component are their defaults. */
@UriParams
public class VendorhookConfiguration implements Cloneable {

    @UriParam(
            label = "security",
            secret = true,
            description = "The secret shared with the vendor, or with the receiver in the vendor's stead."
                    + " Required, but where autoRegister gets it from the vendor."
                    + " Several, separated by white space, are all accepted, the current one first, so that a secret can"
                    + " be changed without downtime; the first one signs. A secret with a plus or a percent sign belongs"
                    + " into RAW(...) within a URI.")
    private String secret;

    @UriParam(
            label = "consumer",
            description = "The path to listen on. The default is /webhooks/ and the vendor's name.")
    private String path;

    @UriParam(
            label = "consumer,security",
            defaultValue = "5m",
            javaType = "java.time.Duration",
            description = "How far the time that the vendor signed may lie from now, on either side. 0 accepts any"
                    + " time, and with it replays of old deliveries. Without effect for vendors that sign no time.")
    private long timestampTolerance = 300_000;

    @UriParam(
            label = "consumer,security",
            defaultValue = "1048576",
            description = "The largest body accepted, in bytes. Larger ones are answered 413.")
    private int maxBodySize = 1_048_576;

    @UriParam(
            label = "consumer",
            // the generator of the metadata drops asterisks, so none is shown
            description = "The types of event to route, separated by commas; all by default. An asterisk stands for the"
                    + " rest of its segment, and at the very end for all that follows. Other types are acknowledged"
                    + " and not routed.")
    private String events;

    @UriParam(
            description = "The headers of the other side to copy to the message, separated by commas; none by default."
                    + " When receiving, those of the request, where names that start with Camel are refused; when sending, those"
                    + " of the response, into CamelVendorhookResponseHeaders.")
    private String headers;

    @UriParam(
            label = "consumer",
            enums = "processed,received",
            defaultValue = "processed",
            description = "When the vendor gets its answer. processed: after the route is done, so that a failure makes"
                    + " the vendor deliver again. received: at once; a crash or a failing route then loses the event"
                    + " unless the route stores it first.")
    private Acknowledge acknowledge = Acknowledge.PROCESSED;

    @UriParam(
            label = "consumer",
            defaultValue = "3s",
            javaType = "java.time.Duration",
            description = "How long a request may have waited for one of the HTTP engine's threads, all of it received."
                    + " One that waited longer is answered 503, to come again, as its answer would be late for the"
                    + " vendor. 0 answers each, however late.")
    private long maxWait = 3_000;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether an event that was routed before is acknowledged without being routed again.")
    private boolean idempotent = true;

    @UriParam(
            label = "consumer",
            description =
                    "Remembers which events were routed. The default remembers the last 10,000 of this endpoint in"
                            + " memory; one that is durable and shared knows them after a restart and on several nodes.")
    private IdempotentRepository idempotentRepository;

    @UriParam(
            label = "consumer,advanced",
            description =
                    "The transaction that the route runs in, such as a SpringTransactionPolicy. That the event was routed"
                            + " is remembered as its last step, so that it is committed with what the route wrote, or"
                            + " neither is. Needs an idempotentRepository that takes part in the same transaction.")
    private TransactedPolicy transactedPolicy;

    @UriParam(
            label = "consumer",
            description = "The source of the CloudEvents that the data types vendorhook:application-cloudevents and"
                    + " vendorhook:application-cloudevents-json make of the events, a URI. The default is"
                    + " urn:vendorhook: and the vendor's name.")
    private String cloudEventSource;

    @UriParam(
            label = "consumer,security",
            defaultValue = "24h",
            javaType = "java.time.Duration",
            description =
                    "How long a secret that was replaced is still accepted, counted from then and from the last time"
                            + " it signed anything, whichever is later. 0 ends it at once.")
    private long rotationOverlap = 86_400_000;

    @UriParam(
            label = "consumer,registration",
            defaultValue = "false",
            description = "Whether to register the endpoint with the vendor when it starts, and to take the secret from"
                    + " there. For vendors with an API: vntana, glossi, generic and kaedim.")
    private boolean autoRegister;

    @UriParam(
            label = "consumer,registration",
            description = "The https URL under which the vendor reaches this application, without the endpoint's path,"
                    + " which is appended to it.")
    private String publicUrl;

    @UriParam(
            label = "consumer,registration",
            defaultValue = "false",
            description = "Whether a webhook that delivers elsewhere may be replaced, where the vendor has room for one"
                    + " only, as glossi has.")
    private boolean replace;

    @UriParam(
            label = "consumer,registration",
            enums = "never,onStop",
            defaultValue = "never",
            description =
                    "When the webhook is removed at the vendor. never: it stays, so that the vendor delivers again"
                            + " what came while the application restarted. onStop: when the route stops.")
    private Deregister deregister = Deregister.NEVER;

    @UriParam(
            label = "consumer,security",
            description =
                    "Keeps the registration with its secret, so that a restart and other replicas know a secret that"
                            + " the vendor shows only once.")
    private SecretStore secretStore;

    @UriParam(
            label = "consumer,security",
            description =
                    "A directory to keep the registration in, with its secret in clear in files that only this user"
                            + " may read. Replicas share it. Instead of secretStore.")
    private String secretStoreDirectory;

    @UriParam(
            label = "registration",
            description = "The base URL of the vendor's API. Needed for generic; the others have their own.")
    private String apiUrl;

    @UriParam(
            label = "registration,security",
            secret = true,
            description = "The key of the vendor's API; for vntana a personal access token.")
    private String apiKey;

    @UriParam(
            label = "registration,security",
            description =
                    "For vntana: the address that it writes to when deliveries fail, and that logs in with password"
                            + " where there is no apiKey.")
    private String email;

    @UriParam(
            label = "registration,security",
            secret = true,
            description = "For vntana: the password of email, where there is no apiKey.")
    private String password;

    @UriParam(label = "registration", description = "For vntana: the UUID of the organization.")
    private String organizationUuid;

    @UriParam(label = "registration", description = "For vntana: the UUID of the workspace, for users of a single one.")
    private String clientUuid;

    @UriParam(label = "registration", description = "For kaedim: the id of the developer account (devID).")
    private String developerId;

    @UriParam(
            label = "producer",
            description =
                    "What to do with the vendor's API instead of sending an event. vntana: listEvents, createWebhook,"
                            + " updateWebhook, getWebhook, listWebhooks, deleteWebhook, rotateSecret. glossi: putWebhook,"
                            + " getWebhook, deleteWebhook. generic: createWebhook, listDeliveries, sendTest. kaedim:"
                            + " registerWebhook.")
    private String operation;

    @UriParam(label = "producer", description = "Where to send to, an http or https URL without user and password.")
    private String url;

    @UriParam(
            label = "producer,security",
            // the generator of the metadata drops asterisks, so none is shown
            description = "The hosts that the header CamelVendorhookUrl may name, separated by commas; without this"
                    + " option the header is refused. An asterisk and a dot before a name stand for all its subdomains."
                    + " A port other than the scheme's own is named behind a colon, any port by an asterisk. Where this"
                    + " is set, only public addresses are dialled, for url as well, unless allowPrivateTargets is set.")
    private String allowedUrls;

    @UriParam(
            label = "producer,security",
            defaultValue = "false",
            description = "Whether hosts of allowedUrls may have private, loopback and other special addresses.")
    private boolean allowPrivateTargets;

    @UriParam(
            label = "producer",
            description = "A header that is to bear the delivery's id, the same in all attempts, beside what the vendor"
                    + " signs.")
    private String idHeader;

    @UriParam(
            label = "producer",
            defaultValue = "408,425,429,500-599",
            description =
                    "The statuses that fail with a RetryableDeliveryException, separated by commas; all others but"
                            + " 2xx fail with a PermanentDeliveryException.")
    private String retryableStatus = "408,425,429,500-599";

    @UriParam(
            label = "producer",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description = "The longest time that a Retry-After header of a 429 or 503 may put off the redelivery.")
    private long maxRetryAfter = 3_600_000;

    @UriParam(
            label = "producer",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description = "How long connecting may take, and as long again the TLS handshake.")
    private long connectTimeout = 5_000;

    @UriParam(
            label = "producer",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "How long sending the request and receiving the whole answer may take, once there is a"
                    + " connection.")
    private long responseTimeout = 30_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "200",
            description = "How many connections there may be in all. Endpoints with equal settings share them.")
    private int maxConnections = 200;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "64",
            description = "How many connections there may be to one host; further messages wait for one to be free.")
    private int maxConnectionsPerHost = 64;

    @UriParam(
            label = "producer,security",
            description = "Whom to trust and how to present oneself. The default is that of the Java runtime.")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "producer,advanced", description = "The HTTP proxy to send through, as host:port.")
    private String proxy;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description = "How many of the answer's first bytes the exceptions hold, up to 65536.")
    private int responseExcerpt = 0;

    @UriParam(
            label = "producer",
            description = "Hears of each delivery, such as a bean of type dev.vendorhooks.send.MemoryDeliveryLog.")
    private DeliveryLog deliveryLog;

    @UriParam(
            description =
                    "Keeps what is received and sent, for a while: memory for one in memory, or a bean such as one of"
                            + " type dev.vendorhooks.journal.SqlJournal. None by default, but with inspectorEnabled.")
    private Journal journal;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description =
                    "Whether the cause is looked for when a signature fails, after the answer and a few times a minute"
                            + " at most. What is found stands in the log; no request is accepted for it.")
    private boolean diagnose = true;

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

    public long getTimestampTolerance() {
        return timestampTolerance;
    }

    public void setTimestampTolerance(long timestampTolerance) {
        this.timestampTolerance = timestampTolerance;
    }

    public int getMaxBodySize() {
        return maxBodySize;
    }

    public void setMaxBodySize(int maxBodySize) {
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

    public long getMaxWait() {
        return maxWait;
    }

    public void setMaxWait(long maxWait) {
        this.maxWait = maxWait;
    }

    public boolean isIdempotent() {
        return idempotent;
    }

    public void setIdempotent(boolean idempotent) {
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

    public long getRotationOverlap() {
        return rotationOverlap;
    }

    public void setRotationOverlap(long rotationOverlap) {
        this.rotationOverlap = rotationOverlap;
    }

    public boolean isAutoRegister() {
        return autoRegister;
    }

    public void setAutoRegister(boolean autoRegister) {
        this.autoRegister = autoRegister;
    }

    public String getPublicUrl() {
        return publicUrl;
    }

    public void setPublicUrl(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    public boolean isReplace() {
        return replace;
    }

    public void setReplace(boolean replace) {
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

    public boolean isAllowPrivateTargets() {
        return allowPrivateTargets;
    }

    public void setAllowPrivateTargets(boolean allowPrivateTargets) {
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

    public long getMaxRetryAfter() {
        return maxRetryAfter;
    }

    public void setMaxRetryAfter(long maxRetryAfter) {
        this.maxRetryAfter = maxRetryAfter;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public int getMaxConnectionsPerHost() {
        return maxConnectionsPerHost;
    }

    public void setMaxConnectionsPerHost(int maxConnectionsPerHost) {
        this.maxConnectionsPerHost = maxConnectionsPerHost;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getProxy() {
        return proxy;
    }

    public void setProxy(String proxy) {
        this.proxy = proxy;
    }

    public int getResponseExcerpt() {
        return responseExcerpt;
    }

    public void setResponseExcerpt(int responseExcerpt) {
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

    public boolean isDiagnose() {
        return diagnose;
    }

    public void setDiagnose(boolean diagnose) {
        this.diagnose = diagnose;
    }

    /** A copy for one endpoint. */
    public VendorhookConfiguration copy() {
        try {
            return (VendorhookConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
