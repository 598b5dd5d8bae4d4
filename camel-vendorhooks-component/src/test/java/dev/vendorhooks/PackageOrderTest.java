package dev.vendorhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages are in reading order: each uses only those before it, and only the last one knows Camel. */
class PackageOrderTest {

    private static final List<String> ORDER = List.of(
            "http",
            "signature",
            "event",
            "send",
            "register",
            "vendor",
            "receive",
            "doctor",
            "drift",
            "journal",
            "inspector",
            "camel");
    private static final Path SOURCES = Path.of("src/main/java/dev/vendorhooks");
    private static final Pattern REFERENCE =
            Pattern.compile("\\bdev\\.vendorhooks\\.(\\w+)|\\b(org\\.apache\\.camel\\.[\\w.]+)");

    @Test
    void everyPackageUsesOnlyThoseBeforeIt() throws IOException {
        List<String> offences = new ArrayList<>();
        int read = 0;
        for (String name : ORDER) {
            for (Path file : javaFiles(SOURCES.resolve(name))) {
                read++;
                Matcher references = REFERENCE.matcher(Files.readString(file));
                while (references.find()) {
                    if (!isAllowed(name, references.group(1), references.group(2))) {
                        offences.add(file.getFileName() + " uses " + references.group());
                    }
                }
            }
        }
        assertThat(offences).isEmpty();
        assertThat(read).isEqualTo(javaFiles(SOURCES).size());
    }

    @Test
    void noImportHasAWildcard() throws IOException {
        for (Path file : javaFiles(Path.of("src"))) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern("(?m)^import [\\w.]*\\*;");
        }
    }

    private static boolean isAllowed(String user, String ours, String camels) {
        if (ours != null) {
            boolean strangers = user.equals("event") && ours.equals("signature");
            return !strangers && ORDER.indexOf(ours) <= ORDER.indexOf(user);
        }
        return user.equals("camel")
                || user.equals("vendor") && camels.equals("org.apache.camel.spi.annotations.JdkService");
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
