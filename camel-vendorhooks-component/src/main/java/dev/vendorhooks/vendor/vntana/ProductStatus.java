package dev.vendorhooks.vendor.vntana;

/** Where a product stands in review, as VNTANA's API specification lists it; others may come. */
public final class ProductStatus {

    public static final String DRAFT = "DRAFT";
    public static final String WAITING_REVIEW = "WAITING_REVIEW";
    public static final String APPROVED = "APPROVED";
    public static final String REJECTED = "REJECTED";
    public static final String LIVE_INTERNAL = "LIVE_INTERNAL";
    public static final String LIVE_PUBLIC = "LIVE_PUBLIC";
    public static final String CUSTOMER_REVIEW = "CUSTOMER_REVIEW";
    public static final String CUSTOMER_APPROVED = "CUSTOMER_APPROVED";
    public static final String CUSTOMER_REJECTED = "CUSTOMER_REJECTED";
    public static final String CUSTOMER_DROPPED = "CUSTOMER_DROPPED";
    public static final String CUSTOMER_HOLD = "CUSTOMER_HOLD";
    public static final String LIVE = "LIVE";
    public static final String INTERNAL = "INTERNAL";

    private ProductStatus() {}

    /** The status in a sample of an event: what the event brings about, or a draft where it is about something else. */
    static String after(String type) {
        return switch (type.substring(type.indexOf('.') + 1)) {
            case "published" -> LIVE_PUBLIC;
            case "published_internal" -> LIVE_INTERNAL;
            case "pending_approval" -> WAITING_REVIEW;
            case "rejected" -> REJECTED;
            case "approved" -> APPROVED;
            case "client.review" -> CUSTOMER_REVIEW;
            case "client.approved" -> CUSTOMER_APPROVED;
            case "client.rejected" -> CUSTOMER_REJECTED;
            case "client.dropped" -> CUSTOMER_DROPPED;
            case "client.hold" -> CUSTOMER_HOLD;
            default -> DRAFT;
        };
    }
}
