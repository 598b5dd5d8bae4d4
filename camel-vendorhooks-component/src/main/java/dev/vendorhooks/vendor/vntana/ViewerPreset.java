package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Settings of the viewer.
 *
 * @param value the settings, in whatever shape they come
 * @param type what is preset; its values are not documented
 * @param isDefault {@code default} in the JSON
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ViewerPreset(
        String uuid, Object value, String type, String name, @JsonProperty("default") Boolean isDefault) {}
