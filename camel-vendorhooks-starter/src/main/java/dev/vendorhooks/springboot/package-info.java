/** Spring Boot's side of the Camel component {@code vendorhook}: its properties, and what a servlet container needs. */
package dev.vendorhooks.springboot;
