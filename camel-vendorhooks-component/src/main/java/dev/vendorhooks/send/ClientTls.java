package dev.vendorhooks.send;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;

/**
 * Ends handshakes that take too long, as HttpClient ends those alone in which nothing comes at all, and through a
 * proxy not even those. Has HttpClient look for the host in the certificate, as the policy BUILTIN, the default of
 * its builder, does not switch on the check of the TLS engine.
 */
final class ClientTls extends DefaultClientTlsStrategy {

    private final Timeout longest;

    ClientTls(SSLContext context, Timeout longest) {
        super(context, HostnameVerificationPolicy.BOTH, HttpsSupport.getDefaultHostnameVerifier());
        this.longest = longest;
    }

    @Override
    public void upgrade(
            TransportSecurityLayer connection,
            NamedEndpoint endpoint,
            Object attachment,
            Timeout unused,
            FutureCallback<TransportSecurityLayer> callback) {
        CompletableFuture<TransportSecurityLayer> handshake = new CompletableFuture<>();
        handshake.orTimeout(longest.toMilliseconds(), TimeUnit.MILLISECONDS).whenComplete((layer, error) -> {
            if (error == null) {
                callback.completed(layer);
            } else {
                ((ModalCloseable) connection).close(CloseMode.IMMEDIATE);
                callback.failed((Exception) error);
            }
        });
        super.upgrade(connection, endpoint, attachment, longest, new FutureCallback<>() {
            @Override
            public void completed(TransportSecurityLayer layer) {
                handshake.complete(layer);
            }

            @Override
            public void failed(Exception cause) {
                handshake.completeExceptionally(cause);
            }

            @Override
            public void cancelled() {
                handshake.cancel(false);
            }
        });
    }
}
