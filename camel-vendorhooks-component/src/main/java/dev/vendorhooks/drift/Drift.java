package dev.vendorhooks.drift;

/**
 * A difference between an event and what its vendor is known to send.
 *
 * @param change what is different
 * @param type the event's type
 * @param field the path of the field as the vendor names it, such as {@code data.modelId} or {@code items[].id}
 */
public record Drift(Change change, String type, String field) {

    /** How a field is different. */
    public enum Change {
        /** There is a field that the record does not have. */
        APPEARED,
        /** A field that the vendor's example has is missing. */
        VANISHED,
        /** A field is of another JSON type than the record's. */
        RETYPED
    }
}
