/** All five vendors received on Spring Boot: three by routes in Java, two by routes in YAML. */
package dev.vendorhooks.examples.springboot;
