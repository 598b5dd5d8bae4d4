package dev.vendorhooks.camel;

import dev.vendorhooks.event.CloudEventAttributes;
import dev.vendorhooks.event.Delivery;
import java.net.URI;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Turns a received event into a CloudEvent whose attributes are Camel's {@code CamelCloudEvent*} headers and whose data
 * is the body: the JSON exactly as received.
 */
@DataTypeTransformer(
        name = "vendorhook:application-cloudevents",
        description = "CloudEvent attributes as headers, and the JSON exactly as received as the body")
public class CloudEventTransformer extends Transformer {

    @Override
    public void transform(Message message, DataType from, DataType to) {
        Delivery delivery = delivery(message);
        CloudEventAttributes attributes = attributes(message, delivery);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, "1.0");
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_ID, attributes.id());
        message.setHeader(
                CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, attributes.source().toString());
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, attributes.type());
        attributes.subject().ifPresent(text -> message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, text));
        attributes.time().ifPresent(time -> message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_TIME, time.toString()));
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE, JsonTransformer.MEDIA_TYPE);
        message.setHeader(Exchange.CONTENT_TYPE, JsonTransformer.MEDIA_TYPE);
        message.setBody(delivery.body().clone());
    }

    /**
     * The delivery whose event the message still holds.
     *
     * @throws IllegalArgumentException if it holds something else
     */
    static Delivery delivery(Message message) {
        Delivery delivery = message.getExchange().getProperty(VendorhookConstants.DELIVERY, Delivery.class);
        if (delivery == null || delivery.event() != message.getBody()) {
            throw new IllegalArgumentException(
                    "Only the event that a vendorhook endpoint received becomes a CloudEvent,"
                            + " and the body is " + className(message.getBody())
                            + ". Transform it before the body is changed or sent through a queue.");
        }
        return delivery;
    }

    static CloudEventAttributes attributes(Message message, Delivery delivery) {
        Exchange exchange = message.getExchange();
        return CloudEventAttributes.of(
                delivery,
                Optional.ofNullable(exchange.getProperty(VendorhookConstants.CLOUD_EVENT_SOURCE, URI.class)),
                exchange.getProperty(VendorhookConstants.DUPLICATE_OF) != null,
                exchange.getExchangeId());
    }

    private static String className(Object body) {
        return body == null ? "empty" : "a " + body.getClass().getName();
    }
}
