package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.VendorSimulator;
import dev.vendorhooks.test.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several applications that start at the same time with the same account. */
class ReplicasTest {

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    @RegisterExtension
    static final VendorSimulator GENERIC = VendorSimulator.generic();

    private static final int REPLICAS = 4;

    private final VirtualClock clock = new VirtualClock();

    @TempDir
    Path directory;

    /** Without a store, and although each login revokes the token of the replica that came before. */
    @RepeatedTest(5)
    void endWithOneWebhookOfVntana() throws Exception {
        assertOneWebhook(VNTANA, "", () -> Samples.vntana("product.added"));
    }

    @RepeatedTest(5)
    void endWithOneSecretOfGlossi() throws Exception {
        assertOneWebhook(GLOSSI, inDirectory(), () -> Samples.glossi("job.failed"));
    }

    @RepeatedTest(5)
    void endWithOneWebhookOfTheGenericVendor() throws Exception {
        assertOneWebhook(GENERIC, inDirectory(), () -> Samples.generic("user.created"));
    }

    private void assertOneWebhook(VendorSimulator vendor, String options, Supplier<String> sample) throws Exception {
        List<RegisteringEndpoint> replicas = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(REPLICAS);
        try {
            for (int i = 0; i < REPLICAS; i++) {
                replicas.add(new RegisteringEndpoint(vendor, clock, options).supervised());
            }
            CyclicBarrier together = new CyclicBarrier(REPLICAS);
            replicas.stream()
                    .map(replica -> CompletableFuture.runAsync(() -> start(replica, together), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
            await().atMost(Duration.ofSeconds(30)).until(() -> replicas.stream()
                    .allMatch(replica -> replica.consumer().isStarted()));

            assertThat(vendor.webhooks()).hasSize(1);
            assertThat(replicas).allSatisfy(replica -> assertThat(
                            replica.deliveries().deliver(sample.get()).status())
                    .isEqualTo(200));
        } finally {
            replicas.forEach(RegisteringEndpoint::close);
            threads.shutdown();
        }
    }

    private static void start(RegisteringEndpoint replica, CyclicBarrier together) {
        try {
            together.await();
            replica.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String inDirectory() {
        return "secretStoreDirectory=" + directory.resolve("secrets");
    }
}
