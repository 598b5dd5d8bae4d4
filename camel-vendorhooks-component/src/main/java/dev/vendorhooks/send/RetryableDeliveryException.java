package dev.vendorhooks.send;

/** A delivery that failed in a way that may pass, such as 503, a refused connection or a time-out. */
public final class RetryableDeliveryException extends DeliveryException {

    private static final long serialVersionUID = 1L;

    RetryableDeliveryException(Failure failure) {
        super(failure);
    }
}
