package dev.vendorhooks.camel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.MemoryJournal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;

/**
 * Turns events into JSON: exactly the JSON received while the exchange still holds the delivery of that very event, else
 * the record written anew.
 */
@Converter(generateLoader = true)
public final class VendorhookConverters {

    private VendorhookConverters() {}

    @Converter
    public static byte[] toBytes(WebhookEvent event, Exchange exchange) {
        return json(event, exchange).clone();
    }

    @Converter
    public static String toText(WebhookEvent event, Exchange exchange) {
        return new String(json(event, exchange), StandardCharsets.UTF_8);
    }

    @Converter
    public static InputStream toInputStream(WebhookEvent event, Exchange exchange) {
        return new ByteArrayInputStream(json(event, exchange));
    }

    @Converter
    public static JsonNode toJsonNode(WebhookEvent event, Exchange exchange) throws IOException {
        return EventJson.readTree(json(event, exchange));
    }

    @Converter
    public static Map<?, ?> toMap(WebhookEvent event, Exchange exchange) throws IOException {
        return EventJson.convert(toJsonNode(event, exchange), Map.class);
    }

    /** A journal of its own for whoever writes {@code memory}; any other journal is a bean. */
    @Converter
    public static Journal toJournal(String text) {
        if (!text.equals("memory")) {
            throw new IllegalArgumentException("A journal is 'memory' or a bean, such as #bean:journal");
        }
        return new MemoryJournal();
    }

    /** The JSON of an event, not to be changed. */
    static byte[] json(WebhookEvent event, Exchange exchange) {
        Delivery delivery =
                exchange == null ? null : exchange.getProperty(VendorhookConstants.DELIVERY, Delivery.class);
        return delivery != null && delivery.event() == event ? delivery.body() : EventJson.write(event);
    }
}
