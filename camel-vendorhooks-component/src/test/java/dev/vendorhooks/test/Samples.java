package dev.vendorhooks.test;

import dev.vendorhooks.vendor.Vendor;
import dev.vendorhooks.vendor.generic.GenericVendor;
import dev.vendorhooks.vendor.glossi.GlossiVendor;
import dev.vendorhooks.vendor.kaedim.KaedimVendor;
import dev.vendorhooks.vendor.makini.MakiniVendor;
import dev.vendorhooks.vendor.vntana.VntanaVendor;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Events as the vendors' pages show them, as JSON text. Each call gives another event: its ids are new, and its times,
 * where the vendor tells any, are the system's.
 */
public final class Samples {

    private static final Map<VendorSignature, Vendor> VENDORS = Map.of(
            VendorSignature.KAEDIM, new KaedimVendor(),
            VendorSignature.VNTANA, new VntanaVendor(),
            VendorSignature.MAKINI, new MakiniVendor(),
            VendorSignature.GLOSSI, new GlossiVendor(),
            VendorSignature.GENERIC, new GenericVendor());

    private Samples() {}

    /**
     * An iteration of a model, in the one body that Kaedim publishes.
     *
     * @param type type and status, such as {@code generation.completed}; Kaedim itself writes them apart
     * @throws IllegalArgumentException if the type is not one of {@link #types}
     */
    public static String kaedim(String type) {
        return sample(VendorSignature.KAEDIM, type);
    }

    /**
     * An event of VNTANA's, which has neither an id nor a time of its own. Its page shows the bodies of products,
     * clients and users; those of showrooms and presets are the API's. Of projects, renders and turntables nothing but
     * the uuids is likely.
     *
     * @param type such as {@code product.added}
     * @throws IllegalArgumentException if the type is not one of {@link #types}
     */
    public static String vntana(String type) {
        return sample(VendorSignature.VNTANA, type);
    }

    /**
     * The ids of two changed records, which is all that Makini tells. How it spells a resource of two words is not
     * published: here with a hyphen.
     *
     * @param type such as {@code assets.updated}
     * @throws IllegalArgumentException if the type is not one of {@link #types}
     */
    public static String makini(String type) {
        return sample(VendorSignature.MAKINI, type);
    }

    /**
     * An event of Glossi's page.
     *
     * @param type such as {@code model.processed}
     * @throws IllegalArgumentException if the type is not one of {@link #types}
     */
    public static String glossi(String type) {
        return sample(VendorSignature.GLOSSI, type);
    }

    /**
     * An event of the generic vendor, whose page shows the data of users. Of projects, files and payments nothing but
     * the id is certain.
     *
     * @param type such as {@code user.created}
     * @throws IllegalArgumentException if the type is not one of {@link #types}
     */
    public static String generic(String type) {
        return sample(VendorSignature.GENERIC, type);
    }

    /**
     * An event of the vendor, as the methods of the vendors' names give it.
     *
     * @throws IllegalArgumentException if the type is not one of {@link #types}
     */
    public static String sample(VendorSignature vendor, String type) {
        return VENDORS.get(vendor)
                .sample(type, () -> UUID.randomUUID().toString(), Instant.now())
                .orElseThrow(() -> new IllegalArgumentException("There is no sample of " + type + " by " + vendor
                        + ". There are: " + String.join(", ", types(vendor))));
    }

    /** The types there is a sample of, in alphabetical order. */
    public static Set<String> types(VendorSignature vendor) {
        return new TreeSet<>(VENDORS.get(vendor).eventTypes());
    }
}
