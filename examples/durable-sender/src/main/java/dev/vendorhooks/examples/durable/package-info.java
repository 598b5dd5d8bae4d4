/** An outbox in PostgreSQL, so that deliveries and their retry schedule survive a crash of the sender. */
package dev.vendorhooks.examples.durable;
