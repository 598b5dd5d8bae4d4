/** A webhook request as bytes and header texts, before anything is trusted. */
package dev.vendorhooks.http;
