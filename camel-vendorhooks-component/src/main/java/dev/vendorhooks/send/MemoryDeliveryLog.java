package dev.vendorhooks.send;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the latest deliveries in memory. */
public final class MemoryDeliveryLog implements DeliveryLog {

    private static final int DEFAULT_CAPACITY = 1_000;

    private final Map<String, DeliveryRecord> deliveries;

    /** Keeps the 1,000 latest deliveries. */
    public MemoryDeliveryLog() {
        this(DEFAULT_CAPACITY);
    }

    /** Keeps the {@code capacity} latest deliveries. */
    public MemoryDeliveryLog(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A delivery log needs a capacity of at least 1, not " + capacity);
        }
        this.deliveries = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, DeliveryRecord> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    public synchronized void record(DeliveryRecord delivery) {
        deliveries.remove(delivery.id());
        deliveries.put(delivery.id(), delivery);
    }

    /** The deliveries kept, that with the latest attempt first. */
    public synchronized List<DeliveryRecord> deliveries() {
        List<DeliveryRecord> latestFirst = new ArrayList<>(deliveries.values());
        Collections.reverse(latestFirst);
        return latestFirst;
    }
}
