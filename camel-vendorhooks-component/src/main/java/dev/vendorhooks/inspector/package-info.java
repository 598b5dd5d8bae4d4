/** The web page that shows what a journal holds. */
package dev.vendorhooks.inspector;
