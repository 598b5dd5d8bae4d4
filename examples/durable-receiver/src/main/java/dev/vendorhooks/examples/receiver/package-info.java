/** Events that survive a crash of the receiver. */
package dev.vendorhooks.examples.receiver;
