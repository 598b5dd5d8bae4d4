/**
 * Signs requests, and judges whether one was signed with a known secret. Vendors declare, {@link HmacScheme} computes.
 */
package dev.vendorhooks.signature;
