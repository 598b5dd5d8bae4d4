/** A vendor without a name of its own: users, projects, files and payments in a common envelope. */
package dev.vendorhooks.vendor.generic;
