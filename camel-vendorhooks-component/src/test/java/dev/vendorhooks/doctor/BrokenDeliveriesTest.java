package dev.vendorhooks.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The doctor over deliveries that another program broke. */
class BrokenDeliveriesTest {

    private static final Logger LOG = LoggerFactory.getLogger(BrokenDeliveriesTest.class);

    static Stream<BrokenDelivery> all() {
        return BrokenDelivery.all().stream();
    }

    static Stream<BrokenDelivery> forgeries() {
        return all().filter(delivery -> delivery.causes().isEmpty());
    }

    private static List<BrokenDelivery> broken() {
        return all().filter(delivery -> !delivery.causes().isEmpty()).toList();
    }

    @Test
    void coversEachCauseAndVendor() {
        assertThat(broken()).hasSizeGreaterThan(250);
        assertThat(broken().stream().flatMap(delivery -> delivery.causes().stream()))
                .contains(Cause.values());
        assertThat(broken().stream().map(BrokenDelivery::vendor))
                .contains("kaedim", "vntana", "makini", "glossi", "generic");
        assertThat(forgeries()).hasSize(100);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isRefusedByTheEndpoint(BrokenDelivery delivery) {
        assertThat(delivery.judgement()).contains(delivery.refusal());
    }

    /** Some of them are broken beyond recovery; they count. */
    @Test
    void namesWhatBrokeNineteenOfTwenty() {
        List<BrokenDelivery> broken = broken();
        Map<Cause, int[]> named = new TreeMap<>();
        int misses = 0;
        for (BrokenDelivery delivery : broken) {
            boolean hit = delivery.finding()
                    .filter(finding -> delivery.causes().contains(finding.cause()))
                    .isPresent();
            for (Cause cause : delivery.causes()) {
                int[] figures = named.computeIfAbsent(cause, none -> new int[2]);
                figures[0] += hit ? 1 : 0;
                figures[1]++;
            }
            if (!hit) {
                misses++;
                LOG.info(
                        "Missed {} of {}: {}",
                        delivery.causes(),
                        delivery,
                        delivery.finding().map(Finding::cause));
            }
        }
        named.forEach((cause, figures) -> LOG.info("{}: {} of {}", cause, figures[0], figures[1]));
        LOG.info("All: {} of {}", broken.size() - misses, broken.size());
        assertThat(broken.size() - misses).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * broken.size()));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void explainsNoForgery(BrokenDelivery forgery) {
        assertThat(forgery.finding()).isEmpty();
    }

    @Test
    void isMadeAnewByItsProgram(@TempDir Path folder) throws Exception {
        Path made = folder.resolve("made.json");
        assumeTrue(
                python(
                        "-c",
                        "import sys, zlib; sys.exit(sys.version_info < (3, 9) or 'ng' in zlib.ZLIB_RUNTIME_VERSION)"),
                "A python3 of version 3.9 or later is needed, with zlib, not zlib-ng, which compresses otherwise");
        assertThat(python(made, "src/test/python/broken_deliveries.py")).isTrue();
        assertThat(made).hasSameBinaryContentAs(Path.of("src/test/resources", BrokenDelivery.RESOURCE));
    }

    private static boolean python(String... arguments) throws InterruptedException {
        return python(null, arguments);
    }

    /** Whether python3 is there and succeeds. */
    private static boolean python(Path output, String... arguments) throws InterruptedException {
        try {
            String[] command =
                    Stream.concat(Stream.of("python3"), Stream.of(arguments)).toArray(String[]::new);
            return new ProcessBuilder(command)
                            .redirectOutput(output == null ? Redirect.DISCARD : Redirect.to(output.toFile()))
                            .redirectError(Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
