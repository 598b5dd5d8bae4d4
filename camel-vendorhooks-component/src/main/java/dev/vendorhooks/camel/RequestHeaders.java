package dev.vendorhooks.camel;

import dev.vendorhooks.http.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The headers of a request as the HTTP engine put them into a message. The engines append the values of query
 * parameters to the headers of the same name; here they are taken off again.
 */
record RequestHeaders(Message message) implements Headers {

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : message.getHeaders().keySet()) {
            if (!RequestHeaderFilter.isCamels(name) && !all(name).isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public List<String> all(String name) {
        List<String> values = values(message.getHeader(name));
        // only some engines set the raw query, and these alone decode the other one
        String query =
                message.getHeader(Exchange.HTTP_RAW_QUERY, () -> message.getHeader(Exchange.HTTP_QUERY), String.class);
        if (values.isEmpty() || query == null || query.isEmpty()) {
            return values;
        }
        return values.subList(0, Math.max(0, values.size() - parameters(query, name)));
    }

    private static List<String> values(Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    private static int parameters(String query, String name) {
        int count = 0;
        for (String parameter : query.split("[&;]")) {
            String key = parameter.split("=", 2)[0];
            if (decoded(key).equalsIgnoreCase(name)) {
                count++;
            }
        }
        return count;
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return key;
        }
    }
}
