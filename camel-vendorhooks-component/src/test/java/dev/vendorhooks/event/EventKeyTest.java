package dev.vendorhooks.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventKeyTest {

    @Test
    void joinsParts() {
        assertThat(EventKey.of("a", "b", "c")).contains("a/b/c");
    }

    @Test
    void isEmptyWhereAPartIsMissing() {
        assertThat(EventKey.of("a", null)).isEmpty();
        assertThat(EventKey.of("", "b")).isEmpty();
        assertThat(EventKey.of("a", "\t ")).isEmpty();
    }
}
