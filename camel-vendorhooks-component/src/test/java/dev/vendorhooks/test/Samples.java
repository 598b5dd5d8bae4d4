package dev.vendorhooks.test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Events as the vendors' pages show them, as JSON text. Each call gives another event: its ids are new, and its times,
 * where the vendor tells any, are the system's.
 */
public final class Samples {

    private static final Pattern ID = Pattern.compile("<id>");

    private static final String KAEDIM_ITERATION =
            """
            {
              "results": {
                "status": "<status>",
                "userID": "<id>",
                "studioID": null,
                "requestID": "<id>",
                "iterationID": 2,
                "name": "",
                "image": "https://images.example/<id>.png",
                "type": "<type>",
                "isRevision": false,
                "createdAt": "<time>",
                "completedAt": null,
                "assetComplete": false,
                "completedModels": {
                  "fbx": "https://models.example/<id>.fbx",
                  "glb": "https://models.example/<id>.glb",
                  "mtl": "https://models.example/<id>.mtl",
                  "obj": "https://models.example/<id>.obj",
                  "usd": "https://models.example/<id>.usd",
                  "gltf": "https://models.example/<id>.gltf"
                },
                "devID": "<id>"
              }
            }""";

    private static final String VNTANA_PRODUCT =
            """
            {
              "event": "<type>",
              "organization": {"uuid": "<id>"},
              "product": {
                "uuid": "<id>",
                "name": "TestWebhooks",
                "description": "This is a test of product events",
                "locations": [],
                "tags": [],
                "attributes": {"sku": "2345", "color": "white"},
                "status": "<status>",
                "material": null,
                "optimization": null,
                "asset": null,
                "autoPublish": false,
                "rendererConfigs": null,
                "dracoCompression": null,
                "textureCompression": null,
                "modelOpsParameters": {
                  "PIVOT_POINT_ALIGNMENT": {"pivotPoint": "center"},
                  "DRACO_COMPRESSION": {"enabled": "false"},
                  "ORIENTATION": null,
                  "TEXTURE_COMPRESSION": null,
                  "OPTIMIZATION": null,
                  "AR_SCALING": null
                },
                "pipelineUuid": "<id>",
                "preset": null
              },
              "client": {"uuid": "<id>"}
            }""";

    private static final String VNTANA_CLIENT =
            """
            {
              "event": "<type>",
              "client": {"uuid": "<id>", "name": "test name", "slug": "test-name"},
              "organization": {"uuid": "<id>", "name": "123", "slug": "123"}
            }""";

    private static final String VNTANA_USER =
            """
            {
              "event": "<type>",
              "user": {
                "uuid": "<id>",
                "email": "some.email@email.com",
                "role": "CLIENT_ORGANIZATION_CONTENT_MANAGER"
              },
              "organization": {"uuid": "<id>", "name": "123", "slug": "123"},
              "client": {"uuid": "<id>", "name": "test-f9", "slug": "test-f9"}
            }""";

    private static final String VNTANA_SHOWROOM =
            """
            {
              "event": "<type>",
              "organization": {"uuid": "<id>"},
              "showroom": {
                "uuid": "<id>",
                "name": "Autumn",
                "products": [
                  {
                    "uuid": "<id>",
                    "name": "TestWebhooks",
                    "status": "LIVE_PUBLIC",
                    "tags": ["oak"],
                    "attributes": {"sku": "2345"}
                  }
                ]
              }
            }""";

    private static final String MAKINI_CHANGE = """
            {"event": "<type>", "body": ["<id>", "<id>"]}""";

    private static final String GLOSSI_MODEL_PROCESSED =
            """
            {
              "event": "<type>",
              "timestamp": "<time>",
              "data": {
                "modelId": "<id>",
                "name": "Chair Model",
                "status": "READY",
                "glbFilePath": "https://files.example/<id>.glb",
                "thumbnailUrl": "https://files.example/<id>.jpg"
              }
            }""";

    private static final String GLOSSI_MODEL_FAILED =
            """
            {
              "event": "<type>",
              "timestamp": "<time>",
              "data": {
                "modelId": "<id>",
                "name": "Chair Model",
                "status": "FAILED",
                "error": "Model conversion failed: unsupported format"
              }
            }""";

    private static final String GLOSSI_PROJECT_CREATED =
            """
            {
              "event": "<type>",
              "timestamp": "<time>",
              "data": {
                "projectId": "<id>",
                "name": "Chair Project",
                "modelIds": ["<id>"],
                "templateId": "<id>"
              }
            }""";

    private static final String GLOSSI_JOB_COMPLETE =
            """
            {
              "event": "<type>",
              "timestamp": "<time>",
              "data": {
                "jobId": "<id>",
                "status": "COMPLETE",
                "results": [
                  {
                    "model": {"id": "<id>", "name": "Chair"},
                    "project": {"id": "<id>", "name": "Chair Project"}
                  }
                ]
              }
            }""";

    private static final String GLOSSI_JOB_FAILED =
            """
            {
              "event": "<type>",
              "timestamp": "<time>",
              "data": {
                "jobId": "<id>",
                "status": "FAILED",
                "error": "Model processing timed out"
              }
            }""";

    private static final String GLOSSI_RENDER_COMPLETE =
            """
            {
              "event": "<type>",
              "timestamp": "<time>",
              "data": {
                "jobId": "<id>",
                "status": "COMPLETED",
                "projectId": "<id>",
                "renderIds": ["<id>", "<id>"]
              }
            }""";

    private static final String GLOSSI_RENDER_FAILED =
            """
            {
              "event": "<type>",
              "timestamp": "<time>",
              "data": {
                "jobId": "<id>",
                "projectId": "<id>",
                "error": "Render timed out"
              }
            }""";

    private static final String GENERIC_USER =
            """
            {
              "id": "evt_<id>",
              "type": "<type>",
              "created_at": "<time>",
              "data": {
                "id": "user_<id>",
                "name": "John Doe",
                "email": "john@example.com",
                "status": "active"
              }
            }""";

    private static final String GENERIC_OTHER =
            """
            {
              "id": "evt_<id>",
              "type": "<type>",
              "created_at": "<time>",
              "data": {
                "id": "<id>"
              }
            }""";

    private static final Map<VendorSignature, Map<String, String>> TEMPLATES = Map.of(
            VendorSignature.KAEDIM, kaedim(),
            VendorSignature.VNTANA, vntana(),
            VendorSignature.MAKINI, makini(),
            VendorSignature.GLOSSI, glossi(),
            VendorSignature.GENERIC, generic());

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
     * An event of VNTANA's page, which has neither an id nor a time of its own. The page shows no body of a showroom's
     * event; what is given is the API's.
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

    /** The types there is a sample of, in alphabetical order. */
    public static Set<String> types(VendorSignature vendor) {
        return new TreeSet<>(TEMPLATES.get(vendor).keySet());
    }

    private static String sample(VendorSignature vendor, String type) {
        String template = TEMPLATES.get(vendor).get(type);
        if (template == null) {
            throw new IllegalArgumentException("There is no sample of " + type + " by " + vendor + ". There are: "
                    + String.join(", ", types(vendor)));
        }
        boolean statusInType = vendor == VendorSignature.KAEDIM;
        String named = template.replace("<type>", statusInType ? type.substring(0, type.indexOf('.')) : type)
                .replace("<status>", statusInType ? type.substring(type.indexOf('.') + 1) : productStatus(type))
                .replace("<time>", VendorSignature.TO_THE_MILLISECOND.format(Instant.now()));
        return ID.matcher(named).replaceAll(id -> UUID.randomUUID().toString());
    }

    private static String productStatus(String type) {
        return switch (type) {
            case "product.published" -> "LIVE_PUBLIC";
            case "product.pending_approval" -> "WAITING_REVIEW";
            case "product.rejected" -> "REJECTED";
            case "product.approved" -> "APPROVED";
            default -> "DRAFT";
        };
    }

    private static Map<String, String> kaedim() {
        Map<String, String> templates = new TreeMap<>();
        for (String type : List.of("sculpt", "generation", "unwrap", "texture", "rig", "lod")) {
            for (String status : List.of("new", "completed", "approved", "dismissed", "uploaded")) {
                templates.put(type + "." + status, KAEDIM_ITERATION);
            }
        }
        return templates;
    }

    private static Map<String, String> vntana() {
        Map<String, String> templates = new TreeMap<>();
        for (String change : List.of(
                "added",
                "pending",
                "processing",
                "completed",
                "terminated",
                "failed",
                "published",
                "deactivated",
                "pending_approval",
                "rejected",
                "approved",
                "deleted")) {
            templates.put("product." + change, VNTANA_PRODUCT);
        }
        templates.put("client.added", VNTANA_CLIENT);
        templates.put("user.added", VNTANA_USER);
        templates.put("user.revoked", VNTANA_USER);
        for (String change :
                List.of("order.placed", "product.added", "product.removed", "user.added", "order.item.added")) {
            templates.put("showroom." + change, VNTANA_SHOWROOM);
        }
        return templates;
    }

    private static Map<String, String> makini() {
        Map<String, String> templates = new TreeMap<>();
        for (String resource :
                List.of("connections", "assets", "sites", "work-orders", "purchase-orders", "materials", "locations")) {
            templates.put(resource + ".inserted", MAKINI_CHANGE);
            templates.put(resource + ".updated", MAKINI_CHANGE);
        }
        templates.put("connections.deleted", MAKINI_CHANGE);
        return templates;
    }

    private static Map<String, String> glossi() {
        return Map.of(
                "model.processed", GLOSSI_MODEL_PROCESSED,
                "model.failed", GLOSSI_MODEL_FAILED,
                "project.created", GLOSSI_PROJECT_CREATED,
                "job.complete", GLOSSI_JOB_COMPLETE,
                "job.failed", GLOSSI_JOB_FAILED,
                "render.complete", GLOSSI_RENDER_COMPLETE,
                "render.failed", GLOSSI_RENDER_FAILED);
    }

    private static Map<String, String> generic() {
        return Map.of(
                "user.created", GENERIC_USER,
                "user.updated", GENERIC_USER,
                "user.deleted", GENERIC_USER,
                "project.created", GENERIC_OTHER,
                "project.updated", GENERIC_OTHER,
                "project.deleted", GENERIC_OTHER,
                "file.uploaded", GENERIC_OTHER,
                "payment.succeeded", GENERIC_OTHER,
                "payment.failed", GENERIC_OTHER);
    }
}
