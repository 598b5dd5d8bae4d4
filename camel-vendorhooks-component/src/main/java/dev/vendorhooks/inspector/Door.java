package dev.vendorhooks.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Lets in who may look, and lets act only the page itself. A page of another site can have a browser on this machine
 * send requests here: under a name of its own that it made lead here, which the Host header betrays, or from its origin.
 */
final class Door {

    private static final String TOKEN_HEADER = "X-Vendorhook-Token";
    private static final String BASIC = "Basic ";

    private final InspectorSettings settings;
    private final int port;
    private final WrongLogins wrongLogins;
    private final String token = newToken();

    Door(InspectorSettings settings, int port, Clock clock) {
        this.settings = settings;
        this.port = port;
        this.wrongLogins = new WrongLogins(clock);
    }

    /** What an action has to bear; another one after each start. */
    String token() {
        return token;
    }

    /** Throws what to answer instead if the request may not be answered. */
    void admit(HttpExchange exchange) {
        if (!isOurName(header(exchange, "Host"), exchange.getLocalAddress().getAddress())) {
            throw new Refused(403, "The inspector is at http://" + settings.host() + ":" + port + "/ only.");
        }
        if (settings.hasLogin()) {
            requireLogin(exchange);
        }
        String site = header(exchange, "Sec-Fetch-Site");
        if (exchange.getRequestURI().getRawPath().startsWith("/api/")
                && site != null
                && !site.equals("same-origin")
                && !site.equals("none")) {
            throw new Refused(403, "Other sites may not read here.");
        }
    }

    /** Throws what to answer instead if the request does not come from our own page. */
    void admitAction(HttpExchange exchange) {
        String origin = header(exchange, "Origin");
        if (origin == null || !origin.equalsIgnoreCase("http://" + header(exchange, "Host"))) {
            throw new Refused(403, "Actions are taken from the inspector's own page only.");
        }
        String given = header(exchange, TOKEN_HEADER);
        if (given == null || !isEqual(token, given)) {
            throw new Refused(403, "The application was started anew. Reload the page.");
        }
        String type = header(exchange, "Content-Type");
        if (type == null || !type.equals("application/json")) {
            throw new Refused(415, "Actions are JSON.");
        }
    }

    private void requireLogin(HttpExchange exchange) {
        InetAddress client = exchange.getRemoteAddress().getAddress();
        if (wrongLogins.areTooMany(client)) {
            throw new Refused(429, "Too many wrong passwords. Try again in a minute.");
        }
        String given = header(exchange, "Authorization");
        if (given != null && isEqual(login(), given)) {
            return;
        }
        if (given != null) {
            wrongLogins.add(client);
        }
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"inspector\", charset=\"UTF-8\"");
        throw new Refused(401, "Log in with the inspector's user and password.");
    }

    private String login() {
        return BASIC
                + Base64.getEncoder().encodeToString((settings.user() + ":" + settings.password()).getBytes(UTF_8));
    }

    /** Whether {@code host} is the name we were given, localhost or the address that was reached, with our port. */
    private boolean isOurName(String host, InetAddress local) {
        if (host == null) {
            return false;
        }
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        String name = hasPort ? host.substring(0, colon) : host;
        return (hasPort ? host.substring(colon + 1) : "80").equals(Integer.toString(port))
                && (name.equalsIgnoreCase(settings.host()) || name.equalsIgnoreCase("localhost") || is(local, name));
    }

    private static boolean is(InetAddress local, String name) {
        try {
            return name.equals(local.getHostAddress())
                    // in brackets there are addresses only, so that nothing is looked up
                    || name.startsWith("[") && InetAddress.getByName(name).equals(local);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The header's value; null if there is none or more than one. */
    private static String header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null || values.size() != 1 ? null : values.get(0);
    }

    private static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }

    private static String newToken() {
        byte[] token = new byte[32];
        new SecureRandom().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }
}
