package dev.vendorhooks.drift;

/**
 * A difference between an event and the contract of its type.
 *
 * @param change what is different
 * @param type the event's type, as {@link dev.vendorhooks.vendor.Vendor#eventTypes} spells it
 * @param field the path of the field as the vendor names it, such as {@code data.modelId} or {@code items[].id}; fit
 *     for a line of a log
 */
public record Drift(Change change, String type, String field) {

    /** How a field is different. */
    public enum Change {
        /** There is a field that the record does not have. */
        APPEARED,
        /** A field of the record that earlier events had is missing. */
        VANISHED,
        /** A field is of another JSON type than the record's. */
        RETYPED
    }

    /** What is different and what becomes of it, in one line. */
    @Override
    public String toString() {
        return switch (change) {
            case APPEARED -> type + " has a new field " + field
                    + ", which this version's record does not have; it is in the delivered JSON, and in no record";
            case VANISHED -> type + " no longer has the field " + field
                    + ", which its earlier events had; the record has null there";
            case RETYPED -> type + " has another JSON type in the field " + field
                    + " than this version's record; an event that does not fit its record is delivered as Unknown";
        };
    }
}
