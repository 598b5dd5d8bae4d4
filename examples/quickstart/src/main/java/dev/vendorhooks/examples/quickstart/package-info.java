/** All five vendors received on one port and printed. */
package dev.vendorhooks.examples.quickstart;
