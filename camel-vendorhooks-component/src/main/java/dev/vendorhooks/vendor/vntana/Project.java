package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A project; the vendor publishes no sample. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Project(String uuid, String name) {}
