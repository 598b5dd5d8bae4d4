package dev.vendorhooks.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.signature.Notation.Stamp;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bytes a vendor signs, such as <code>{timestamp}.{body}</code>. */
public final class SignedContent {

    private static final Pattern TOKEN = Pattern.compile("\\{[^{}]*}|.+?(?=\\{[^{}]*}|\\z)", Pattern.DOTALL);

    /** The body alone. */
    public static final SignedContent BODY = SignedContent.of("{body}");

    private final String template;
    private final List<Part> parts;
    private final boolean timed;

    private SignedContent(String template, List<Part> parts) {
        this.template = template;
        this.parts = parts;
        this.timed = template.contains("{timestamp}");
    }

    /**
     * The content that {@code template} describes: <code>{id}</code>, <code>{timestamp}</code> and <code>{body}</code>
     * stand for what was received or is sent, all else for itself in UTF-8.
     *
     * @throws IllegalArgumentException if the template has another placeholder, or none for the body
     */
    public static SignedContent of(String template) {
        if (!template.contains("{body}")) {
            throw new IllegalArgumentException("Signed content '" + template + "' lacks {body}");
        }
        List<Part> parts = new ArrayList<>();
        Matcher tokens = TOKEN.matcher(template);
        while (tokens.find()) {
            parts.add(part(tokens.group()));
        }
        return new SignedContent(template, List.copyOf(parts));
    }

    private static Part part(String token) {
        return switch (token) {
            case "{body}" -> (digest, stamp, body) -> digest.update(body);
            case "{timestamp}" -> (digest, stamp, body) ->
                    digest.update(stamp.timestamp().getBytes(UTF_8));
            case "{id}" -> (digest, stamp, body) -> digest.update(stamp.id().getBytes(UTF_8));
            default -> literal(token);
        };
    }

    private static Part literal(String token) {
        if (token.startsWith("{") && token.endsWith("}")) {
            throw new IllegalArgumentException(
                    "Signed content has the unknown placeholder " + token + "; there are {id}, {timestamp} and {body}");
        }
        byte[] bytes = token.getBytes(UTF_8);
        return (digest, stamp, body) -> digest.update(bytes);
    }

    /** Whether a time is signed. */
    boolean isTimed() {
        return timed;
    }

    void feed(MessageDigest digest, Stamp stamp, byte[] body) {
        for (Part part : parts) {
            part.feed(digest, stamp, body);
        }
    }

    /** The template. */
    @Override
    public String toString() {
        return template;
    }

    private interface Part {
        void feed(MessageDigest digest, Stamp stamp, byte[] body);
    }
}
