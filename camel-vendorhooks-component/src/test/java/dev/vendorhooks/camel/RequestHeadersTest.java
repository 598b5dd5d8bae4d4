package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;

class RequestHeadersTest {

    private final Message message = new DefaultMessage(new DefaultCamelContext());
    private final RequestHeaders headers = new RequestHeaders(message);

    @Test
    void takesOffWhatTheRawQueryAdded() {
        message.setHeader("X-Signature", List.of("header", "query"));
        message.setHeader(Exchange.HTTP_RAW_QUERY, "x%2Dsignature=query");
        message.setHeader(Exchange.HTTP_QUERY, "x-signature=query");

        assertThat(headers.all("X-Signature")).containsExactly("header");
    }

    @Test
    void takesOffWhatTheQueryAddedWhereTheEngineTellsNoRawOne() {
        message.setHeader("X-Signature", List.of("header", "query"));
        message.setHeader(Exchange.HTTP_QUERY, "X-Signature=query");

        assertThat(headers.all("X-Signature")).containsExactly("header");
    }

    @Test
    void findsNoHeaderInTheQueryAlone() {
        message.setHeader("X-Signature", "query");
        message.setHeader(Exchange.HTTP_QUERY, "X-Signature=query");

        assertThat(headers.all("X-Signature")).isEmpty();
    }
}
