package dev.vendorhooks.drift;

import dev.vendorhooks.vendor.Vendor;
import java.util.List;

/** Finds the drifts of one vendor's events. */
public final class DriftDetector {

    /**
     * @param vendorName the name that contracts are kept under
     * @param vendor whose samples tell which fields usually are there
     */
    public DriftDetector(String vendorName, Vendor vendor) {}

    /** The differences between {@code body} and the contract of {@code type}; none where there is no contract. */
    public List<Drift> drifts(String type, byte[] body) {
        return List.of();
    }
}
