/** VNTANA: products (also called assets), workspaces (also called clients), users and showrooms. */
package dev.vendorhooks.vendor.vntana;
