package dev.vendorhooks.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vendorhooks.http.Headers;
import dev.vendorhooks.signature.Notation.Reading;
import dev.vendorhooks.signature.Notation.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An input is three lines that declare a notation (separator, prefix of a signature, prefix of the time) and one line for
 * each header, such as {@code S: v1=ab}.
 */
class HeaderNotationFuzzTest {

    @FuzzTest(maxDuration = "66s")
    void readsWhatSplittingTheTextsGives(byte[] input) {
        String[] lines = new String(input, UTF_8).split("\n", -1);
        if (lines.length < 3) {
            return;
        }
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : Arrays.asList(lines).subList(3, lines.length)) {
            String[] nameAndValue = line.split(": ?", 2);
            values.computeIfAbsent(nameAndValue[0], none -> new ArrayList<>())
                    .add(nameAndValue[nameAndValue.length - 1]);
        }
        for (String timestampHeader : List.of("", "T")) {
            for (String idHeader : List.of("", "I")) {
                HeaderNotation notation = new HeaderNotation(
                        "S", lines[0], lines[1], timestampHeader, lines[2], TimeFormat.UNIX, idHeader);
                assertThat(notation.read(Headers.of(values))).isEqualTo(expected(notation, values));
            }
        }
    }

    private static Reading expected(HeaderNotation notation, Map<String, List<String>> values) {
        List<List<String>> needed = Stream.of("S", notation.timestampHeader(), notation.idHeader())
                .filter(name -> !name.isEmpty())
                .map(name -> values.getOrDefault(name, List.of()))
                .toList();
        if (needed.stream()
                .anyMatch(texts -> texts.isEmpty() || texts.get(0).strip().isEmpty())) {
            return Refusal.MISSING;
        }
        if (needed.stream().anyMatch(texts -> texts.size() > 1)) {
            return Refusal.REPEATED;
        }
        String text = values.get("S").get(0);
        String id = notation.idHeader().isEmpty() ? "" : values.get("I").get(0);
        String timestamp =
                notation.timestampHeader().isEmpty() ? "" : values.get("T").get(0);
        String timePrefix = notation.separator().isEmpty() ? "" : notation.timestampPrefix();
        List<String> entries = notation.separator().isEmpty()
                ? List.of(text.strip())
                : Arrays.stream(text.split(Pattern.quote(notation.separator()), -1))
                        .map(String::strip)
                        .toList();
        List<String> times = entries.stream()
                .filter(entry -> !timePrefix.isEmpty() && entry.startsWith(timePrefix))
                .map(entry -> entry.substring(timePrefix.length()))
                .toList();
        List<String> signatures = entries.stream()
                .filter(entry -> timePrefix.isEmpty() || !entry.startsWith(timePrefix))
                .filter(entry -> entry.startsWith(notation.signaturePrefix()))
                .map(entry -> entry.substring(notation.signaturePrefix().length()))
                .toList();
        if (signatures.isEmpty()
                || !timePrefix.isEmpty() && (times.size() != 1 || times.get(0).isEmpty())) {
            return Refusal.MALFORMED;
        }
        return new Stamp(id, timePrefix.isEmpty() ? timestamp : times.get(0), signatures);
    }
}
