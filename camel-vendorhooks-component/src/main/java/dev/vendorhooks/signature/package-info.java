/** Judges whether a request was signed with a known secret. Vendors declare, {@link HmacScheme} computes. */
package dev.vendorhooks.signature;
