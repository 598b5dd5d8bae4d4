package dev.vendorhooks.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.send.Attempt;
import dev.vendorhooks.send.DeliveryException;
import dev.vendorhooks.send.ErrorKind;
import dev.vendorhooks.send.Outcome;
import dev.vendorhooks.send.PermanentDeliveryException;
import dev.vendorhooks.send.RetryableDeliveryException;
import java.util.List;
import org.apache.camel.Exchange;

/** Checks what came of deliveries of {@link #JSON} to {@link #PATH} under the id {@link #ID}. */
final class Failures {

    static final String JSON = "{\"id\":\"evt_1\"}";
    static final String ID = "delivery-1";
    static final String PATH = "/tenants/acme-4711?token=t0ken-of-the-url";
    static final String SIGNATURE = Signer.hex(WebhookServer.SECRET, "", JSON.getBytes(UTF_8));

    private Failures() {}

    static void assertRetryable(Exchange exchange, ErrorKind kind, Integer status, String host) {
        assertFailed(exchange, RetryableDeliveryException.class, kind, status, host);
        assertThat(onlyAttempt(exchange).outcome()).isEqualTo(Outcome.RETRYABLE);
        assertThat(onlyAttempt(exchange).error()).isEqualTo(kind);
    }

    static void assertPermanent(Exchange exchange, ErrorKind kind, Integer status, String host) {
        assertFailed(exchange, PermanentDeliveryException.class, kind, status, host);
        assertThat(onlyAttempt(exchange).outcome()).isEqualTo(Outcome.PERMANENT);
        assertThat(onlyAttempt(exchange).error()).isEqualTo(kind);
    }

    private static void assertFailed(
            Exchange exchange, Class<? extends DeliveryException> type, ErrorKind kind, Integer status, String host) {
        assertThat(exchange.getException()).isExactlyInstanceOf(type);
        DeliveryException failure = exchange.getException(DeliveryException.class);
        assertThat(failure.getKind()).isEqualTo(kind);
        assertThat(failure.getStatus()).isEqualTo(status);
        assertThat(failure.getHost()).isEqualTo(host);
        assertThat(failure.getDeliveryId()).isEqualTo(ID);
        assertThat(failure.getVendor()).isEqualTo("generic");
        assertThat(failure)
                .hasMessageStartingWith("vendorhook:generic: delivery " + ID + " to " + host + " failed ("
                        + kind.name().toLowerCase() + "): ");
        assertThat(exchange.getMessage().getHeader(VendorhookConstants.RESPONSE_STATUS))
                .isEqualTo(status);
        assertTellsNothingSecret(failure);
    }

    /** Neither {@code failure} nor its causes tell the secret, the signature, or the URL's path and query. */
    static void assertTellsNothingSecret(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString())
                    .doesNotContain(WebhookServer.SECRET)
                    .doesNotContain(SIGNATURE)
                    .doesNotContain("acme-4711")
                    .doesNotContain("t0ken");
        }
    }

    @SuppressWarnings("unchecked")
    static Attempt onlyAttempt(Exchange exchange) {
        List<Attempt> attempts = exchange.getProperty(VendorhookConstants.ATTEMPTS, List.class);
        assertThat(attempts).hasSize(1);
        return attempts.get(0);
    }
}
