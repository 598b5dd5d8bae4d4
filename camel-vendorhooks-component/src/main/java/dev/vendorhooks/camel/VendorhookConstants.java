package dev.vendorhooks.camel;

import org.apache.camel.spi.Metadata;

/** The headers that a vendorhook endpoint sets. */
public final class VendorhookConstants {

    /** The URI scheme, and the prefix of the vendors' registration files. */
    public static final String SCHEME = "vendorhook";

    @Metadata(label = "consumer", description = "The vendor that sent the event.", javaType = "String")
    public static final String VENDOR = "CamelVendorhookVendor";

    @Metadata(
            label = "consumer",
            description = "The type of the event as the vendor names it, such as model.processed.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelVendorhookEventType";

    @Metadata(
            label = "consumer",
            description = "What makes the event the same when it is delivered again: the vendor's own id, else the"
                    + " documented natural key. Absent where nothing does.",
            javaType = "String")
    public static final String EVENT_ID = "CamelVendorhookEventId";

    @Metadata(
            label = "consumer",
            description = "When the event happened, in ISO-8601 and UTC. Absent where the vendor does not say.",
            javaType = "String")
    public static final String EVENT_TIME = "CamelVendorhookEventTime";

    @Metadata(
            label = "consumer",
            description = "When the vendor signed the delivery, in ISO-8601 and UTC. Absent where the vendor signs no"
                    + " time.",
            javaType = "String")
    public static final String DELIVERY_TIME = "CamelVendorhookDeliveryTime";

    @Metadata(
            label = "consumer",
            description = "The event id that an earlier delivery bore with another body. Absent otherwise.",
            javaType = "String")
    public static final String DUPLICATE_OF = "CamelVendorhookDuplicateOf";

    /** The exchange property with the {@link dev.vendorhooks.event.Delivery}, which holds the JSON as received. */
    public static final String DELIVERY = "CamelVendorhookDelivery";

    private VendorhookConstants() {}
}
