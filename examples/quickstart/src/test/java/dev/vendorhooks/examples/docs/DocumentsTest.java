package dev.vendorhooks.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.examples.docs.Documents.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    /** Its files lie where users of the CLI have theirs; its tests run them. */
    private static final Path CAMEL_CLI = Documents.ROOT.resolve("examples/camel-cli");

    /** Compiled, loaded by a test, or held to a schema by one. */
    private static final Map<String, List<Path>> SOURCES = Map.of(
            "java", sources(".java"),
            "yaml", Documents.files(Documents.ROOT, ".yaml"),
            "properties",
                    Stream.concat(sources(".properties").stream(), services()).toList());

    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>(?:\\s*<version>([^<]+)</version>)?");

    @Test
    void everyBlockOfCodeOccursInAFileThatIsCompiledOrLoaded() {
        Map<Path, String> texts = SOURCES.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(file -> file, file -> trimmed(Documents.read(file))));

        List<Block> strangers = Documents.blocks(SOURCES.keySet()).stream()
                .filter(block -> SOURCES.get(block.language()).stream()
                        .noneMatch(file -> texts.get(file).contains(trimmed(block.text()))))
                .toList();

        assertThat(strangers)
                .as("blocks that no file under src holds; put each into a route that a test loads")
                .isEmpty();
        assertThat(Documents.blocks(SOURCES.keySet())).hasSizeGreaterThan(10);
    }

    @Test
    void everyBlockSaysItsLanguage() {
        Set<String> known = Set.of("java", "yaml", "properties", "xml", "bash", "text", "json");

        assertThat(Documents.all().stream().flatMap(file -> Documents.blocks(file).stream()))
                .allSatisfy(block -> assertThat(known).as(block.toString()).contains(block.language()));
    }

    @Test
    void everyDependencyShownExists() {
        String poms = Documents.files(Documents.ROOT, "pom.xml").stream()
                .map(Documents::read)
                .collect(Collectors.joining());

        for (Block block : Documents.blocks(Set.of("xml"))) {
            Matcher dependency = DEPENDENCY.matcher(block.text());
            while (dependency.find()) {
                assertThat(poms)
                        .as(block.toString())
                        .containsPattern("<groupId>" + Pattern.quote(dependency.group(1)) + "</groupId>\\s*<artifactId>"
                                + Pattern.quote(dependency.group(2)) + "</artifactId>");
                if (dependency.group(3) != null) {
                    assertThat(poms).as(block.toString()).contains("version>" + dependency.group(3) + "<");
                }
            }
        }
    }

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        List<String> broken = new ArrayList<>();
        for (Path file : Documents.all()) {
            Matcher link = LINK.matcher(Documents.prose(file));
            while (link.find()) {
                if (!link.group(1).matches("https?:.*") && !leadsSomewhere(file, link.group(1))) {
                    broken.add(Documents.ROOT.relativize(file) + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyDocumentIsLinked() {
        List<Path> linked = new ArrayList<>(List.of(Documents.ROOT.resolve("README.md")));
        for (int i = 0; i < linked.size(); i++) {
            Path file = linked.get(i);
            Matcher link = LINK.matcher(Documents.prose(file));
            while (link.find()) {
                Path target =
                        file.resolveSibling(link.group(1).split("#", 2)[0]).normalize();
                if (target.toString().endsWith(".md") && Files.exists(target) && !linked.contains(target)) {
                    linked.add(target);
                }
            }
        }
        assertThat(linked).containsAll(Documents.files(Documents.ROOT.resolve("docs"), ".md"));
    }

    private static boolean leadsSomewhere(Path from, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || anchors(target).contains(parts[1]);
    }

    /** The headings as the anchors that hosts of Markdown make of them. */
    private static List<String> anchors(Path file) {
        return HEADING.matcher(Documents.prose(file))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static List<Path> sources(String ending) {
        return Documents.files(Documents.ROOT, ending).stream()
                .filter(file -> file.toString().contains("/src/") || file.startsWith(CAMEL_CLI))
                .toList();
    }

    /** The files by which Camel finds classes, which have no ending. */
    private static Stream<Path> services() {
        return sources("").stream()
                .filter(file -> file.getParent().endsWith("META-INF/services/org/apache/camel"))
                .filter(file -> !file.toString().endsWith(".properties"));
    }

    private static String trimmed(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
