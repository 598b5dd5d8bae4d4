package dev.vendorhooks.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Bodies of the generic vendor. */
final class Bodies {

    private Bodies() {}

    static byte[] userCreated(String id) {
        return userCreated(id, "John Doe");
    }

    static byte[] userCreated(String id, String name) {
        return """
                {"id":"%s","type":"user.created","created_at":"2026-01-15T12:30:00Z",\
                "data":{"id":"user_123","name":"%s","email":"john@example.com","status":"active"}}"""
                .formatted(id, name)
                .getBytes(UTF_8);
    }
}
