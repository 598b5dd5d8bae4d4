package dev.vendorhooks.camel;

import dev.vendorhooks.event.CloudEventAttributes;
import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.event.EventJson;
import io.cloudevents.core.v1.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.time.ZoneOffset;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/** Turns a received event into one JSON document, a CloudEvent in structured mode. */
@DataTypeTransformer(
        name = "vendorhook:application-cloudevents-json",
        description = "A CloudEvent in structured mode: one JSON document of attributes and data")
public class CloudEventJsonTransformer extends Transformer {

    private final JsonFormat format = new JsonFormat();

    @Override
    public void transform(Message message, DataType from, DataType to) {
        Delivery delivery = CloudEventTransformer.delivery(message);
        CloudEventAttributes attributes = CloudEventTransformer.attributes(message, delivery);
        CloudEventBuilder event = new CloudEventBuilder()
                .withId(attributes.id())
                .withSource(attributes.source())
                .withType(attributes.type())
                .withData(JsonTransformer.MEDIA_TYPE, EventJson.withoutMark(delivery.body()));
        attributes.subject().ifPresent(event::withSubject);
        attributes.time().map(time -> time.atOffset(ZoneOffset.UTC)).ifPresent(event::withTime);
        message.setBody(format.serialize(event.build()));
        message.setHeader(Exchange.CONTENT_TYPE, JsonFormat.CONTENT_TYPE);
    }
}
