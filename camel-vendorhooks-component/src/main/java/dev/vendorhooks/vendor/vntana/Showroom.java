package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/** A showroom, shared by link. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Showroom(String uuid, String name, List<Item> products) {

    /**
     * A product in the showroom.
     *
     * @param status see {@link ProductStatus}
     * @param tags texts
     * @param attributes mostly texts, by name
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Item(String uuid, String name, String status, List<Object> tags, Map<String, Object> attributes) {}
}
