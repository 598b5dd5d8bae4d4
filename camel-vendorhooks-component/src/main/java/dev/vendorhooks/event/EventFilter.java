package dev.vendorhooks.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which types of event an endpoint routes. Case, hyphens, underscores and blanks make no difference, as one vendor's
 * spelling of types is not documented.
 */
public final class EventFilter {

    /** A {@code *} that is not at the end of a segment. */
    private static final Pattern MISPLACED_WILDCARD = Pattern.compile("\\*[^.]");

    private static final Pattern NO_DIFFERENCE = Pattern.compile("[-_ ]");

    private final List<String> types;
    private final Optional<Pattern> pattern;

    private EventFilter(List<String> types) {
        this.types = types;
        this.pattern = types.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile(
                        String.join("|", types.stream().map(EventFilter::regex).toList()), Pattern.DOTALL));
    }

    /**
     * The filter for types separated by commas, such as {@code product.completed,model.*}. A {@code *} stands for the
     * rest of its segment, and at the very end for all that follows. Empty or null routes everything.
     *
     * @throws IllegalArgumentException if a {@code *} does not end its segment
     */
    public static EventFilter of(String types) {
        if (types == null || types.isBlank()) {
            return new EventFilter(List.of());
        }
        List<String> list = Arrays.stream(types.split(","))
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .toList();
        for (String type : list) {
            if (MISPLACED_WILDCARD.matcher(type).find()) {
                throw new IllegalArgumentException("'" + type + "' has a * that does not end its segment");
            }
        }
        return new EventFilter(list);
    }

    /** Whether events of all types are routed, also of those that nobody knows yet. */
    public boolean isEverything() {
        return pattern.isEmpty();
    }

    /** Whether events of {@code type} are routed. */
    public boolean routes(String type) {
        return pattern.isEmpty() || pattern.get().matcher(normalized(type)).matches();
    }

    /** The types of this filter that none of {@code known} matches: misspelt, or newer than this release. */
    public List<String> unknown(Collection<String> known) {
        return types.stream()
                .filter(type -> known.stream().noneMatch(of(type)::routes))
                .toList();
    }

    /** Those of {@code known} that are routed, in their order. */
    public List<String> select(Collection<String> known) {
        return known.stream().filter(this::routes).toList();
    }

    /**
     * The names to ask a vendor for: those of {@code known} that are routed, and types of this filter that are none of
     * them, as the vendor may have them by now.
     *
     * @throws IllegalArgumentException if none of {@code known} matches a type with a {@code *}
     */
    public List<String> names(Collection<String> known) {
        List<String> unknown = unknown(known);
        for (String type : unknown) {
            if (type.contains("*")) {
                throw new IllegalArgumentException(
                        "option 'events': '" + type + "' matches none of the known types " + String.join(", ", known));
            }
        }
        return Stream.concat(select(known).stream(), unknown.stream())
                .distinct()
                .toList();
    }

    private static String regex(String type) {
        String segments = normalized(type);
        boolean open = segments.endsWith("*");
        String fixed = open ? segments.substring(0, segments.length() - 1) : segments;
        return Pattern.quote(fixed).replace("*", "\\E[^.]*\\Q") + (open ? ".*" : "");
    }

    private static String normalized(String type) {
        return NO_DIFFERENCE.matcher(type).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
