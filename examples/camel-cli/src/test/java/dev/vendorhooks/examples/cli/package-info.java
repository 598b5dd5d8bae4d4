/** The files of this example under the Camel CLI itself, and the projects that it exports. */
package dev.vendorhooks.examples.cli;
