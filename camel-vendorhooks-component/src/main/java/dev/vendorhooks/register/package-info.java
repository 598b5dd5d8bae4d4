/** Registering webhooks: what vendors' APIs have in common, and what is kept of a registration. */
package dev.vendorhooks.register;
