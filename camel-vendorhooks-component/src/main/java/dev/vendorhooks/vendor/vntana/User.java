package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A user of an organization.
 *
 * @param role see {@link UserRole}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record User(String uuid, String email, String role) {}
