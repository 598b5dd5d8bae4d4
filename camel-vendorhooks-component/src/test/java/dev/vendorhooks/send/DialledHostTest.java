package dev.vendorhooks.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HttpClient makes of a target: it asks its resolver for the host that was judged, and for addresses too. */
class DialledHostTest {

    /** The type of a TLS record with a ClientHello. */
    private static final int TLS_HANDSHAKE = 22;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LocalHost", "[::ffff:127.0.0.1]", "[::1]"})
    void refusesLoopbackHoweverItIsWritten(String host) {
        Target target = local(host);
        assertThatThrownBy(() -> status(target, new PrivateAddressGuard()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isExactlyInstanceOf(BlockedAddressException.class)
                .hasMessageContaining("has an address that is not public: loopback");
        assertThat(requests).hasValue(0);
    }

    @Test
    void reachesTheServerWithoutAGuard() throws Exception {
        assertThat(status(local("127.0.0.1"), SystemDefaultDnsResolver.INSTANCE))
                .isEqualTo(204);
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://allowed.example/, allowed.example",
        "HTTP://Allowed.Example/, allowed.example",
        "HTTPS://allowed.example/, allowed.example",
        "http://allowed.example./, allowed.example.",
        "http://my_host/, my_host",
        "http://allowed.example/@evil.example, allowed.example",
        "http://allowed.example/:@evil.example:1, allowed.example",
        "http://allowed.example?@evil.example, allowed.example",
        "http://allowed.example//evil.example, allowed.example",
        "http://127.0.0.1/, 127.0.0.1",
        "http://[::1]/, [::1]"
    })
    void dialsTheHostThatWasJudged(String url, String host) {
        Questions questions = new Questions();
        assertThatThrownBy(() -> status(Target.of(url), questions)).hasCauseInstanceOf(UnknownHostException.class);
        assertThat(questions.hosts).hasSize(1);
        assertThat(questions.hosts.get(0)).isEqualToIgnoringCase(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "HTTPS"})
    void speaksTlsHoweverTheSchemeIsWritten(String scheme) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                CloseableHttpAsyncClient client = client(SystemDefaultDnsResolver.INSTANCE)) {
            listener.setSoTimeout(20_000);
            Target target = Target.of(scheme + "://127.0.0.1:" + listener.getLocalPort() + "/");
            client.execute(SimpleRequestBuilder.post(target.uri()).build(), null);
            try (Socket connection = listener.accept()) {
                assertThat(connection.getInputStream().read()).isEqualTo(TLS_HANDSHAKE);
            }
        }
    }

    private Target local(String host) {
        return Target.of("http://" + host + ":" + server.getAddress().getPort() + "/");
    }

    private static int status(Target target, DnsResolver resolver) throws Exception {
        try (CloseableHttpAsyncClient client = client(resolver)) {
            return client.execute(SimpleRequestBuilder.post(target.uri()).build(), null)
                    .get(20, TimeUnit.SECONDS)
                    .getCode();
        }
    }

    private static CloseableHttpAsyncClient client(DnsResolver resolver) {
        CloseableHttpAsyncClient client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .build())
                .disableAutomaticRetries()
                .build();
        client.start();
        return client;
    }

    /** Knows no host and remembers which it was asked for. */
    private static final class Questions implements DnsResolver {

        private final List<String> hosts = new CopyOnWriteArrayList<>();

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            hosts.add(host);
            throw new UnknownHostException(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
