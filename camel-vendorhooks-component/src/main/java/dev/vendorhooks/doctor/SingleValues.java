package dev.vendorhooks.doctor;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes headers apart that were repeated or joined. */
final class SingleValues {

    private static final int MOST = 64;
    private static final int LONGEST = 4096;
    private static final Pattern JOINT = Pattern.compile("[,;]");

    private SingleValues() {}

    /** {@code request} with one value, or what may have been one, of each of {@code names}; never as it is. */
    static List<WebhookRequest> of(WebhookRequest request, Set<String> names) {
        List<Map<String, List<String>>> choices = List.of(valuesByName(request.headers()));
        for (String name : names) {
            List<Map<String, List<String>>> longer = new ArrayList<>();
            for (Map<String, List<String>> choice : choices) {
                for (String value : singles(request.headers().all(name))) {
                    Map<String, List<String>> headers = new LinkedHashMap<>(choice);
                    headers.keySet().removeIf(name::equalsIgnoreCase);
                    headers.put(name, List.of(value));
                    longer.add(headers);
                    if (longer.size() == MOST) {
                        break;
                    }
                }
            }
            choices = longer.isEmpty() ? choices : longer.subList(0, Math.min(MOST, longer.size()));
        }
        return choices.stream()
                .filter(headers -> !names.stream()
                        .allMatch(name -> request.headers().all(name).equals(headers.getOrDefault(name, List.of()))))
                .map(headers -> new WebhookRequest(Headers.of(headers), request.body()))
                .toList();
    }

    private static Map<String, List<String>> valuesByName(Headers headers) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        headers.names().forEach(name -> values.put(name, headers.all(name)));
        return values;
    }

    /** The values themselves, and what stands before or behind each joint in them. */
    private static Set<String> singles(List<String> values) {
        Set<String> singles = new LinkedHashSet<>();
        for (String value : values) {
            if (value.length() <= LONGEST && singles.size() < MOST) {
                singles.add(value);
                Matcher joints = JOINT.matcher(value);
                while (joints.find() && singles.size() < MOST) {
                    singles.add(value.substring(0, joints.start()).strip());
                    singles.add(value.substring(joints.end()).strip());
                }
                // of more than two, one in the middle
                for (String piece : value.split(JOINT.pattern(), MOST)) {
                    singles.add(piece.strip());
                }
            }
        }
        singles.remove("");
        return singles;
    }
}
