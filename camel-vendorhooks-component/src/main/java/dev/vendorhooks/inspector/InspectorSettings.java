package dev.vendorhooks.inspector;

/**
 * Where the inspector listens and whom it lets in.
 *
 * @param host the address to listen on, such as {@code localhost}
 * @param port the port; 0 takes any that is free
 * @param user who is let in; null lets in everybody, on a loopback address only
 * @param password the user's password
 */
public record InspectorSettings(String host, int port, String user, String password) {

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
