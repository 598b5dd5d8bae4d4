/** The inbound decision: what a request is, and whether its event was already received. */
package dev.vendorhooks.receive;
