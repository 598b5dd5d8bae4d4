/** Looks for what made a request's signature fail, for the operator alone. */
package dev.vendorhooks.doctor;
