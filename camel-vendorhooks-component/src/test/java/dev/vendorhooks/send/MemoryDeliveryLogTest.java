package dev.vendorhooks.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryDeliveryLogTest {

    @Test
    void listsTheDeliveryWithTheLatestAttemptFirst() {
        MemoryDeliveryLog log = new MemoryDeliveryLog();
        log.record(delivery("a", 1));
        log.record(delivery("b", 1));
        log.record(delivery("a", 2));

        assertThat(log.deliveries()).containsExactly(delivery("a", 2), delivery("b", 1));
    }

    @Test
    void forgetsTheDeliveryWhoseLatestAttemptIsOldest() {
        MemoryDeliveryLog log = new MemoryDeliveryLog(2);
        log.record(delivery("a", 1));
        log.record(delivery("b", 1));
        log.record(delivery("a", 2));
        log.record(delivery("c", 1));

        assertThat(log.deliveries()).extracting(DeliveryRecord::id).containsExactly("c", "a");
    }

    @Test
    void keepsAThousandUnlessToldOtherwise() {
        MemoryDeliveryLog log = new MemoryDeliveryLog();
        for (int i = 0; i <= 1_000; i++) {
            log.record(delivery("delivery " + i, 1));
        }

        assertThat(log.deliveries())
                .hasSize(1_000)
                .extracting(DeliveryRecord::id)
                .startsWith("delivery 1000")
                .endsWith("delivery 1");
    }

    @Test
    void listsADeliveryListThatLaterDeliveriesLeaveAlone() {
        MemoryDeliveryLog log = new MemoryDeliveryLog();
        var before = log.deliveries();
        log.record(delivery("a", 1));

        assertThat(before).isEmpty();
    }

    @Test
    void refusesToKeepNothing() {
        assertThatThrownBy(() -> new MemoryDeliveryLog(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A delivery log needs a capacity of at least 1, not 0");
    }

    private static DeliveryRecord delivery(String id, int attempts) {
        return new DeliveryRecord(id, "evt_1", "failed", 500, attempts, null, "the answer was 500");
    }
}
