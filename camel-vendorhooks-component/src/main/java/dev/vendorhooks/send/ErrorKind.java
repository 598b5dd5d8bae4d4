package dev.vendorhooks.send;

/** Why an attempt failed. */
public enum ErrorKind {
    /** The receiver's name has no address, or the name service did not answer. */
    DNS,
    /** No connection: refused, unreachable, or not there in time. */
    CONNECT,
    /** No TLS session: another protocol, an untrusted certificate or one of another host. */
    TLS,
    /** Connected, but not answered in time. */
    TIMEOUT,
    /** The connection ended before the answer. */
    RESET,
    /** The answer is not HTTP, or has more or longer headers than accepted. */
    PROTOCOL,
    /** The answer's status is not 2xx. */
    STATUS,
    /** Not sent at all: the message's body, URL or id, or the address of its URL, is not one that may be sent. */
    REFUSED
}
