package dev.vendorhooks.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;
import java.util.HexFormat;

class EncodingFuzzTest {

    private static final byte[] OTHER = new byte[32];

    @FuzzTest(maxDuration = "66s")
    void matchesWhatJavaDecodes(byte[] input) {
        String text = new String(input, UTF_8);
        boolean isHex = text.matches("[0-9A-Fa-f]{64}");
        boolean isBase64 = text.matches("[0-9A-Za-z+/_-]{43}=?");

        assertThat(Encoding.HEX.isWellFormed(text)).isEqualTo(isHex);
        assertThat(Encoding.BASE64.isWellFormed(text)).isEqualTo(isBase64);
        assertThat(Encoding.HEX_OR_BASE64.isWellFormed(text)).isEqualTo(isHex || isBase64);
        if (isHex) {
            byte[] mac = HexFormat.of().parseHex(text);
            matchesNothingBut(mac, text, Encoding.HEX);
            matchesNothingBut(mac, text, Encoding.HEX_OR_BASE64);
        } else if (isBase64) {
            String standard = text.replace('-', '+').replace('_', '/').replace("=", "");
            byte[] mac = Base64.getDecoder().decode(standard);
            if (Base64.getEncoder().withoutPadding().encodeToString(mac).equals(standard)) {
                matchesNothingBut(mac, text, Encoding.BASE64);
                matchesNothingBut(mac, text, Encoding.HEX_OR_BASE64);
            } else {
                assertThat(Encoding.BASE64.matches(text, mac))
                        .as("bits left over")
                        .isFalse();
            }
        } else {
            for (Encoding encoding : Encoding.values()) {
                assertThat(encoding.matches(text, OTHER)).isFalse();
            }
        }
    }

    private static void matchesNothingBut(byte[] mac, String text, Encoding encoding) {
        assertThat(encoding.matches(text, mac)).isTrue();
        assertThat(encoding.matches(encoding.write(mac), mac)).isTrue();
        for (int bit = 0; bit < 8 * mac.length; bit++) {
            byte[] other = mac.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(encoding.matches(text, other)).isFalse();
        }
    }
}
