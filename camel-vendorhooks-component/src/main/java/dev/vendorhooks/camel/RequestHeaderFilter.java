package dev.vendorhooks.camel;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets in only the headers that are needed, and out only those that we set. Without it the engines echo requests.
 *
 * @param needed the names that a judgement needs
 * @param all whether all others come in as well, for a journal; never Camel's
 * @param signatures whether those come in by which any vendor may sign, for the doctor
 */
record RequestHeaderFilter(Set<String> needed, boolean all, boolean signatures) implements HeaderFilterStrategy {

    /** The one header that answers have. */
    static final String RETRY_AFTER = "Retry-After";

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !needed.contains(name) && !(all && !isCamels(name)) && !(signatures && isOfSignature(name));
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !RETRY_AFTER.equals(name);
    }

    /** Whether {@code name} is for Camel to set. */
    static boolean isCamels(String name) {
        return name.regionMatches(true, 0, "Camel", 0, "Camel".length());
    }

    private static boolean isOfSignature(String name) {
        return !isCamels(name) && (endsWith(name, "signature") || endsWith(name, "timestamp"));
    }

    private static boolean endsWith(String name, String end) {
        return name.regionMatches(true, name.length() - end.length(), end, 0, end.length());
    }
}
