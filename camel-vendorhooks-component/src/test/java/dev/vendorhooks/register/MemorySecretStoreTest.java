package dev.vendorhooks.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemorySecretStoreTest {

    private final SecretStore store = new MemorySecretStore();

    @Test
    void keepsWhatTheLastChangeMade() {
        assertThat(store.read("glossi")).isEmpty();
        assertThat(store.update("glossi", text -> text.orElse("a"))).isEqualTo("a");
        assertThat(store.update("glossi", text -> text.orElse("none") + "b")).isEqualTo("ab");

        assertThat(store.read("glossi")).contains("ab");
        assertThat(store.read("kaedim")).isEmpty();
    }

    @Test
    void changesNothingWhereTheChangeFails() {
        store.update("glossi", text -> "a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.update("glossi", text -> {
                    throw new IllegalArgumentException("no");
                }))
                .withMessage("no");
        assertThat(store.read("glossi")).contains("a");
    }

    @Test
    void updatesOneTextAtATime() {
        CompletableFuture<?>[] threads = Stream.generate(() -> CompletableFuture.runAsync(this::count))
                .limit(8)
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(threads).join();

        assertThat(store.read("count")).contains("8000");
    }

    @Test
    void updatesTextsOfOtherNamesMeanwhile() {
        assertThat(store.update("slow", text -> CompletableFuture.supplyAsync(() -> store.update("quick", none -> "a"))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join()))
                .isEqualTo("a");
    }

    private void count() {
        for (int i = 0; i < 1000; i++) {
            store.update(
                    "count", text -> String.valueOf(text.map(Integer::parseInt).orElse(0) + 1));
        }
    }
}
