package dev.vendorhooks.send;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An absolute http or https URL that may be dialled. Nothing of it is rewritten, and whatever two readers could read
 * in two ways is refused, so that the host judged is the host dialled.
 */
public record Target(URI uri) {

    /** Host and port, whatever they look like. */
    static final Pattern AUTHORITY = Pattern.compile("(\\[.*]|[^:]*)(?::(.*))?", Pattern.DOTALL);

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String IPV4 = "(?:" + OCTET + "\\.){3}" + OCTET;
    private static final String IPV6 = "\\[[0-9A-Fa-f:.]+]";
    private static final String NAME = "(?=.{1,253}$)[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.?";
    /** As {@code 0177.1} or {@code 0x7f000001}: some resolvers read such a host as an address, each in its own way. */
    private static final String ENDS_IN_NUMBER = "(?:.*\\.)?(?:\\d+|0[xX][0-9A-Fa-f]*)\\.?$";

    private static final Pattern HOST = Pattern.compile(IPV6 + "|" + IPV4 + "|(?!" + ENDS_IN_NUMBER + ")" + NAME);
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(?:\\.\\d+){3}|\\[::1]");
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException as {@link #of} */
    public Target {
        if (uri.getScheme() == null) {
            throw refusal("is not absolute");
        }
        if (!uri.getScheme().equalsIgnoreCase("http") && !uri.getScheme().equalsIgnoreCase("https")) {
            throw refusal("is neither http nor https");
        }
        if (uri.getRawAuthority() == null) {
            throw refusal("has no host");
        }
        if (uri.getRawAuthority().contains("@")) {
            throw refusal("has user-info");
        }
        Matcher authority = authority(uri);
        if (!isHost(authority.group(1))) {
            throw refusal("has a host that is neither a plain name nor an IP address");
        }
        if (authority.group(2) != null && !isPort(authority.group(2))) {
            throw refusal("has a port that is not between 1 and 65535");
        }
        if (uri.getRawFragment() != null) {
            throw refusal("has a fragment");
        }
        if (!uri.toString().equals(uri.toASCIIString())) {
            throw refusal("has characters beyond ASCII, which have to be percent-encoded");
        }
    }

    /**
     * The target at {@code url}.
     *
     * @throws IllegalArgumentException if it may not be dialled; the message says why and quotes nothing of the URL, as in a
     *     mistyped one even what reads as the host may be part of a password
     */
    public static Target of(String url) {
        if (url == null || url.isBlank()) {
            throw refusal("is empty");
        }
        if (url.contains("{{")) {
            throw refusal("has an unresolved {{placeholder}}");
        }
        try {
            return new Target(new URI(url));
        } catch (URISyntaxException e) {
            // without the cause, whose message is the URL
            throw refusal("is malformed: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    /** The host for messages, with its port unless that is the default of the scheme. */
    public String host() {
        return hasDefaultPort() ? name() : name() + ":" + port();
    }

    /** Whether nobody on the way can read or change what is sent: https, or a host that is this machine by its name. */
    public boolean isConfidential() {
        return uri.getScheme().equalsIgnoreCase("https")
                || LOOPBACK.matcher(name()).matches();
    }

    /** The host as the URL has it. */
    String name() {
        return authority(uri).group(1);
    }

    int port() {
        String port = authority(uri).group(2);
        return port == null ? defaultPort() : Integer.parseInt(port);
    }

    boolean hasDefaultPort() {
        return port() == defaultPort();
    }

    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    static boolean isPort(String text) {
        return PORT.matcher(text).matches() && Integer.parseInt(text) <= HIGHEST_PORT;
    }

    /** Only the host: path and query may hold what is not for logs. */
    @Override
    public String toString() {
        return host();
    }

    private int defaultPort() {
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** Not the host and port of java.net.URI, which has none where a name has an underscore. */
    private static Matcher authority(URI uri) {
        Matcher matcher = AUTHORITY.matcher(uri.getRawAuthority());
        matcher.matches();
        return matcher;
    }

    private static IllegalArgumentException refusal(String reason) {
        return new IllegalArgumentException("The target URL " + reason);
    }
}
