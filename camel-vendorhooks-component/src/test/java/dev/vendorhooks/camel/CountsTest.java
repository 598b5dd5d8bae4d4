package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class CountsTest {

    @Test
    void countsHowRequestsEnd() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?events=user.*&secret=" + SECRET)) {
            byte[] event = Bodies.userCreated("evt_1");
            byte[] other = "{\"id\":\"evt_2\",\"type\":\"payment.failed\"}".getBytes(UTF_8);
            server.postSigned(event);
            server.postSigned(event);
            server.postSigned(other);
            server.post(GENERIC, event);
            server.post(GENERIC, event, "X-Webhook-Signature", Signer.hex("wrong", "", event));
            server.post(GENERIC, event, "X-Webhook-Signature", Signer.hex("wrong", "", event));

            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName consumer = beans.queryNames(
                            new ObjectName("org.apache.camel:type=consumers,name=VendorhookConsumer*,*"), null)
                    .iterator()
                    .next();
            assertThat(beans.getAttribute(consumer, "AcceptedEvents")).isEqualTo(1L);
            assertThat(beans.getAttribute(consumer, "DuplicateEvents")).isEqualTo(1L);
            assertThat(beans.getAttribute(consumer, "InFlightEvents")).isEqualTo(0L);
            assertThat(beans.getAttribute(consumer, "IgnoredEvents")).isEqualTo(1L);
            assertThat(refused(beans, consumer, "MISSING")).isEqualTo(1L);
            assertThat(refused(beans, consumer, "MISMATCH")).isEqualTo(2L);
            assertThat(refused(beans, consumer, "STALE")).isEqualTo(0L);
        }
    }

    private static Object refused(MBeanServer beans, ObjectName consumer, String reason) throws Exception {
        return beans.invoke(consumer, "refusedRequests", new Object[] {reason}, new String[] {String.class.getName()});
    }
}
