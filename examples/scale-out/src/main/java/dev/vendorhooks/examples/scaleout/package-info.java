/** Receivers that share their claims, and workers behind a topic. */
package dev.vendorhooks.examples.scaleout;
