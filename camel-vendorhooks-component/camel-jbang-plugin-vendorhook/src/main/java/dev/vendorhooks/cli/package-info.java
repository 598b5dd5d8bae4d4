/** The Camel CLI's command {@code vendorhook}: samples, signatures and deliveries without an application. */
package dev.vendorhooks.cli;
