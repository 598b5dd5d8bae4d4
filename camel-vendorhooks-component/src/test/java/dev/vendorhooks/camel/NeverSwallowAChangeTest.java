package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.receive.ClaimStoreException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;

class NeverSwallowAChangeTest {

    @Test
    void routesAGenericEventOnce() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET)) {
            server.postSigned(Bodies.userCreated("evt_1"));
            server.postSigned(Bodies.userCreated("evt_1"));
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void routesTheSameGenericIdWithAnotherBodyAndSaysSo() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            server.postSigned(Bodies.userCreated("evt_1", "John"));
            server.postSigned(Bodies.userCreated("evt_1", "Jane"));

            assertThat(server.received()).hasSize(2);
            assertThat(server.received().get(0).getMessage().getHeaders())
                    .doesNotContainKey(VendorhookConstants.DUPLICATE_OF);
            assertThat(server.received().get(1).getMessage().getHeaders())
                    .containsEntry(VendorhookConstants.DUPLICATE_OF, "evt_1");
            assertThat(log.warnings())
                    .containsExactly("vendorhook:generic received generic user.created evt_1 with another body than"
                            + " before; it is routed as an event of its own");
        }
    }

    @Test
    void remembersTenThousandEventsBeyondAStopOfTheRoute() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET)) {
            server.postSigned(Bodies.userCreated("evt_1"));
            for (int i = 0; i < 3; i++) {
                server.context().getRouteController().stopRoute("receiving");
                server.context().getRouteController().startRoute("receiving");
            }
            assertThat(server.postSigned(Bodies.userCreated("evt_1")).statusCode())
                    .isEqualTo(200);
            assertThat(server.received()).hasSize(1);
            Set<MemoryIdempotentRepository> repositories =
                    server.context().hasServices(MemoryIdempotentRepository.class);
            assertThat(repositories).hasSize(1);
            MemoryIdempotentRepository repository = repositories.iterator().next();
            for (int i = 0; i < 20_000; i++) {
                repository.add("key " + i);
            }
            assertThat(repository.getCacheSize()).isEqualTo(10_000);
        }
    }

    @Test
    void routesEachDeliveryWhenNotIdempotent() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?idempotent=false&secret=" + SECRET)) {
            server.postSigned(Bodies.userCreated("evt_1"));
            server.postSigned(Bodies.userCreated("evt_1"));
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void routesTwoEqualMakiniDeliveriesTwice() throws Exception {
        byte[] body = "{\"event\":\"assets.updated\",\"body\":[\"a-1\"]}".getBytes(UTF_8);
        try (WebhookServer server = WebhookServer.receiving("vendorhook:makini?secret=" + SECRET)) {
            for (int i = 0; i < 2; i++) {
                server.post("/webhooks/makini", body, "X-Webhook-Signature", Signer.hex(SECRET, "", body));
            }
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void routesAVntanaProductCompletedTwiceTwice() throws Exception {
        byte[] body = "{\"event\":\"product.completed\",\"product\":{\"uuid\":\"p-1\"}}".getBytes(UTF_8);
        Instant now = Instant.now();
        try (WebhookServer server = WebhookServer.receiving("vendorhook:vntana?secret=" + SECRET)) {
            for (Instant signed : new Instant[] {now, now.minusSeconds(1), now}) {
                assertThat(server.post(
                                        "/webhooks/vntana",
                                        body,
                                        "X-TIMESTAMP",
                                        signed.toString(),
                                        "X-VNTANA-SIGNATURE",
                                        Signer.hex(SECRET, signed + "#", body))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(server.received()).hasSize(2);
            assertThat(server.received().get(0).getMessage().getHeader(VendorhookConstants.DELIVERY_TIME))
                    .isEqualTo(now.toString());
        }
    }

    @Test
    void routesAKaedimIterationOnceForEachStatus() throws Exception {
        String json =
                """
                {"results":{"type":"generation","status":"%s","requestID":"r-1","iterationID":2}}""";
        byte[] completed = json.formatted("completed").getBytes(UTF_8);
        byte[] approved = json.formatted("approved").getBytes(UTF_8);
        long now = Instant.now().getEpochSecond();
        try (WebhookServer server = WebhookServer.receiving("vendorhook:kaedim?secret=" + SECRET)) {
            for (byte[] body : new byte[][] {completed, completed, approved}) {
                long t = now - server.received().size();
                String header = "{\"t\":%d,\"v1\":\"%s\"}".formatted(t, Signer.hex(SECRET, "" + t, body));
                assertThat(server.post("/webhooks/kaedim", body, "kaedim-signature", header)
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void routesAGlossiEventOnceForEachTimestamp() throws Exception {
        String json =
                "{\"event\":\"job.complete\",\"timestamp\":\"2026-01-15T10:30:0%d.000Z\",\"data\":{\"jobId\":\"j\"}}";
        try (WebhookServer server = WebhookServer.receiving("vendorhook:glossi?secret=" + SECRET)) {
            for (int second : new int[] {1, 1, 2}) {
                byte[] body = json.formatted(second).getBytes(UTF_8);
                server.post("/webhooks/glossi", body, "X-Glossi-Signature", Signer.hex(SECRET, "", body));
            }
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void sharesARepositoryBetweenNodesButNotBetweenPaths() throws Exception {
        IdempotentRepository shared = MemoryIdempotentRepository.memoryIdempotentRepository();
        byte[] body = Bodies.userCreated("evt_1");
        String signature = Signer.hex(SECRET, "", body);
        try (WebhookServer one = sharing(shared);
                WebhookServer two = sharing(shared)) {
            one.post("/a", body, "X-Webhook-Signature", signature);
            two.post("/a", body, "X-Webhook-Signature", signature);
            assertThat(one.received()).hasSize(1);
            assertThat(two.received()).isEmpty();

            two.post("/b", body, "X-Webhook-Signature", signature);
            assertThat(two.received()).hasSize(1);
        }
    }

    @Test
    void asksToComeBackWhileTheRepositoryIsOutOfReach() throws Exception {
        BrokenRepository repository = new BrokenRepository();
        byte[] body = Bodies.userCreated("evt_1");
        try (WebhookServer server = sharing(repository)) {
            String[] signature = {"X-Webhook-Signature", Signer.hex(SECRET, "", body)};
            repository.readable = false;
            assertThat(server.post("/a", body, signature).statusCode()).isEqualTo(503);
            assertThat(server.received()).isEmpty();

            repository.readable = true;
            assertThat(server.post("/a", body, signature).statusCode()).isEqualTo(200);
            assertThat(server.post("/a", body, signature).statusCode()).isEqualTo(200);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void handsAnUnreachableRepositoryToTheErrorHandlerWhenBridged() throws Exception {
        BrokenRepository repository = new BrokenRepository();
        repository.readable = false;
        byte[] body = Bodies.userCreated("evt_1");
        try (WebhookServer server = new WebhookServer()) {
            server.context().getRegistry().bind("claims", repository);
            server.start(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(ClaimStoreException.class).handled(true).process(server::keep);
                    from("vendorhook:generic?bridgeErrorHandler=true&idempotentRepository=#claims&secret=" + SECRET)
                            .to("mock:never");
                }
            });
            assertThat(server.postSigned(body).statusCode()).isEqualTo(503);
            assertThat(server.received())
                    .singleElement()
                    .extracting(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                    .isInstanceOf(ClaimStoreException.class);
        }
    }

    @Test
    void acceptsAnEventThatWasRoutedButCannotBeRemembered() throws Exception {
        BrokenRepository repository = new BrokenRepository();
        byte[] body = Bodies.userCreated("evt_1");
        try (WebhookServer server = sharing(repository);
                LogCapture log = new LogCapture("dev.vendorhooks")) {
            repository.writable = false;
            assertThat(server.post("/a", body, "X-Webhook-Signature", Signer.hex(SECRET, "", body))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("vendorhook:generic cannot remember generic user.created evt_1 as routed");
        }
    }

    private static WebhookServer sharing(IdempotentRepository repository) throws Exception {
        WebhookServer server = new WebhookServer();
        server.context().getRegistry().bind("claims", repository);
        return server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:generic?path=/a&idempotentRepository=#claims&secret=" + SECRET)
                        .process(server::keep);
                from("vendorhook:generic?path=/b&idempotentRepository=#claims&secret=" + SECRET)
                        .process(server::keep);
            }
        });
    }

    private static final class BrokenRepository extends ServiceSupport implements IdempotentRepository {

        private final Set<String> keys = ConcurrentHashMap.newKeySet();
        private volatile boolean readable = true;
        private volatile boolean writable = true;

        @Override
        public boolean add(String key) {
            if (!writable) {
                throw new IllegalStateException("the repository is read-only");
            }
            return keys.add(key);
        }

        @Override
        public boolean contains(String key) {
            if (!readable) {
                throw new IllegalStateException("the repository is down");
            }
            return keys.contains(key);
        }

        @Override
        public boolean remove(String key) {
            return keys.remove(key);
        }

        @Override
        public boolean confirm(String key) {
            return keys.contains(key);
        }

        @Override
        public void clear() {
            keys.clear();
        }
    }
}
