/** What webhooks cost: a signature alone, a whole server and its start, a sender and what waits in it. */
package dev.vendorhooks.benchmark;
