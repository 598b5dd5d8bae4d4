package dev.vendorhooks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class PrintableTextFuzzTest {

    @FuzzTest(maxDuration = "66s")
    void replacesControlsAndNothingElse(byte[] input) {
        String text = new String(input, UTF_8);
        String printable = PrintableText.of(text);
        assertThat(printable)
                .hasSizeLessThanOrEqualTo(512)
                .isEqualTo(text.substring(0, printable.length()).replaceAll("[\\p{Cc}\u2028\u2029]", " "));
        assertThat(text.length() - printable.length())
                .as("no more is cut off than has to be")
                .isLessThanOrEqualTo(Math.max(0, text.length() - 511));
        assertThat(UTF_8.newEncoder().canEncode(printable))
                .as("no half of a pair of surrogates")
                .isTrue();
    }
}
