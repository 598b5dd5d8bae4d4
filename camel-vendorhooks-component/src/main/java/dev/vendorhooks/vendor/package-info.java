/** The vendors: one folder each with a declaration, the events and a page that says what is peculiar. */
package dev.vendorhooks.vendor;
