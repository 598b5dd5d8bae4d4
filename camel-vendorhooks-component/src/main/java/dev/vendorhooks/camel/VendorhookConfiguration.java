package dev.vendorhooks.camel;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of an endpoint; those of the component are their defaults. */
@UriParams
public class VendorhookConfiguration implements Cloneable {

    @UriParam(
            label = "security",
            secret = true,
            description = "The secret shared with the vendor. Required. Several, separated by white space, are all"
                    + " accepted, the current one first, so that a secret can be changed without downtime. A secret"
                    + " with a plus or a percent sign belongs into RAW(...) within a URI.")
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
            label = "consumer",
            description = "The request headers to copy to the message, separated by commas; none by default. Names that"
                    + " start with Camel are refused.")
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
            defaultValue = "true",
            description = "Whether an event that was routed before is acknowledged without being routed again.")
    private boolean idempotent = true;

    @UriParam(
            label = "consumer",
            description =
                    "Remembers which events were routed. The default remembers the last 10,000 of this endpoint in"
                            + " memory; one that is durable and shared knows them after a restart and on several nodes.")
    private IdempotentRepository idempotentRepository;

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

    /** A copy for one endpoint. */
    public VendorhookConfiguration copy() {
        try {
            return (VendorhookConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
