package dev.vendorhooks.examples.scaleout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.test.Canary;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.StandingClock;
import dev.vendorhooks.test.VendorSignature;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One signed request, recorded and sent a thousand times to two nodes that share their claims in PostgreSQL. */
class ReplayTest {

    private static final int TIMES = 1_000;
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String SECRET = Canary.WORD;
    private static final StandingClock CLOCK = new StandingClock(NOON);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(8);

    private static EmbeddedPostgres database;
    private static HikariDataSource connections;
    private static List<Node> nodes;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedPostgres.start();
        connections = new HikariDataSource();
        connections.setDataSource(database.getPostgresDatabase());
        nodes = List.of(new Node(), new Node());
    }

    @AfterAll
    static void stop() throws Exception {
        nodes.forEach(Node::stop);
        connections.close();
        database.close();
        THREADS.shutdown();
    }

    @BeforeEach
    void beginAtNoon() {
        CLOCK.put(NOON);
        nodes.forEach(node -> node.routed.set(0));
    }

    @ParameterizedTest
    @EnumSource(names = "MAKINI", mode = EnumSource.Mode.EXCLUDE)
    void routesTheFirstAndNoReplay(VendorSignature vendor) {
        Recorded request = new Recorded(vendor, NOON);

        assertThat(nodes.get(0).post(request)).isEqualTo(200);

        assertThat(replay(request).keySet()).contains(200).isSubsetOf(200, 503);
        assertThat(routed()).isEqualTo(1);
    }

    /** Both nodes may look before either has stored the claim. Each routes an event once all the same. */
    @Test
    void routesOncePerNodeAtMostWhenAllComeAtTheSameMoment() {
        Recorded request = new Recorded(VendorSignature.GENERIC, NOON);

        assertThat(replay(request).keySet()).contains(200).isSubsetOf(200, 503);

        assertThat(routed()).isBetween(1, 2);
        assertThat(nodes).allMatch(node -> node.routed.get() <= 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"KAEDIM", "VNTANA"})
    void refusesReplaysOutsideTheWindow(VendorSignature vendor) {
        Recorded request = new Recorded(vendor, NOON);
        long before = stale(request);

        CLOCK.put(NOON.plus(TOLERANCE).plusSeconds(1));
        assertThat(replay(request)).isEqualTo(Map.of(401, (long) TIMES));
        CLOCK.put(NOON.minus(TOLERANCE).minusSeconds(1));
        assertThat(replay(request)).isEqualTo(Map.of(401, (long) TIMES));

        assertThat(stale(request)).isEqualTo(before + 2 * TIMES);
        assertThat(routed()).isZero();
    }

    /** No time is signed, so what counts is how long the claim is remembered. */
    @ParameterizedTest
    @EnumSource(names = {"GLOSSI", "GENERIC"})
    void routesNoReplayMuchLaterAsLongAsTheEventIsRemembered(VendorSignature vendor) {
        Recorded request = new Recorded(vendor, NOON);
        nodes.get(0).post(request);
        CLOCK.put(NOON.plus(Duration.ofDays(365)));

        assertThat(replay(request, 100).keySet()).contains(200).isSubsetOf(200, 503);
        assertThat(routed()).isEqualTo(1);

        nodes.get(0).claims.clear();
        nodes.get(1).post(request);
        assertThat(routed()).as("forgotten").isEqualTo(2);
    }

    /** Nothing in its events tells which they are, and no time is signed. */
    @Test
    void routesEveryReplayOfMakini() {
        assertThat(replay(new Recorded(VendorSignature.MAKINI, NOON), 100)).isEqualTo(Map.of(200, 100L));
        assertThat(routed()).isEqualTo(100);
    }

    /** Only the vendor can do that. Its next attempt is not a replay. */
    @Test
    void knowsAnEventThatIsSignedAnewUnlessTheSignedTimeIsItsId() {
        Recorded kaedim = new Recorded(VendorSignature.KAEDIM, NOON);
        nodes.get(0).post(kaedim);
        assertThat(nodes.get(1).post(kaedim.signedAt(NOON.plusSeconds(1)))).isEqualTo(200);
        assertThat(routed())
                .as("request, iteration, type and status are the same")
                .isEqualTo(1);

        Recorded vntana = new Recorded(VendorSignature.VNTANA, NOON);
        nodes.get(0).post(vntana);
        assertThat(nodes.get(1).post(vntana.signedAt(NOON.plusSeconds(1)))).isEqualTo(200);
        assertThat(routed()).as("its events have no other id").isEqualTo(3);
    }

    /**
     * From eight threads, to both nodes in turn; how often each status was answered. One that comes while its node asks
     * the store about another is answered 503.
     */
    private static Map<Integer, Long> replay(Recorded request) {
        return replay(request, TIMES);
    }

    private static Map<Integer, Long> replay(Recorded request, int times) {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, times)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> nodes.get(i % nodes.size()).post(request), THREADS))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static int routed() {
        return nodes.stream().mapToInt(node -> node.routed.get()).sum();
    }

    private static long stale(Recorded request) {
        return nodes.stream()
                .mapToLong(node -> node.context
                        .getComponent("vendorhook", VendorhookComponent.class)
                        .consumerOn(request.path())
                        .orElseThrow()
                        .refusedRequests(Refusal.STALE.name()))
                .sum();
    }

    /** A request as it went over the wire, with an event that was not there before. */
    private record Recorded(VendorSignature vendor, byte[] body, Map<String, String> headers) {

        Recorded(VendorSignature vendor, Instant time) {
            this(
                    vendor,
                    Samples.sample(vendor, Samples.types(vendor).iterator().next())
                            .getBytes(UTF_8),
                    time);
        }

        private Recorded(VendorSignature vendor, byte[] body, Instant time) {
            this(vendor, body, vendor.headers(SECRET, body, time));
        }

        Recorded signedAt(Instant time) {
            return new Recorded(vendor, body, time);
        }

        String path() {
            return "/webhooks/" + vendor.name().toLowerCase(Locale.ROOT);
        }
    }

    /** A receiver with its own memory. */
    private static final class Node {

        private final CamelContext context = new DefaultCamelContext();
        private final AtomicInteger routed = new AtomicInteger();
        private final JdbcMessageIdRepository claims = new JdbcMessageIdRepository(connections, "vendorhook");
        private final VertxPlatformHttpServer server;

        Node() throws Exception {
            VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
            http.setBindHost("127.0.0.1");
            http.setBindPort(0);
            server = new VertxPlatformHttpServer(http);
            context.addService(server);
            context.getRegistry().bind("claims", claims);
            context.getComponent("vendorhook", VendorhookComponent.class).setClock(CLOCK);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (VendorSignature vendor : VendorSignature.values()) {
                        from("vendorhook:" + vendor.name().toLowerCase(Locale.ROOT) + "?secret=" + SECRET
                                        + "&idempotentRepository=#claims")
                                .process(exchange -> routed.incrementAndGet());
                    }
                }
            });
            context.start();
        }

        int post(Recorded request) {
            HttpRequest.Builder post = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.getPort() + request.path()))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(request.body()));
            request.headers().forEach(post::header);
            return CLIENT.sendAsync(post.build(), BodyHandlers.discarding())
                    .join()
                    .statusCode();
        }

        void stop() {
            context.stop();
        }
    }
}
