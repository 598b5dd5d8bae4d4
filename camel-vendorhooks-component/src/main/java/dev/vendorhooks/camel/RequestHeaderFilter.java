package dev.vendorhooks.camel;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Lets in only the headers that are needed, and out only those that we set. Without it the engines echo requests. */
record RequestHeaderFilter(Set<String> needed) implements HeaderFilterStrategy {

    /** The one header that answers have. */
    static final String RETRY_AFTER = "Retry-After";

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !needed.contains(name);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !RETRY_AFTER.equals(name);
    }
}
