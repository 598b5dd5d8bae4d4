/** Events of one vendor sent on to a receiver that verifies another's signature. */
package dev.vendorhooks.examples.relay;
