package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Who has subscribed. Events of products carry only the uuid. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Organization(String uuid, String name, String slug) {}
