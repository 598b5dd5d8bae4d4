package dev.vendorhooks.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.send.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.MessageHelper;

/**
 * A message on its way: what stays the same in all attempts to deliver it, and the attempts. An exchange property keeps
 * it while the error handler redelivers, which restores the message and leaves properties alone.
 *
 * @param target where it goes
 * @param source the message's body
 * @param json what that became, once
 * @param id the delivery's id
 * @param attempts the attempts so far
 */
record Outgoing(Target target, Object source, byte[] json, String id, List<Attempt> attempts) {

    private static final String PROPERTY = "CamelVendorhookOutgoing";
    private static final int LONGEST_ID = 256;

    /**
     * What the exchange's message becomes: the same as in the attempt before, if there was one. Even if it is refused, the
     * exchange tells its id and attempts from then on, and none of a message sent earlier.
     *
     * @throws PermanentDeliveryException if it cannot be sent
     */
    static Outgoing of(Exchange exchange, String vendor, Targets targets) throws PermanentDeliveryException {
        Message message = exchange.getMessage();
        Outgoing earlier = (Outgoing) exchange.removeProperty(PROPERTY);
        String given = message.getHeader(VendorhookConstants.DELIVERY_ID, String.class);
        boolean isGivenFit = given != null && isFit(given);
        String id = isGivenFit ? given : UUID.randomUUID().toString();
        exchange.setProperty(VendorhookConstants.DELIVERY_ID, id);
        exchange.setProperty(VendorhookConstants.ATTEMPTS, List.of());
        Target target = targets.of(message, vendor, id);
        if (given != null && !isGivenFit) {
            String reason = "the header " + VendorhookConstants.DELIVERY_ID + " is not 1 to " + LONGEST_ID
                    + " visible ASCII characters";
            throw PermanentDeliveryException.refused(vendor, null, target.host(), reason);
        }
        if (earlier != null && earlier.isOf(message.getBody(), target) && (given == null || given.equals(earlier.id))) {
            return earlier.resumedIn(exchange);
        }
        byte[] json = json(exchange);
        MessageHelper.resetStreamCache(message);
        if (json == null || !EventJson.isObject(json)) {
            String reason = "the body, " + type(message.getBody()) + ", is not one JSON object; send an event, a Map, a"
                    + " JsonNode, or JSON as text, bytes or a stream";
            throw PermanentDeliveryException.refused(vendor, id, target.host(), reason);
        }
        Outgoing outgoing = new Outgoing(target, message.getBody(), json, id, new ArrayList<>(1));
        exchange.setProperty(PROPERTY, outgoing);
        return outgoing;
    }

    private Outgoing resumedIn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
        exchange.setProperty(VendorhookConstants.DELIVERY_ID, id);
        exchange.setProperty(VendorhookConstants.ATTEMPTS, List.copyOf(attempts));
        return this;
    }

    /** Adds an attempt to those that the exchange tells of. */
    void add(Attempt attempt, Exchange exchange) {
        attempts.add(attempt);
        exchange.setProperty(VendorhookConstants.ATTEMPTS, List.copyOf(attempts));
    }

    /** Ends it: the same message sent once more is another delivery. */
    void forget(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    private boolean isOf(Object body, Target other) {
        return (body == source || body == json) && target.equals(other);
    }

    private static boolean isFit(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Null if the body cannot be read or written. The reason is left out: it may quote the body. */
    private static byte[] json(Exchange exchange) {
        try {
            return write(exchange);
        } catch (TypeConversionException | IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] write(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (body instanceof WebhookEvent event) {
            return VendorhookConverters.json(event, exchange);
        }
        return body instanceof Map || body instanceof JsonNode
                ? EventJson.write(body)
                : exchange.getMessage().getBody(byte[].class);
    }

    private static String type(Object body) {
        return body == null ? "null" : "a " + body.getClass().getName();
    }

    /** Names the delivery without its payload. */
    @Override
    public String toString() {
        return id + " to " + target;
    }
}
