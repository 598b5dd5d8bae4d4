/** Kaedim: one body for all its events, told apart by what stands inside. */
package dev.vendorhooks.vendor.kaedim;
