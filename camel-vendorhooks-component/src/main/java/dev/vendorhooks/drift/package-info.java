/** Compares events with what their vendors are known to send. */
package dev.vendorhooks.drift;
