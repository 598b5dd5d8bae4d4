package dev.vendorhooks.vendor.kaedim;

import java.util.Set;

/** How far the work is, as Kaedim's webhook page lists it: the values of {@code results.status}. Others may come. */
public final class KaedimStatus {

    public static final String NEW = "new";
    public static final String COMPLETED = "completed";
    public static final String APPROVED = "approved";
    public static final String DISMISSED = "dismissed";
    public static final String UPLOADED = "uploaded";

    static final Set<String> ALL = Set.of(NEW, COMPLETED, APPROVED, DISMISSED, UPLOADED);

    private KaedimStatus() {}
}
