package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.vendorhooks.signature.TimeFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The samples of a vendor: JSON files in the folder {@code samples} beside its class. What differs from event to event
 * is {@code <time>}, {@code <id>} for an id of its own, {@code <id.NAME>} for one that stands in several places, and
 * the words that the vendor gives.
 */
public final class Samples {

    private static final Pattern PLACEHOLDER = Pattern.compile("<([\\w.]+)>");

    private final Class<? extends Vendor> vendor;

    /** @param vendor the class beside which the folder lies */
    public Samples(Class<? extends Vendor> vendor) {
        this.vendor = vendor;
    }

    /**
     * The file's JSON, filled in.
     *
     * @param file its name without {@code .json}
     * @param words what stands for the other placeholders, by name
     */
    public String fill(String file, Map<String, String> words, Supplier<String> ids, Instant time) {
        Map<String, String> values = new HashMap<>(words);
        values.put("time", TimeFormat.ISO.write(time));
        return PLACEHOLDER.matcher(read(file)).replaceAll(placeholder -> {
            String name = placeholder.group(1);
            String value = name.equals("id")
                    ? ids.get()
                    : values.computeIfAbsent(name, named -> named.startsWith("id.") ? ids.get() : null);
            return Matcher.quoteReplacement(escaped(Objects.requireNonNull(value, name)));
        });
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private String read(String file) {
        String path = "samples/" + file + ".json";
        try (InputStream json = Objects.requireNonNull(vendor.getResourceAsStream(path), path)) {
            return new String(json.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
