/** Webhooks received on Quarkus. */
package dev.vendorhooks.examples.quarkus;
