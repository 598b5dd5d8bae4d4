package dev.vendorhooks.journal;

/**
 * Which entries are asked for. Null accepts any.
 *
 * @param direction which way they went
 * @param vendor the vendor's name
 * @param type the event's type
 * @param outcome what became of them
 */
public record JournalFilter(Direction direction, String vendor, String type, String outcome) {

    /** All entries. */
    public static final JournalFilter ANY = new JournalFilter(null, null, null, null);

    /** Whether {@code entry} is asked for. */
    public boolean accepts(JournalEntry entry) {
        return accepts(direction, entry.direction())
                && accepts(vendor, entry.vendor())
                && accepts(type, entry.type())
                && accepts(outcome, entry.outcome());
    }

    private static boolean accepts(Object wanted, Object actual) {
        return wanted == null || wanted.equals(actual);
    }
}
