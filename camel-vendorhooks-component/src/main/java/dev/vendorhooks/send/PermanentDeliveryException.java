package dev.vendorhooks.send;

/** A delivery that another attempt would only fail again, such as 410, a redirect or a body that is no JSON object. */
public final class PermanentDeliveryException extends DeliveryException {

    private static final long serialVersionUID = 1L;

    PermanentDeliveryException(Failure failure) {
        super(failure);
    }

    /**
     * A message that is not sent.
     *
     * @param deliveryId null if it is what is refused
     * @param host null if it is not known
     * @param reason what is wrong with the message, without any of its content
     */
    public static PermanentDeliveryException refused(String vendor, String deliveryId, String host, String reason) {
        return new PermanentDeliveryException(
                new Failure(vendor, deliveryId, host, null, ErrorKind.REFUSED, new byte[0], reason, null));
    }
}
