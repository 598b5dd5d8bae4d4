package dev.vendorhooks.send;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/** Which targets a message may choose: the hosts and ports that an operator has listed. */
public final class AllowedUrls {

    private final List<UrlPattern> patterns;

    private AllowedUrls(List<UrlPattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * The targets that match any of {@code patterns}, separated by commas: a host, {@code *.domain} for all hosts
     * below a domain but not the domain itself, or {@code *}, each with or without {@code :port} or {@code :*}.
     * Without a port only the default port of the URL's scheme is allowed. IPv6 addresses stand in brackets and match
     * as they are written. Empty or null allows nothing.
     *
     * @throws IllegalArgumentException if a pattern is none of these; the message names it
     */
    public static AllowedUrls of(String patterns) {
        if (patterns == null || patterns.isBlank()) {
            return new AllowedUrls(List.of());
        }
        return new AllowedUrls(Arrays.stream(patterns.split(","))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(UrlPattern::of)
                .toList());
    }

    /** Whether {@code target} may be dialled. Where its name leads to is not looked at. */
    public boolean allows(Target target) {
        return patterns.stream().anyMatch(pattern -> pattern.allows(target));
    }

    /** Lower case and without a trailing dot, which makes no difference to where a host is. */
    private static String comparable(String host) {
        String lowerCase = host.toLowerCase(Locale.ROOT);
        return lowerCase.endsWith(".") ? lowerCase.substring(0, lowerCase.length() - 1) : lowerCase;
    }

    /** The port is null for the default of the scheme. */
    private record UrlPattern(String host, String port) {

        static UrlPattern of(String text) {
            Matcher parts = Target.AUTHORITY.matcher(text);
            parts.matches();
            String host = parts.group(1);
            String port = parts.group(2);
            String anyHostOfIt = host.replaceFirst("^\\*(?=\\.[^.]|$)", "any");
            if (!Target.isHost(anyHostOfIt) || port != null && !port.equals("*") && !Target.isPort(port)) {
                throw new IllegalArgumentException("'" + text
                        + "' is no pattern for URLs. Write host, *.domain or *, with :port or :* for other ports.");
            }
            return new UrlPattern(comparable(host), port);
        }

        boolean allows(Target target) {
            return allowsHost(comparable(target.name())) && allowsPort(target);
        }

        private boolean allowsHost(String name) {
            if (host.equals("*")) {
                return true;
            }
            return host.startsWith("*") ? name.endsWith(host.substring(1)) : name.equals(host);
        }

        private boolean allowsPort(Target target) {
            if (port == null) {
                return target.hasDefaultPort();
            }
            return port.equals("*") || Integer.parseInt(port) == target.port();
        }
    }
}
