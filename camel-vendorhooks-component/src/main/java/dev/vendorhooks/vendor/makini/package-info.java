/** Makini: which records of a connected system have changed. */
package dev.vendorhooks.vendor.makini;
