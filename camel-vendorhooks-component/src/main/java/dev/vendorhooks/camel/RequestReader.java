package dev.vendorhooks.camel;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.signature.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Takes a request's bytes out of the message that an HTTP engine made of it.
 *
 * @param maxBodySize the largest body accepted, in bytes
 */
record RequestReader(int maxBodySize) {

    /** The headers that are looked at before any signature. */
    static final Set<String> HEADERS =
            Set.of(Exchange.CONTENT_TYPE, Exchange.CONTENT_ENCODING, Exchange.CONTENT_LENGTH);

    /** Why a request is refused before its body is read. */
    Optional<Refusal> refusal(Headers headers) {
        if (isForm(headers) || isEncoded(headers)) {
            return Optional.of(Refusal.UNSUPPORTED_MEDIA_TYPE);
        }
        return declaredLength(headers) > maxBodySize ? Optional.of(Refusal.TOO_LARGE) : Optional.empty();
    }

    /**
     * The body as received; empty if it is larger than allowed.
     *
     * @throws IllegalStateException if the engine hands over characters, as Spring Boot's does without streaming
     */
    Optional<byte[]> body(Message message) throws IOException {
        byte[] body = bytes(message);
        return body.length > maxBodySize ? Optional.empty() : Optional.of(body);
    }

    private byte[] bytes(Message message) throws IOException {
        Object body = message.getBody();
        if (body instanceof Reader) {
            throw new IllegalStateException(
                    "The HTTP engine decodes request bodies, so that no signature can be"
                            + " verified. Set the option useStreaming=true on the component, as camel-vendorhooks-starter does.");
        }
        if (body instanceof InputStream stream) {
            return stream.readNBytes(maxBodySize + 1);
        }
        byte[] bytes = message.getBody(byte[].class);
        return bytes != null ? bytes : new byte[0];
    }

    private static boolean isForm(Headers headers) {
        for (String type : headers.all(Exchange.CONTENT_TYPE)) {
            if (startsWith(type, "application/x-www-form-urlencoded") || startsWith(type, "multipart/")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEncoded(Headers headers) {
        for (String encoding : headers.all(Exchange.CONTENT_ENCODING)) {
            if (!encoding.strip().equalsIgnoreCase("identity")) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(String text, String prefix) {
        return text.strip().regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static long declaredLength(Headers headers) {
        List<String> lengths = headers.all(Exchange.CONTENT_LENGTH);
        try {
            return lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
