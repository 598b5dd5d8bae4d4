package dev.vendorhooks.camel;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Lets in only the headers that are needed, and out only those that we set. Without it the engines echo requests. */
record RequestHeaderFilter(Set<String> needed, Set<String> answered) implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !needed.contains(name);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !answered.contains(name);
    }
}
