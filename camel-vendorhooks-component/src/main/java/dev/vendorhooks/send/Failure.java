package dev.vendorhooks.send;

import java.util.Locale;

/** What a {@link DeliveryException} tells. */
record Failure(
        String vendor,
        String deliveryId,
        String host,
        Integer status,
        ErrorKind kind,
        byte[] responseBody,
        String reason,
        Throwable cause) {

    String message() {
        return "vendorhook:" + vendor + ": delivery" + (deliveryId == null ? "" : " " + deliveryId)
                + (host == null ? "" : " to " + host) + " failed ("
                + kind.name().toLowerCase(Locale.ROOT) + "): " + reason;
    }
}
