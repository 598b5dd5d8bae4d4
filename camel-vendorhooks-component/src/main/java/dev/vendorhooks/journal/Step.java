package dev.vendorhooks.journal;

/**
 * One step in how a delivery was judged or made.
 *
 * @param name what was done, such as {@code signature}
 * @param passed whether it went on after it
 * @param text what was seen, for the operator
 */
public record Step(String name, boolean passed, String text) {}
