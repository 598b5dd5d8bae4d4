package dev.vendorhooks.send;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;

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
    REFUSED;

    /** The kind of what went wrong with a request that got no answer. */
    public static ErrorKind of(Throwable error) {
        if (error instanceof BlockedAddressException) {
            return REFUSED;
        }
        if (error instanceof UnknownHostException) {
            return DNS;
        }
        if (error instanceof ConnectException
                || error instanceof NoRouteToHostException
                || error instanceof ConnectTimeoutException) {
            return CONNECT;
        }
        if (error instanceof SSLException) {
            return TLS;
        }
        if (error instanceof TimeoutException || error instanceof SocketTimeoutException) {
            return TIMEOUT;
        }
        if (error instanceof HttpException || error instanceof MessageConstraintException) {
            return PROTOCOL;
        }
        return RESET;
    }
}
