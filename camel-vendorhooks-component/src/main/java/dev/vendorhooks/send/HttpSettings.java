package dev.vendorhooks.send;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How requests are sent. Endpoints with equal settings share one client.
 *
 * @param connectTimeout how long connecting may take, and as long again the TLS handshake
 * @param responseTimeout how long sending the request and receiving the whole response may take
 * @param maxConnections how many connections there may be in all
 * @param maxConnectionsPerHost how many of them to one host
 * @param sslContext whom to trust; empty for the Java runtime's default
 * @param proxy an HTTP proxy as host:port; empty for none
 * @param publicOnly whether only public addresses are dialled
 */
public record HttpSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        int maxConnections,
        int maxConnectionsPerHost,
        Optional<SSLContext> sslContext,
        Optional<String> proxy,
        boolean publicOnly) {}
