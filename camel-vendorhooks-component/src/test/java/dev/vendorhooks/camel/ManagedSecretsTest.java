package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The secrets of an endpoint, as operators see and change them over JMX. */
class ManagedSecretsTest {

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final VirtualClock clock = new VirtualClock();

    @Test
    void rotatesTheSecretAndEndsTheReplacedOne() throws Exception {
        try (RegisteringEndpoint endpoint = new RegisteringEndpoint(VNTANA, clock, "").start()) {
            Instant start = clock.instant();
            String old = VNTANA.webhook().secret();
            clock.advance(Duration.ofHours(1));
            Instant rotation = clock.instant();

            invoke("rotateSecret");

            assertThat(VNTANA.webhook().secret()).isNotEqualTo(old);
            assertThat(status(endpoint, old)).isEqualTo(200);
            assertThat(secretUses())
                    .containsExactly(
                            "current, since " + rotation + ", signed 0",
                            "replaced " + rotation + ", since " + start + ", signed 1, last " + rotation);

            invoke("endReplacedSecrets");

            assertThat(secretUses()).containsExactly("current, since " + rotation + ", signed 0");
            assertThat(status(endpoint, old)).isEqualTo(401);
            assertThat(status(endpoint, VNTANA.webhook().secret())).isEqualTo(200);
        }
    }

    @Test
    void saysHowTheSecretIsChangedWhereNothingIsRegistered() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + WebhookServer.SECRET)) {
            assertThat(server.context().getStatus().isStarted()).isTrue();

            assertThatThrownBy(() -> invoke("rotateSecret"))
                    .rootCause()
                    .hasMessage(
                            "vendorhook:generic is not registered by autoRegister. Set 'secret' to the new and the old"
                                    + " one, and change the vendor's.");
        }
    }

    private List<Object> secretUses() throws Exception {
        return List.copyOf((List<?>) beans.getAttribute(consumer(), "SecretUses"));
    }

    private void invoke(String operation) throws Exception {
        beans.invoke(consumer(), operation, new Object[0], new String[0]);
    }

    private ObjectName consumer() throws Exception {
        return beans.queryNames(new ObjectName("org.apache.camel:type=consumers,name=VendorhookConsumer*,*"), null)
                .iterator()
                .next();
    }

    private static int status(RegisteringEndpoint endpoint, String secret) {
        return endpoint.deliveries()
                .signedWith(secret)
                .deliver(Samples.vntana("product.added"))
                .status();
    }
}
