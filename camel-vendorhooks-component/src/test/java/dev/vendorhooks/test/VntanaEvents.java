package dev.vendorhooks.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The events of VNTANA: those of its page under the page's uuids, and some that its guide added later. */
final class VntanaEvents {

    private static final Map<String, String> UUIDS = new LinkedHashMap<>();

    static {
        UUIDS.put("product.added", "1a426e7d-5e41-480c-b00f-9f46ca12e5ca");
        // a digit short, as on the page
        UUIDS.put("product.pending", "018481a-dab5-11ec-9d64-0242ac120002");
        UUIDS.put("product.processing", "84b62efc-f91b-4b6d-801c-d135874eb89c");
        UUIDS.put("product.completed", "6c424e29-9bb1-4109-bcaf-45b5a740463d");
        UUIDS.put("product.terminated", "ec25b6fc-7c3b-41c0-bb8f-db0ac6b3c06c");
        UUIDS.put("product.failed", "c39638ec-744e-486d-920a-c7346b9d5679");
        UUIDS.put("product.published", "1691f8d6-4744-463d-9ae3-9949d483d75d");
        UUIDS.put("product.deactivated", "10347721-608e-4e81-a4df-a296e21c6678");
        UUIDS.put("product.pending_approval", "81e28b2f-91a2-4715-9364-fb22b7218986");
        UUIDS.put("product.rejected", "4cc9b9a6-af11-4307-8e51-a2f2216f3387");
        UUIDS.put("product.approved", "e5acaeee-6f53-4090-b87e-231e12e37dab");
        UUIDS.put("product.deleted", "b666992a-01d2-421f-8009-3d7f4121e8dc");
        UUIDS.put("client.added", "e661f3ac-d75b-11ec-9d64-0242ac120002");
        UUIDS.put("user.added", "67891594-d786-11ec-9d64-0242ac120002");
        UUIDS.put("user.revoked", "c59c3401-5d79-4001-a980-a4d723625687");
        List.of(
                        "asset.added",
                        "asset.completed",
                        "asset.deleted",
                        "asset.attributes.updated",
                        "asset.client.approved",
                        "project.added",
                        "workspace.added",
                        "showroom.order.placed",
                        "viewer_preset.updated",
                        "renders.completed",
                        "turntable.failed")
                .forEach(name -> UUIDS.put(name, uuid(name)));
    }

    private VntanaEvents() {}

    static Collection<String> names() {
        return UUIDS.keySet();
    }

    /** The name of the event with {@code uuid}, empty if there is none. */
    static Optional<String> name(String uuid) {
        return UUIDS.entrySet().stream()
                .filter(event -> event.getValue().equals(uuid))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The events by category, as VNTANA lists them; an unknown one gets a uuid of its own. */
    static Map<String, Object> grid(Collection<String> names) {
        Map<String, List<Object>> categories = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("name", name);
            event.put("description", "Occurs with " + name + ".");
            event.put("uuid", UUIDS.getOrDefault(name, uuid(name)));
            categories
                    .computeIfAbsent(category(name), category -> new ArrayList<>())
                    .add(event);
        }
        List<Object> grid = new ArrayList<>();
        categories.forEach((category, events) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("category", category);
            row.put("totalCount", events.size());
            row.put("events", events);
            row.put("uuid", null);
            grid.add(row);
        });
        return rows(grid);
    }

    /** A list as VNTANA writes lists. */
    static Map<String, Object> rows(List<?> rows) {
        Map<String, Object> grid = new LinkedHashMap<>();
        grid.put("totalCount", rows.size());
        grid.put("grid", rows);
        return grid;
    }

    private static String category(String name) {
        String category = name.replaceFirst("\\..*", "");
        return category.equals("client") ? "workspace" : category;
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
