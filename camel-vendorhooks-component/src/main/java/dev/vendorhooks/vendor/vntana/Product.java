package dev.vendorhooks.vendor.vntana;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * A product, also called asset. What is null in the vendor's sample, and so of unknown shape, is left as it comes.
 *
 * @param status see {@link ProductStatus}
 * @param attributes mostly texts, by name
 * @param asset the uploaded asset; see {@link ConversionStatus} for how far its conversion is
 * @param modelOpsParameters the parameters of each operation, by the operation's name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Product(
        String uuid,
        String name,
        String description,
        List<Object> locations,
        List<Object> tags,
        Map<String, Object> attributes,
        String status,
        Object material,
        Object optimization,
        Object asset,
        Boolean autoPublish,
        Object rendererConfigs,
        Object dracoCompression,
        Object textureCompression,
        Map<String, Object> modelOpsParameters,
        String pipelineUuid,
        Object preset) {}
