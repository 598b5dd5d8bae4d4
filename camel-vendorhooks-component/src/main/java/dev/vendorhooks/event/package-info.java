/** What a webhook says: events as records shaped like the vendor's JSON, read from the bytes received. */
package dev.vendorhooks.event;
