package dev.vendorhooks.vendor.makini;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of Makini's events, in the one spelling that stands for all. */
final class MakiniTypes {

    /** All known types; a resource of two words is written with a hyphen. Connections go by two names. */
    static final Set<String> NAMES = Stream.concat(
                    Stream.of(
                                    "connections",
                                    "connection-statuses",
                                    "assets",
                                    "sites",
                                    "work-orders",
                                    "purchase-orders",
                                    "materials",
                                    "locations")
                            .flatMap(resource -> Stream.of(".inserted", ".created", ".updated")
                                    .map(resource::concat)),
                    Stream.of("connections.deleted", "connection-statuses.deleted"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> PLAIN_NAMES =
            NAMES.stream().map(MakiniTypes::plain).collect(Collectors.toUnmodifiableSet());

    private MakiniTypes() {}

    /**
     * The resource of a known type in lower case without separators, such as {@code workorders}; empty if the type is
     * not known. A resource with an unknown verb is none: who stores what was updated must not store what was deleted.
     */
    static String resource(String type) {
        String plain = plain(type);
        return PLAIN_NAMES.contains(plain) ? plain.substring(0, plain.indexOf('.')) : "";
    }

    /** How the vendor spells two words is not documented: work-orders, work_orders, workOrders, "work orders". */
    private static String plain(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
