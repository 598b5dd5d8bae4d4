package dev.vendorhooks.vendor.vntana;

/** How far a conversion is, as VNTANA's API specification lists it; others may come. */
public final class ConversionStatus {

    public static final String PENDING = "PENDING";
    public static final String CONVERTING = "CONVERTING";
    public static final String COMPLETED = "COMPLETED";
    public static final String FAILED = "FAILED";
    public static final String NO_ASSET = "NO_ASSET";
    public static final String TERMINATED = "TERMINATED";
    public static final String NOT_APPLICABLE = "NOT_APPLICABLE";

    private ConversionStatus() {}
}
