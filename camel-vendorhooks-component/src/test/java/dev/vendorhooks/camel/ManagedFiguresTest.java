package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The figures of endpoints, as operators see and reset them over JMX. */
class ManagedFiguresTest {

    private static final byte[] BODY = Bodies.userCreated("evt_1");

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @Test
    void showsWhatTheDoctorFinds() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET)) {
            byte[] changed = (new String(BODY, UTF_8) + "\n").getBytes(UTF_8);
            server.post(GENERIC, changed, "X-Webhook-Signature", Signer.hex(SECRET, "", BODY));

            await().until(() -> beans.getAttribute(consumer(), "LatestFinding") != null);
            assertThat(counts(consumer(), "Findings")).containsEntry("body_line_break", 1L);
            assertThat(counts(consumer(), "RefusedRequests")).containsEntry("mismatch", 1L);
            assertThat(counts(consumer(), "Drift")).containsEntry("retyped", 0L);
            assertThat(beans.getAttribute(consumer(), "EventsInRoute")).isEqualTo(0);
            assertThat((String) beans.getAttribute(consumer(), "LatestFinding")).contains("body_line_break: ");
        }
    }

    @Test
    void beginsAnewWhenResetWhileMetersGoOn() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("meters", registry);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("vendorhook:generic?secret=" + SECRET).process(server::keep);
                }
            });
            server.postSigned(BODY);
            server.post(GENERIC, BODY);

            beans.invoke(consumer(), "resetCounters", new Object[0], new String[0]);
            assertThat(beans.getAttribute(consumer(), "AcceptedEvents")).isEqualTo(0L);
            assertThat(counts(consumer(), "RefusedRequests")).containsEntry("missing", 0L);
            server.postSigned(Bodies.userCreated("evt_2"));

            assertThat(beans.getAttribute(consumer(), "AcceptedEvents")).isEqualTo(1L);
            assertThat(registry.get("vendorhook.received")
                            .tags("outcome", "accepted")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
        }
    }

    @Test
    void showsHowAnEndpointSends() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET)) {
            server.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:send")
                            .to("vendorhook:generic?secret=" + SECRET + "&url=" + server.uri(GENERIC)
                                    + "?token=hidden");
                }
            });
            server.context().createProducerTemplate().requestBody("direct:send", BODY);
            ObjectName sending = endpoint(server.uri(GENERIC).getAuthority());
            ObjectName receiving = endpoint(null);

            assertThat(beans.getAttribute(sending, "Vendor")).isEqualTo("generic");
            assertThat(beans.getAttribute(sending, "TargetHost"))
                    .isEqualTo(server.uri(GENERIC).getAuthority());
            assertThat(beans.getAttribute(sending, "ListeningPath")).isNull();
            assertThat(beans.getAttribute(sending, "JournalType")).isNull();
            assertThat(counts(sending, "Attempts")).containsEntry("delivered", 1L);
            beans.invoke(sending, "resetCounters", new Object[0], new String[0]);
            assertThat(counts(sending, "Attempts")).containsEntry("delivered", 0L);
            assertThat(beans.getAttribute(receiving, "ListeningPath")).isEqualTo(GENERIC);
            assertThat(beans.getAttribute(receiving, "Diagnosed")).isEqualTo(true);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Long> counts(ObjectName bean, String attribute) throws Exception {
        return (Map<String, Long>) beans.getAttribute(bean, attribute);
    }

    private ObjectName consumer() throws Exception {
        return names("type=consumers,name=VendorhookConsumer*").iterator().next();
    }

    private ObjectName endpoint(String targetHost) throws Exception {
        for (ObjectName name : names("type=endpoints,name=\"vendorhook:*\"")) {
            if (Objects.equals(beans.getAttribute(name, "TargetHost"), targetHost)) {
                return name;
            }
        }
        throw new AssertionError("no endpoint that sends to " + targetHost);
    }

    private Set<ObjectName> names(String properties) throws Exception {
        return beans.queryNames(new ObjectName("org.apache.camel:" + properties + ",*"), null);
    }
}
