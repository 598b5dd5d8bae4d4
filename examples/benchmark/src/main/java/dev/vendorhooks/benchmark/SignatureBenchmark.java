package dev.vendorhooks.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SignatureScheme;
import dev.vendorhooks.vendor.Vendor;
import dev.vendorhooks.vendor.generic.GenericVendor;
import dev.vendorhooks.vendor.glossi.GlossiVendor;
import dev.vendorhooks.vendor.kaedim.KaedimVendor;
import dev.vendorhooks.vendor.makini.MakiniVendor;
import dev.vendorhooks.vendor.vntana.VntanaVendor;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The acceptance of one authentic request, by three contenders that take turns iteration by iteration: whatever disturbs
 * the machine for longer than an iteration meets all three.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignatureBenchmark {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SECRET = "whsec_benchmark";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");
    private static final long SIGNED_AT = 1_767_225_600L;
    private static final String SIGNED_AT_TEXT = "2026-01-01T00:00:00.000Z";

    /** Who verifies. */
    enum Contender {
        /** Nothing but the HMAC: a {@code Mac} keyed once and reused, over one array; compares nothing. */
        REUSED_MAC,
        /** The whole of {@link SignatureScheme#refusal}: headers, HMAC, comparison, time window. */
        SCHEME,
        /** What the vendors' pages show: a new keyed {@code Mac} each time, hexadecimal, compared in constant time. */
        SNIPPET;

        /** Whose turn an iteration is; there and back again, so that a drift favours none. */
        static Contender at(int iteration) {
            int position = iteration % ITERATIONS_A_TURN;
            return values()[position < values().length ? position : ITERATIONS_A_TURN - 1 - position];
        }
    }

    /** How many iterations it takes until each contender had two. */
    static final int ITERATIONS_A_TURN = 6;

    @Param({"generic", "glossi", "makini", "vntana", "kaedim"})
    String vendor;

    @Param({"300", "2048", "65536"})
    int bodyLength;

    private Mac mac;
    private byte[] signed;
    private String signature;
    private SignatureScheme scheme;
    private WebhookRequest request;
    private List<Secret> secrets;
    private int iteration;
    private Contender contender;

    @Setup(Level.Trial)
    public void prepare() throws GeneralSecurityException {
        byte[] body = body(bodyLength);
        mac = keyedMac();
        signed = signed(vendor, body);
        signature = HexFormat.of().formatHex(mac.doFinal(signed));
        scheme = vendor(vendor).signatures();
        secrets = Secret.list(SECRET, scheme.keyFormat());
        request = new WebhookRequest(headers(vendor, signature), body);
        checkVerification(body);
    }

    @Setup(Level.Iteration)
    public void nextContender() {
        contender = Contender.at(iteration++);
    }

    @Benchmark
    public Object verify() throws GeneralSecurityException {
        return switch (contender) {
            case REUSED_MAC -> mac.doFinal(signed);
            case SCHEME -> scheme.refusal(request, secrets, TOLERANCE, NOW);
            case SNIPPET -> isSigned();
        };
    }

    private boolean isSigned() throws GeneralSecurityException {
        String expected = HexFormat.of().formatHex(keyedMac().doFinal(signed));
        return MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    private static Mac keyedMac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), ALGORITHM));
        return mac;
    }

    /** A figure counts only if what was timed tells an authentic request from another. */
    private void checkVerification(byte[] body) throws GeneralSecurityException {
        byte[] changed = body.clone();
        changed[changed.length / 2] ^= 1;
        boolean accepted = scheme.refusal(request, secrets, TOLERANCE, NOW).isEmpty();
        boolean refused = scheme.refusal(new WebhookRequest(request.headers(), changed), secrets, TOLERANCE, NOW)
                .isPresent();
        if (!accepted || !refused || !isSigned()) {
            throw new IllegalStateException("The verification of " + vendor + " does not verify");
        }
    }

    private static Vendor vendor(String name) {
        return switch (name) {
            case "generic" -> new GenericVendor();
            case "glossi" -> new GlossiVendor();
            case "makini" -> new MakiniVendor();
            case "vntana" -> new VntanaVendor();
            case "kaedim" -> new KaedimVendor();
            default -> throw new IllegalArgumentException("There is no vendor " + name);
        };
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        return body;
    }

    private static byte[] signed(String vendor, byte[] body) {
        byte[] prefix =
                switch (vendor) {
                    case "vntana" -> (SIGNED_AT_TEXT + "#").getBytes(UTF_8);
                    case "kaedim" -> Long.toString(SIGNED_AT).getBytes(UTF_8);
                    default -> new byte[0];
                };
        byte[] signed = new byte[prefix.length + body.length];
        System.arraycopy(prefix, 0, signed, 0, prefix.length);
        System.arraycopy(body, 0, signed, prefix.length, body.length);
        return signed;
    }

    private static Headers headers(String vendor, String signature) {
        return Headers.of(
                switch (vendor) {
                    case "vntana" -> Map.of(
                            "X-VNTANA-SIGNATURE", List.of(signature), "X-TIMESTAMP", List.of(SIGNED_AT_TEXT));
                    case "kaedim" -> Map.of(
                            "kaedim-signature", List.of("{\"t\":" + SIGNED_AT + ",\"v1\":\"" + signature + "\"}"));
                    case "glossi" -> Map.of("X-Glossi-Signature", List.of(signature));
                    default -> Map.of("X-Webhook-Signature", List.of(signature));
                });
    }
}
