/** The Camel component {@code vendorhook}: everything that knows Camel. */
package dev.vendorhooks.camel;
