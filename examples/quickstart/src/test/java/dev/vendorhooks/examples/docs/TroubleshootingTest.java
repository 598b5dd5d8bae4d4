package dev.vendorhooks.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.signature.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TroubleshootingTest {

    static final Path PAGE = Documents.ROOT.resolve("docs/troubleshooting.md");

    private static final Pattern SECTION = Pattern.compile("(?m)^### (.+)$");

    @Test
    void hasOneSectionForEachAnswerAndEachCause() {
        List<String> sections = SECTION.matcher(Documents.prose(PAGE))
                .results()
                .map(section -> section.group(1))
                .toList();

        assertThat(sections)
                .containsExactlyElementsOf(Stream.of(
                                Stream.of(Refusal.values()).map(Refusal::name),
                                Stream.of("404", "405", "500", "503"),
                                Stream.of(Cause.values()).map(Cause::name))
                        .flatMap(names -> names)
                        .toList());
    }

    @Test
    void quotesTheLineOfEachRefusal() {
        String page = Documents.read(PAGE);

        assertThat(Refusal.values()).allSatisfy(refusal -> assertThat(page)
                .containsPattern("\n### " + refusal + "\n\n```text\nvendorhook:\\w+ refused a request \\("
                        + refusal.status() + " " + refusal + "\\): " + Pattern.quote(refusal.explanation())));
    }
}
