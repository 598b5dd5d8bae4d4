package dev.vendorhooks.camel;

import dev.vendorhooks.send.AllowedUrls;
import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.send.Target;
import java.util.Optional;
import org.apache.camel.Message;

/**
 * Where an endpoint sends to.
 *
 * @param fixed the endpoint's own URL
 * @param allowed which URLs a message may name; empty for none
 */
record Targets(Optional<Target> fixed, Optional<AllowedUrls> allowed) {

    /**
     * Where {@code message} goes.
     *
     * @throws PermanentDeliveryException if it names no usable URL, or one that it may not name
     */
    Target of(Message message, String vendor, String deliveryId) throws PermanentDeliveryException {
        String url = message.getHeader(VendorhookConstants.URL, String.class);
        if (url == null && fixed.isPresent()) {
            return fixed.get();
        }
        if (url == null) {
            throw refused(vendor, deliveryId, null, "is missing, and the endpoint has no url");
        }
        if (allowed.isEmpty()) {
            throw refused(vendor, deliveryId, null, "is refused, as the endpoint has no allowedUrls");
        }
        Target target;
        try {
            target = Target.of(url);
        } catch (IllegalArgumentException e) {
            throw refused(vendor, deliveryId, null, "cannot be used: " + e.getMessage());
        }
        if (!allowed.get().allows(target)) {
            throw refused(vendor, deliveryId, target.host(), "names a host that is not in allowedUrls");
        }
        return target;
    }

    private static PermanentDeliveryException refused(String vendor, String deliveryId, String host, String problem) {
        String reason = "the header " + VendorhookConstants.URL + " " + problem;
        return PermanentDeliveryException.refused(vendor, deliveryId, host, reason);
    }
}
