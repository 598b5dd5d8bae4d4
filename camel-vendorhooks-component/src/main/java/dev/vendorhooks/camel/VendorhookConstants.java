package dev.vendorhooks.camel;

import org.apache.camel.spi.Metadata;

/** The headers and exchange properties of vendorhook endpoints. */
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
            description =
                    "The id of what the event is about, such as a model or a product: a key that keeps the events of"
                            + " one thing in order. Absent where the event names none.",
            javaType = "String")
    public static final String EVENT_SUBJECT = "CamelVendorhookEventSubject";

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

    @Metadata(
            label = "consumer",
            description = "True where an operator had a delivery routed once more from a journal. Absent otherwise.",
            javaType = "Boolean")
    public static final String REPLAY = "CamelVendorhookReplay";

    @Metadata(
            label = "producer",
            description = "The id of the delivery to send, of up to 256 visible ASCII characters. Made once per message"
                    + " when absent. The exchange property of the same name holds the id that was used.",
            javaType = "String")
    public static final String DELIVERY_ID = "CamelVendorhookDeliveryId";

    @Metadata(
            label = "producer",
            description =
                    "Where to send this message instead of the endpoint's url. Refused unless allowedUrls is set.",
            javaType = "String")
    public static final String URL = "CamelVendorhookUrl";

    @Metadata(
            label = "producer",
            description = "The vendor's id of the webhook that an operation is about.",
            javaType = "String")
    public static final String WEBHOOK_ID = "CamelVendorhookWebhookId";

    @Metadata(label = "producer", description = "The status that the receiver answered.", javaType = "Integer")
    public static final String RESPONSE_STATUS = "CamelVendorhookResponseStatus";

    @Metadata(
            label = "producer",
            description = "The headers of the answer that the option headers names, by the name given there.",
            javaType = "Map<String, String>")
    public static final String RESPONSE_HEADERS = "CamelVendorhookResponseHeaders";

    @Metadata(label = "producer", description = "The first 64 KiB of the answer's body.", javaType = "byte[]")
    public static final String RESPONSE_BODY = "CamelVendorhookResponseBody";

    /**
     * The exchange property with the attempts to deliver the latest message sent, a list of
     * {@link dev.vendorhooks.send.Attempt}.
     */
    public static final String ATTEMPTS = "CamelVendorhookAttempts";

    /** The exchange property with the option {@code cloudEventSource}, a {@link java.net.URI}; absent if it is not set. */
    static final String CLOUD_EVENT_SOURCE = "CamelVendorhookCloudEventSource";

    /** The exchange property with the {@link dev.vendorhooks.event.Delivery}, which holds the JSON as received. */
    public static final String DELIVERY = "CamelVendorhookDelivery";

    private VendorhookConstants() {}
}
