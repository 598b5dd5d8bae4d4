/** What webhooks cost: a signature alone, a whole server, its start and its doctor, a sender and what waits in it. */
package dev.vendorhooks.benchmark;
