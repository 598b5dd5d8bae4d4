package dev.vendorhooks.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class SecretFuzzTest {

    private static final byte[] BODY = "{}".getBytes(UTF_8);

    @FuzzTest(maxDuration = "66s")
    void signsAsJavaDoesOrSaysNothingOfTheText(byte[] input) throws GeneralSecurityException {
        String texts = new String(input, UTF_8);
        for (KeyFormat format : KeyFormat.values()) {
            List<Secret> secrets;
            try {
                secrets = Secret.list(texts, format);
            } catch (IllegalArgumentException e) {
                assertThat(e)
                        .hasNoCause()
                        .message()
                        .isIn(
                                "A secret is empty",
                                "A secret is not written as its key format "
                                        + format.name().toLowerCase() + " asks for");
                continue;
            }
            String[] pieces = texts.strip().split("\\s+");
            assertThat(secrets).hasSameSizeAs(pieces);
            for (int i = 0; i < pieces.length; i++) {
                Secret secret = secrets.get(i);
                assertThat(secret).hasToString("Secret[redacted]");
                assertThat(secret.mac(SignedContent.BODY, null, BODY)).isEqualTo(mac(format.key(pieces[i])));
                assertThat(secret.readings().values())
                        .allSatisfy(others -> assertThat(others).isNotEmpty().noneMatch(secret::isSameAs));
            }
        }
    }

    private static byte[] mac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(BODY);
    }
}
