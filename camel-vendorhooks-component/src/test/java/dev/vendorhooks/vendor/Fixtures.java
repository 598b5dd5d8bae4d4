package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vendorhooks.event.WebhookEvent;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.vendor.generic.GenericEvent;
import dev.vendorhooks.vendor.generic.GenericVendor;
import dev.vendorhooks.vendor.glossi.GlossiEvent;
import dev.vendorhooks.vendor.glossi.GlossiVendor;
import dev.vendorhooks.vendor.kaedim.KaedimEvent;
import dev.vendorhooks.vendor.kaedim.KaedimVendor;
import dev.vendorhooks.vendor.makini.MakiniEvent;
import dev.vendorhooks.vendor.makini.MakiniVendor;
import dev.vendorhooks.vendor.vntana.VntanaEvent;
import dev.vendorhooks.vendor.vntana.VntanaVendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sample payloads: {@code fixtures/VENDOR/EVENT.json}. */
public final class Fixtures {

    private static final Path FOLDER = Path.of("src/test/resources/fixtures");

    public static final Map<String, Vendor> VENDORS = Map.of(
            "generic", new GenericVendor(),
            "glossi", new GlossiVendor(),
            "kaedim", new KaedimVendor(),
            "makini", new MakiniVendor(),
            "vntana", new VntanaVendor());

    private static final Map<String, Class<? extends WebhookEvent>> EVENTS = Map.of(
            "generic", GenericEvent.class,
            "glossi", GlossiEvent.class,
            "kaedim", KaedimEvent.class,
            "makini", MakiniEvent.class,
            "vntana", VntanaEvent.class);

    /** One sample payload, by its vendor and its file's name without {@code .json}. */
    public record Fixture(String vendor, String name) {

        public byte[] json() {
            try {
                return Files.readAllBytes(FOLDER.resolve(vendor).resolve(name + ".json"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public WebhookEvent event() {
            return read(vendor, json());
        }

        public Class<? extends WebhookEvent> eventClass() {
            return EVENTS.get(vendor);
        }

        @Override
        public String toString() {
            return vendor + "/" + name;
        }
    }

    private Fixtures() {}

    /** Every sample payload there is. */
    public static List<Fixture> all() {
        try (Stream<Path> files = Files.walk(FOLDER, 2)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> new Fixture(
                            file.getParent().getFileName().toString(),
                            file.getFileName().toString().replace(".json", "")))
                    .filter(fixture -> VENDORS.containsKey(fixture.vendor()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event in a sample payload. */
    public static WebhookEvent event(String vendor, String name) {
        return new Fixture(vendor, name).event();
    }

    /** The event in a JSON object. */
    public static WebhookEvent read(String vendor, String json) {
        return read(vendor, json.getBytes(UTF_8));
    }

    private static WebhookEvent read(String vendor, byte[] json) {
        return VENDORS.get(vendor).read(request(json)).orElseThrow();
    }

    /** A request without headers. */
    public static WebhookRequest request(byte[] body) {
        return new WebhookRequest(Headers.of(Map.of()), body);
    }
}
