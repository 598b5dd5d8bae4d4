package dev.vendorhooks.vendor.glossi;

/** The statuses in the sample payloads of Glossi's webhook page; an event may carry others. */
public final class GlossiStatus {

    /** A model is ready to use. */
    public static final String READY = "READY";

    /** A model or a job failed. */
    public static final String FAILED = "FAILED";

    /** A job is done. */
    public static final String COMPLETE = "COMPLETE";

    /** A render is done; the vendor spells it differently from a job's. */
    public static final String COMPLETED = "COMPLETED";

    private GlossiStatus() {}
}
