package dev.vendorhooks.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The headers of an HTTP request: names are case-insensitive, a name may have several values. */
public interface Headers {

    /** The names of all headers, each once. */
    Set<String> names();

    /** All values of {@code name} in the order received, untrimmed; empty when there is no such header. */
    List<String> all(String name);

    /** Headers from a map of values by name, in any case. */
    static Headers of(Map<String, List<String>> valuesByName) {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(valuesByName);
        return new Headers() {
            @Override
            public Set<String> names() {
                return Collections.unmodifiableSet(values.keySet());
            }

            @Override
            public List<String> all(String name) {
                return values.getOrDefault(name, List.of());
            }
        };
    }
}
