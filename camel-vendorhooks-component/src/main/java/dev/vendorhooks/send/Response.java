package dev.vendorhooks.send;

import dev.vendorhooks.http.Headers;

/**
 * What a receiver answered.
 *
 * @param status the status
 * @param headers the headers
 * @param body the first bytes of the body, as many as were asked for, or what had come of it when it stalled or broke off
 */
public record Response(int status, Headers headers, byte[] body) {

    /** How many bytes of a receiver's body are read, 64 KiB. */
    public static final int LONGEST_BODY = 64 * 1024;
}
