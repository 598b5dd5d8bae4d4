package dev.vendorhooks.send;

import java.net.UnknownHostException;

/** A host has an address that is not public, so it is not dialled. */
public final class BlockedAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    BlockedAddressException(String host, String kind) {
        super(host + " has an address that is not public: " + kind);
    }
}
