package dev.vendorhooks.register;

import dev.vendorhooks.send.Target;
import java.util.Locale;

/** Where vendors reach an endpoint. */
public final class PublicUrl {

    private PublicUrl() {}

    /**
     * The URL to register: {@code base} and {@code path}.
     *
     * @param base an https URL without a query; http is for this machine alone
     * @throws IllegalArgumentException if it is anything else; the message quotes nothing of it
     */
    public static String of(String base, String path) {
        Target target = Target.of(base);
        if (target.uri().getRawQuery() != null) {
            throw new IllegalArgumentException("it has a query");
        }
        if (!target.isConfidential()) {
            throw new IllegalArgumentException("it is not https; http is for this machine alone");
        }
        return base.replaceFirst("/+$", "") + path;
    }

    /** Whether two URLs are the same place, whatever the case of their hosts, default ports and slashes at their ends. */
    public static boolean isSame(String one, String other) {
        return one != null && other != null && normalized(one).equals(normalized(other));
    }

    private static String normalized(String url) {
        try {
            Target target = Target.of(url);
            String path = target.uri().getRawPath().replaceFirst("/+$", "");
            String query = target.uri().getRawQuery();
            return target.uri().getScheme().toLowerCase(Locale.ROOT) + "://"
                    + target.host().toLowerCase(Locale.ROOT) + path + (query == null ? "" : "?" + query);
        } catch (IllegalArgumentException e) {
            return url;
        }
    }
}
