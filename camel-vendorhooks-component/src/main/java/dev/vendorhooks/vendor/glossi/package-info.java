/** Glossi: models, projects, jobs and renders. */
package dev.vendorhooks.vendor.glossi;
