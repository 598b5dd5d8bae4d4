package dev.vendorhooks.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Notation.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;

/**
 * Whether the time to refuse a signature depends on where its first wrong byte stands. Signatures that are wrong in
 * the first byte, in the last one or in all take turns in random order, and Welch's t compares their times, the
 * slowest tenth of them cut off.
 *
 * <p>The rule was set before anything was measured. |t| of 5 or more is a difference: chance gives that once in a million
 * comparisons. A run counts only if in the midst of it a comparison that stops at the first wrong byte shows |t| above 10,
 * so that a machine too noisy to find a leak cannot clear the code. Of up to five runs one that counts has to find no
 * difference: half as large a leak as that of the other comparison would be found in each of them. Where none counts the
 * test is skipped.
 *
 * <p>Not seen: what is far below the dozens of nanoseconds which that comparison gives away, such as one that stops after
 * 16 or 32 bytes at a time; what Java's second compiler makes of the code, which JVMs of tests do without; other
 * processors and runtimes; and whether the HMAC itself depends on the secret.
 */
class ConstantTimeTest {

    private static final double DIFFERENT = 5;
    private static final double CERTAIN = 10;
    private static final int RUNS = 5;
    private static final int ROUNDS = 40_000;
    private static final int ROUNDS_KEPT = ROUNDS * 9 / 10;

    private static final Secret SECRET = Secret.of("a secret of this test", KeyFormat.UTF8);
    private static final HmacScheme HEX = HmacScheme.sha256(Notation.header("S"), SignedContent.BODY, Encoding.HEX);
    private static final HmacScheme BASE64 =
            HmacScheme.sha256(Notation.header("S"), SignedContent.BODY, Encoding.BASE64);

    private final Random random = new Random();

    @Test
    void refusesInTheSameTimeWhereverTheFirstWrongByteIs() {
        List<Series> ofHex = series(HexFormat.of()::formatHex, request -> refusal(HEX, request));
        List<Series> ofBase64 = series(Base64.getEncoder()::encodeToString, request -> refusal(BASE64, request));
        List<Series> ofLeak = series(HexFormat.of()::formatHex, ConstantTimeTest::refusalByLeakyComparison);
        List<Series> all = new ArrayList<>();
        List.of(ofHex, ofBase64, ofLeak).forEach(all::addAll);

        measure(all); // until it is compiled
        List<String> runs = new ArrayList<>();
        boolean isLeakFound = false;
        boolean isClear = false;
        while (!isClear && runs.size() < RUNS) {
            measure(all);
            double hex = largestT(ofHex);
            double base64 = largestT(ofBase64);
            double leak = largestT(ofLeak);
            runs.add("hex %.1f, base64 %.1f, leak %.1f".formatted(hex, base64, leak));
            isLeakFound |= leak > CERTAIN;
            isClear = hex < DIFFERENT && base64 < DIFFERENT && leak > CERTAIN;
        }
        assumeThat(isLeakFound)
                .as("this machine is quiet enough to find a leak, |t| of the runs: %s", runs)
                .isTrue();
        assertThat(isClear).as("|t| of the runs: %s", runs).isTrue();
    }

    private static Optional<Refusal> refusal(HmacScheme scheme, WebhookRequest request) {
        return scheme.refusal(request, List.of(SECRET), Duration.ZERO, Instant.EPOCH);
    }

    /** What {@link HmacScheme#refusal} does, but for the comparison. */
    private static Optional<Refusal> refusalByLeakyComparison(WebhookRequest request) {
        Stamp stamp = (Stamp) HEX.notation().read(request.headers());
        byte[] mac = SECRET.mac(HEX.content(), stamp, request.body());
        String text = stamp.signatures().get(0);
        for (int i = 0; i < mac.length; i++) {
            if (HexFormat.fromHexDigits(text, 2 * i, 2 * i + 2) != (mac[i] & 0xff)) {
                return Optional.of(Encoding.HEX.isWellFormed(text) ? Refusal.MISMATCH : Refusal.MALFORMED);
            }
        }
        return Optional.empty();
    }

    private void measure(List<Series> all) {
        List<Series> inTurn = new ArrayList<>(all);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(inTurn, random);
            for (Series series : inTurn) {
                series.measure(round, random);
            }
        }
    }

    /** Signatures that are wrong in the first byte, in the last one and in all. */
    private static List<Series> series(
            Function<byte[], String> encoding, Function<WebhookRequest, Optional<Refusal>> verification) {
        int length = HmacScheme.MAC_LENGTH;
        return List.of(
                new Series(0, 1, encoding, verification, new double[ROUNDS]),
                new Series(length - 1, length, encoding, verification, new double[ROUNDS]),
                new Series(0, length, encoding, verification, new double[ROUNDS]));
    }

    private static double largestT(List<Series> series) {
        double limit = DoubleStream.of(series.stream()
                        .flatMapToDouble(one -> Arrays.stream(one.times))
                        .sorted()
                        .toArray())
                .skip((long) series.size() * ROUNDS_KEPT)
                .findFirst()
                .orElseThrow();
        List<double[]> cropped = series.stream()
                .map(one ->
                        Arrays.stream(one.times).filter(time -> time < limit).toArray())
                .toList();
        return IntStream.range(0, cropped.size())
                .mapToDouble(i ->
                        Math.abs(TTest.withDefaults().statistic(cropped.get(i), cropped.get((i + 1) % cropped.size()))))
                .max()
                .orElseThrow();
    }

    /** Signatures that are wrong in some bytes, and how long it took in each round to refuse one. */
    private record Series(
            int from,
            int to,
            Function<byte[], String> encoding,
            Function<WebhookRequest, Optional<Refusal>> verification,
            double[] times) {

        void measure(int round, Random random) {
            WebhookRequest request = request(random);
            long start = System.nanoTime();
            Optional<Refusal> refusal = verification.apply(request);
            times[round] = System.nanoTime() - start;
            if (refusal.isEmpty() || refusal.get() != Refusal.MISMATCH) {
                throw new AssertionError("Not refused as a mismatch: " + refusal);
            }
        }

        /** Each has a body of its own, so that right and wrong bytes, and the characters of all series, are random. */
        private WebhookRequest request(Random random) {
            byte[] body = new byte[16];
            random.nextBytes(body);
            byte[] mac = SECRET.mac(SignedContent.BODY, null, body);
            for (int i = 0; i < mac.length; i++) {
                int change = 1 + random.nextInt(255);
                mac[i] ^= (byte) (from <= i && i < to ? change : 0);
            }
            return new WebhookRequest(Headers.of(Map.of("S", List.of(encoding.apply(mac)))), body);
        }
    }
}
