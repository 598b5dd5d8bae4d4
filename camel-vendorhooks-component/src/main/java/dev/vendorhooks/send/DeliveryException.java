package dev.vendorhooks.send;

/**
 * A delivery that failed. Neither the message nor any property holds the secret, a signature, or more of the URL than
 * its host.
 */
public abstract sealed class DeliveryException extends Exception
        permits RetryableDeliveryException, PermanentDeliveryException {

    private static final long serialVersionUID = 1L;

    private final String vendor;
    private final String deliveryId;
    private final String host;
    private final Integer status;
    private final ErrorKind kind;
    private final byte[] responseBody;

    /** Without a stack trace: it would be one of the HTTP client's threads, kept for as long as a redelivery waits. */
    DeliveryException(Failure failure) {
        super(failure.message(), failure.cause(), false, false);
        this.vendor = failure.vendor();
        this.deliveryId = failure.deliveryId();
        this.host = failure.host();
        this.status = failure.status();
        this.kind = failure.kind();
        this.responseBody = failure.responseBody();
    }

    /** The vendor in whose name was sent. */
    public String getVendor() {
        return vendor;
    }

    /** The delivery's id, the same in all attempts; null where the id itself was refused. */
    public String getDeliveryId() {
        return deliveryId;
    }

    /** The receiver's host, with its port unless it is the usual one; null where the URL itself was refused. */
    public String getHost() {
        return host;
    }

    /** The status of the answer; null if there was none. */
    public Integer getStatus() {
        return status;
    }

    /** Why it failed. */
    public ErrorKind getKind() {
        return kind;
    }

    /** The first bytes of the answer, as many as were asked for; empty if none were. */
    public byte[] getResponseBody() {
        return responseBody.clone();
    }
}
