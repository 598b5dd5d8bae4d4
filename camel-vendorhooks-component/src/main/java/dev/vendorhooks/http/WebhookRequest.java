package dev.vendorhooks.http;

/**
 * A webhook request as received.
 *
 * @param headers the request's headers, nothing from its query or form
 * @param body the body's bytes as received, never decoded; the array is not copied and must not be changed
 */
public record WebhookRequest(Headers headers, byte[] body) {}
