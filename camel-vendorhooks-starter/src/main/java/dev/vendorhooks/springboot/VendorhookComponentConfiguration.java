package dev.vendorhooks.springboot;

import dev.vendorhooks.camel.Acknowledge;
import dev.vendorhooks.camel.VendorhookConfiguration;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Receive the webhooks of vendors: authentic, typed, once.
 *
 * <p>What is not set is null and left to the component, so that it cannot replace what a bean named by
 * {@code configuration} says; only streaming has to be on here. The defaults that editors show are in
 * META-INF/additional-spring-configuration-metadata.json.
 */
@ConfigurationProperties("camel.component.vendorhook")
public class VendorhookComponentConfiguration extends ComponentConfigurationPropertiesCommon {

    /**
     * Whether to enable auto configuration of the vendorhook component.
     */
    private Boolean enabled;

    /**
     * The options that endpoints start from, as #bean:name. The other options take precedence over it.
     */
    private VendorhookConfiguration configuration;

    /**
     * The secret shared with the vendor. Required, here or on the endpoint. Several, separated by white space, are all
     * accepted, the current one first, so that a secret can be changed without downtime.
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
     * The request headers to copy to the message, separated by commas; none by default. Names that start with Camel are
     * refused.
     */
    private String headers;

    /**
     * When the vendor gets its answer. processed: after the route is done, so that a failure makes the vendor deliver
     * again. received: at once; a crash or a failing route then loses the event unless the route stores it first.
     */
    private Acknowledge acknowledge;

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
