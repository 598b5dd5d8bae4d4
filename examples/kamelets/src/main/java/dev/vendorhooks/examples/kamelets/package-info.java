/** Pipes between the Kamelets of the vendors and those of Camel's catalog. */
package dev.vendorhooks.examples.kamelets;
