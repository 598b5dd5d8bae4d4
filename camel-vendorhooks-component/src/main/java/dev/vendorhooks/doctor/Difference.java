package dev.vendorhooks.doctor;

/**
 * In what a hypothesis differs from the request as received.
 *
 * @param words what it is, as it follows "the signature fits": fixed words, header names and endpoint names
 */
record Difference(Cause cause, String words) {}
