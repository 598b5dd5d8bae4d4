package dev.vendorhooks.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.event.Delivery;
import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.receive.ClaimsModel.Explored;
import dev.vendorhooks.receive.ClaimsModel.Setting;
import dev.vendorhooks.receive.ClaimsModel.Store;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What is promised of an event, over everything that can happen to it within a setting. {@link ClaimsModel} checks in
 * each run that no vendor is told 200 before the route had its effect, that redelivery ends with 200 once faults end,
 * that no claim stays in flight, and that there is a second effect only after a crash, after a claim that could not be
 * stored, or on another node at the same time.
 */
class ClaimsModelTest {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @AfterAll
    static void stop() {
        THREADS.shutdown();
    }

    @Test
    void hasOneEffectOnOneNodeWithoutFaults() {
        Explored explored = explore(new Setting(1, 3, Store.SHARED, 2, 0, 0));

        assertThat(explored.states()).isGreaterThan(150);
        assertThat(explored.mostEffects()).isEqualTo(1);
    }

    @Test
    void losesNothingWhenOneNodeWithMemoryCrashes() {
        Explored explored = explore(new Setting(1, 2, Store.MEMORY, 1, 0, 2));

        assertThat(explored.states()).isGreaterThan(400);
        assertThat(explored.mostEffects())
                .as("a route that was done before each crash")
                .isEqualTo(3);
    }

    @Test
    void losesNothingWhenOneNodeCrashesOrCannotReachTheStore() {
        Explored explored = explore(new Setting(1, 2, Store.SHARED, 1, 2, 1));

        assertThat(explored.states()).isGreaterThan(1_000);
        assertThat(explored.mostEffects()).isEqualTo(4);
    }

    @Test
    void losesNothingOnTwoNodesThatCrashOrCannotReachTheStore() {
        Explored explored = explore(new Setting(2, 2, Store.SHARED, 1, 1, 1));

        assertThat(explored.states()).isGreaterThan(3_000);
        assertThat(explored.mostEffects()).isEqualTo(4);
    }

    @Test
    void hasNoMoreEffectsThanNodesWithoutFaults() {
        Explored explored = explore(new Setting(2, 3, Store.SHARED, 1, 0, 0));

        assertThat(explored.states()).isGreaterThan(1_000);
        assertThat(explored.mostEffects()).isEqualTo(2);
    }

    @Test
    void hasOneEffectInATransactionWhateverFails() {
        Explored explored = explore(new Setting(2, 2, Store.TRANSACTED, 1, 1, 1));

        assertThat(explored.states()).isGreaterThan(1_500);
        assertThat(explored.mostEffects()).isEqualTo(1);
    }

    /** Says how much there was to explore, which is the same each time. */
    private static Explored explore(Setting setting) {
        WebhookEvent event = () -> "type";
        Delivery delivery = new Delivery(
                "vendor", "type", Optional.of("id"), Optional.empty(), Optional.empty(), new byte[] {1}, event);
        Explored explored = new ClaimsModel(setting, delivery, THREADS).explore();
        System.out.println(setting + ": " + explored);
        return explored;
    }
}
