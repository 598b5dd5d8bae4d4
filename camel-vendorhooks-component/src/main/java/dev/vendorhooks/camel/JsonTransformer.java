package dev.vendorhooks.camel;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/** Turns a received event into the JSON exactly as received, where Camel's own data type would write the record anew. */
@DataTypeTransformer(name = "vendorhook:application-json", description = "The JSON exactly as received")
public class JsonTransformer extends Transformer {

    static final String MEDIA_TYPE = "application/json";

    @Override
    public void transform(Message message, DataType from, DataType to) throws InvalidPayloadException {
        message.setBody(message.getMandatoryBody(byte[].class));
        message.setHeader(Exchange.CONTENT_TYPE, MEDIA_TYPE);
    }
}
