/** What receiving a webhook costs: the signature alone, a whole server, and its start. */
package dev.vendorhooks.benchmark;
