/** What arrived and what was sent, kept for a while. */
package dev.vendorhooks.journal;
