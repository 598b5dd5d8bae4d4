/** Sending: where a delivery may go, and when it is tried again. */
package dev.vendorhooks.send;
