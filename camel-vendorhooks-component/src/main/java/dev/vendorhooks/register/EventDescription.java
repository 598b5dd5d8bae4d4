package dev.vendorhooks.register;

/**
 * A type of event that a vendor's API lists.
 *
 * @param name the type, as it stands in events
 * @param description when it happens
 * @param category the group the vendor puts it in
 * @param id the vendor's id of it
 */
public record EventDescription(String name, String description, String category, String id) {}
