package dev.vendorhooks.inspector;

import java.net.InetAddress;

/**
 * Where the inspector listens and whom it lets in.
 *
 * @param host the address to listen on, such as {@code localhost}
 * @param port the port; 0 takes any that is free
 * @param user who is let in; null or blank lets in everybody, on a loopback address only
 * @param password the user's password
 */
public record InspectorSettings(String host, int port, String user, String password) {

    /** Throws if {@code address}, which is what the host was resolved to, would show deliveries to anybody. */
    void requireSafeOn(InetAddress address) {
        if (isSet(user) != isSet(password)) {
            throw new IllegalArgumentException("The inspector has only one of inspectorUser and userPassword."
                    + " Set both, or none with inspectorHost=localhost.");
        }
        if (!address.isLoopbackAddress() && !hasLogin()) {
            throw new IllegalArgumentException("The inspector would show deliveries to anybody who can reach " + this
                    + ". Set inspectorUser and userPassword, or inspectorHost=localhost.");
        }
    }

    boolean hasLogin() {
        return isSet(user) && isSet(password);
    }

    private static boolean isSet(String text) {
        return text != null && !text.isBlank();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
