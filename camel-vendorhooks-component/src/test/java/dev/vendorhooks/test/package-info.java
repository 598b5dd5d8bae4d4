/**
 * A kit for tests: vendors whose APIs and webhooks behave as documented, on this machine. It is no part of the
 * component, shares no code with it and needs WireMock (wiremock-standalone), Jackson and JUnit 5.
 */
package dev.vendorhooks.test;
