package dev.vendorhooks.camel;

import dev.vendorhooks.signature.SecretUse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows what the endpoints have received and sent. Counts that are zero are left out. */
@DevConsole(
        name = "vendorhook",
        displayName = "Vendorhook",
        description = "What became of the webhooks received and sent")
public class VendorhookDevConsole extends AbstractDevConsole {

    public VendorhookDevConsole() {
        super("camel", "vendorhook", "Vendorhook", "What became of the webhooks received and sent");
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonObject shown = new JsonObject();
        shown.put(
                "consumers",
                new JsonArray(
                        consumers().stream().map(VendorhookDevConsole::json).toList()));
        shown.put(
                "senders",
                new JsonArray(senders().stream().map(VendorhookDevConsole::json).toList()));
        return shown;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        doCallJson(options).forEach((title, entries) -> {
            text.append(Character.toUpperCase(title.charAt(0)))
                    .append(title, 1, title.length())
                    .append(":\n");
            for (Object entry : (JsonArray) entries) {
                ((JsonObject) entry).forEach((name, value) -> append(name, value, text));
                text.append('\n');
            }
        });
        return text.toString();
    }

    private static void append(String name, Object value, StringBuilder text) {
        text.append("    ").append(name).append(": ");
        if (value instanceof JsonArray lines) {
            lines.forEach(line -> text.append("\n        ").append(line));
        } else if (value instanceof JsonObject counts) {
            counts.forEach(
                    (key, count) -> text.append(key).append(' ').append(count).append("  "));
        } else {
            text.append(value);
        }
        text.append('\n');
    }

    private List<VendorhookConsumer> consumers() {
        return getCamelContext().hasComponent(VendorhookConstants.SCHEME) instanceof VendorhookComponent component
                ? component.consumers().stream()
                        .sorted(Comparator.comparing(VendorhookConsumer::path))
                        .toList()
                : List.of();
    }

    private List<VendorhookEndpoint> senders() {
        return getCamelContext().getEndpoints().stream()
                .filter(VendorhookEndpoint.class::isInstance)
                .map(VendorhookEndpoint.class::cast)
                .filter(VendorhookEndpoint::sends)
                .toList();
    }

    private static JsonObject json(VendorhookConsumer consumer) {
        ReceptionFigures figures = consumer.log().figures();
        JsonObject shown = new JsonObject();
        shown.put("endpoint", consumer.getEndpoint().toString());
        shown.put("path", consumer.path());
        shown.put("route", consumer.getRouteId());
        shown.put("state", consumer.getStatus().name());
        shown.put("inFlight", consumer.getEventsInRoute());
        shown.put("received", counts(figures.received()));
        shown.put("refused", counts(figures.refused()));
        shown.put("found", counts(figures.found()));
        consumer.log().latestFinding().ifPresent(text -> shown.put("latestFinding", text));
        shown.put("drift", counts(figures.drift()));
        shown.put("secrets", secrets(consumer.secretUses()));
        return shown;
    }

    private static JsonArray secrets(List<SecretUse> uses) {
        JsonArray shown = new JsonArray();
        for (SecretUse use : uses) {
            shown.add(1 + shown.size() + ": " + use);
        }
        return shown;
    }

    private static JsonObject json(VendorhookEndpoint endpoint) {
        JsonObject shown = new JsonObject();
        shown.put("endpoint", endpoint.toString());
        if (endpoint.getTargetHost() != null) {
            shown.put("host", endpoint.getTargetHost());
        }
        shown.put("attempts", counts(endpoint.getAttempts()));
        return shown;
    }

    private static JsonObject counts(Map<String, Long> counts) {
        JsonObject shown = new JsonObject();
        counts.forEach((name, count) -> {
            if (count > 0) {
                shown.put(name, count);
            }
        });
        return shown;
    }
}
