package dev.vendorhooks.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.camel.VendorhookConstants;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Prints one line per event: time, vendor, type, id, and what a person looks for. */
public class EventPrinter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** The members worth a glance, in the order printed; each vendor has some of them. */
    private static final List<String> MEMBERS = List.of(
            "/results/requestID",
            "/results/status",
            "/product/uuid",
            "/product/status",
            "/client/name",
            "/user/email",
            "/showroom/name",
            "/viewerPreset/uuid",
            "/data/modelId",
            "/data/jobId",
            "/data/projectId",
            "/data/id",
            "/data/status",
            "/data/error",
            "/body");

    private static final int LONGEST_DETAIL = 200;

    /** Prints the event; {@code id} is null where nothing in it says which it is. */
    public void print(
            @Header(VendorhookConstants.VENDOR) String vendor,
            @Header(VendorhookConstants.EVENT_TYPE) String type,
            @Header(VendorhookConstants.EVENT_ID) String id,
            @Body JsonNode json) {
        String details = MEMBERS.stream()
                .filter(member -> !json.at(member).isMissingNode())
                .map(member -> member.substring(member.lastIndexOf('/') + 1) + "=" + text(json.at(member)))
                .collect(Collectors.joining(" "));
        System.out.println(
                String.join(" | ", TIME.format(LocalTime.now()), vendor, type, id == null ? "no id" : id, details));
    }

    /** Text of a vendor for a terminal, which would obey control characters, on one line of readable length. */
    private static String text(JsonNode value) {
        String text = value.isValueNode() ? value.asText() : value.toString();
        String line = text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "...";
    }
}
