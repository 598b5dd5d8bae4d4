package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.KeyFormat;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.signature.Secret;
import dev.vendorhooks.signature.SignatureScheme;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An input is a request: a line for each header, an empty line, the body. <code>{hex:START}</code> in it stands for the
 * right signature of START and the body, in hexadecimal, and <code>{base64:START}</code> for that in Base64.
 */
class VendorSignaturesFuzzTest {

    private static final String KEY = "a secret of this test";
    private static final Secret SECRET = Secret.of(KEY, KeyFormat.UTF8);
    private static final Secret OTHER_SECRET = Secret.of("another", KeyFormat.UTF8);
    private static final Instant NOW = Instant.parse("2026-06-05T18:17:25Z");
    private static final Pattern SIGNATURE = Pattern.compile("\\{(hex|base64):([^{}]*)}");

    @FuzzTest(maxDuration = "66s")
    void acceptsWhatIsSignedAndGivesAReasonForAllElse(byte[] input) throws GeneralSecurityException {
        String[] headAndBody = new String(input, UTF_8).split("\n\n", 2);
        String body = headAndBody.length < 2 ? "" : headAndBody[1];
        Map<String, List<String>> headers = headers(headAndBody[0], body);
        WebhookRequest request = new WebhookRequest(Headers.of(headers), body.getBytes(UTF_8));
        for (Map.Entry<String, Vendor> vendor : Fixtures.VENDORS.entrySet()) {
            SignatureScheme scheme = vendor.getValue().signatures();
            List<Secret> secrets = List.of(OTHER_SECRET, SECRET);
            Optional<Refusal> refusal = scheme.refusal(request, secrets, Duration.ofMinutes(5), NOW);
            Optional<Secret> signer = scheme.signer(request, secrets);

            assertThat(refusal.orElse(Refusal.MISMATCH))
                    .isIn(Refusal.MISSING, Refusal.REPEATED, Refusal.MALFORMED, Refusal.MISMATCH, Refusal.STALE);
            if (signer.isPresent()) {
                assertThat(signer).containsSame(SECRET);
                assertThat(isSigned(vendor.getKey(), headers, body)).isTrue();
                assertThat(refusal.orElse(Refusal.STALE)).isIn(Refusal.STALE, Refusal.MALFORMED);
            } else {
                assertThat(refusal).isPresent().get().isNotEqualTo(Refusal.STALE);
            }
            if (refusal.isEmpty()) {
                scheme.signedTime(request).ifPresent(time -> assertThat(
                                Duration.between(time, NOW).abs())
                        .isLessThanOrEqualTo(Duration.ofMinutes(5)));
            }
        }
    }

    private static Map<String, List<String>> headers(String head, String body) throws GeneralSecurityException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.split("\n")) {
            String[] nameAndValue = line.split(": ?", 2);
            StringBuilder value = new StringBuilder();
            Matcher signature = SIGNATURE.matcher(nameAndValue[nameAndValue.length - 1]);
            while (signature.find()) {
                byte[] mac = mac(signature.group(2) + body);
                signature.appendReplacement(
                        value,
                        signature.group(1).equals("hex")
                                ? HexFormat.of().formatHex(mac)
                                : Base64.getEncoder().encodeToString(mac));
            }
            headers.computeIfAbsent(nameAndValue[0], none -> new ArrayList<>())
                    .add(signature.appendTail(value).toString());
        }
        return headers;
    }

    /** Whether the signature that the vendor's page describes stands in the header that it names. */
    private static boolean isSigned(String vendor, Map<String, List<String>> headers, String body)
            throws GeneralSecurityException {
        return switch (vendor) {
            case "glossi" -> holds(headers.get("X-Glossi-Signature"), mac(body));
            case "generic" -> holds(headers.get("X-Webhook-Signature"), mac(body));
            case "makini" -> {
                List<String> signature = headers.get("X-Webhook-Signature");
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(mac(body));
                yield holds(signature, mac(body))
                        || signature.get(0).replace('-', '+').replace('_', '/').contains(base64);
            }
            case "vntana" -> holds(
                    headers.get("X-VNTANA-SIGNATURE"),
                    mac(headers.get("X-TIMESTAMP").get(0) + "#" + body));
            case "kaedim" -> {
                List<String> signature = headers.get("kaedim-signature");
                Matcher times = Pattern.compile("[0-9]+").matcher(signature.get(0));
                boolean holds = false;
                while (times.find()) {
                    holds |= holds(signature, mac(times.group() + body));
                }
                yield holds;
            }
            default -> throw new IllegalArgumentException(vendor);
        };
    }

    private static boolean holds(List<String> signature, byte[] mac) {
        return signature.size() == 1
                && signature.get(0).toLowerCase().contains(HexFormat.of().formatHex(mac));
    }

    private static byte[] mac(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }
}
