package dev.vendorhooks.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void cutsBeforeACharacterThatNeedsTwo() {
        assertThat(PrintableText.of("x".repeat(511) + "😀")).isEqualTo("x".repeat(511));
        assertThat(PrintableText.of("x".repeat(510) + "😀y")).isEqualTo("x".repeat(510) + "😀");
        assertThat(PrintableText.of("x".repeat(513))).isEqualTo("x".repeat(512));
    }
}
