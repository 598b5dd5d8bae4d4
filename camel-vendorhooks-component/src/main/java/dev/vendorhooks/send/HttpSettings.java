package dev.vendorhooks.send;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.HttpHost;

/**
 * How requests are sent. Endpoints with equal settings share one client.
 *
 * @param connectTimeout how long connecting may take, and as long again the TLS handshake
 * @param responseTimeout how long sending the request and receiving the whole response may take
 * @param maxConnections how many connections there may be in all
 * @param maxConnectionsPerHost how many of them to one host
 * @param sslContext whom to trust; empty for the Java runtime's default
 * @param proxy an HTTP proxy; empty for none
 * @param publicOnly whether only public addresses are dialled
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        int maxConnections,
        int maxConnectionsPerHost,
        Optional<SSLContext> sslContext,
        Optional<HttpHost> proxy,
        boolean publicOnly) {

    /**
     * The proxy that {@code text} names as host:port.
     *
     * @throws IllegalArgumentException if it is anything else; the message does not quote it, as it may hold a password
     */
    public static HttpHost proxy(String text) {
        Matcher parts = Target.AUTHORITY.matcher(text);
        parts.matches();
        if (!Target.isHost(parts.group(1)) || parts.group(2) == null || !Target.isPort(parts.group(2))) {
            throw new IllegalArgumentException("it is not host:port");
        }
        return new HttpHost(parts.group(1), Integer.parseInt(parts.group(2)));
    }
}
