package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A workspace of an organization. Events of products carry only the uuid. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Client(String uuid, String name, String slug) {}
