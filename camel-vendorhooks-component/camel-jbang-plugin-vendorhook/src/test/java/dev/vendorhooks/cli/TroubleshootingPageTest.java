package dev.vendorhooks.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vendorhooks.doctor.Cause;
import dev.vendorhooks.signature.Refusal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pastes the page's examples into one shell, in their order, and compares what {@code camel vendorhook} prints with what
 * the page shows, and with the line of the log that it quotes.
 */
class TroubleshootingPageTest {

    private static final Path PAGE = Path.of("../../docs/troubleshooting.md");

    private static final Pattern SECTION = Pattern.compile("(?m)^##+ (.+)$");
    private static final Pattern EXAMPLE = Pattern.compile(
            "```bash\\n((?:(?!```).)*camel vendorhook (?:(?!```).)*)```\\n\\n```text\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("(?m)^(vendorhook:\\S+) refused a request (.*)$");

    @TempDir
    private Path folder;

    @Test
    void everyExamplePrintsWhatThePageShows() throws Exception {
        assumeTrue(
                Stream.of("bash", "openssl", "iconv", "gzip").allMatch(TroubleshootingPageTest::isThere),
                "bash, openssl, iconv and gzip are needed");
        String page = Files.readString(PAGE);
        List<Cause> shown = new ArrayList<>();
        try (Shell shell = new Shell(folder)) {
            Matcher example = EXAMPLE.matcher(page);
            while (example.find()) {
                List<String> printed = shell.paste(example.group(1));
                assertThat(printed)
                        .as(example.group(1))
                        .isEqualTo(example.group(2).lines().toList());
                String section = section(page, example.start());
                if (printed.contains("cause: " + section)) {
                    shown.add(Cause.valueOf(section));
                    assertThat(line(page, section)).isEqualTo(line(printed));
                }
            }
        }
        // the command knows one endpoint and its current secrets
        assertThat(Cause.values())
                .filteredOn(cause -> !shown.contains(cause))
                .containsExactly(Cause.SECRET_OF_OTHER_ENDPOINT, Cause.SECRET_FORMER);
    }

    @Test
    void everyCauseIsQuotedWithItsFix() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Cause.values())
                .allSatisfy(cause -> assertThat(line(page, cause.name())).endsWith(". " + cause.fix()));
    }

    /** The heading above a place of the page. */
    private static String section(String page, int place) {
        String section = "";
        Matcher heading = SECTION.matcher(page);
        while (heading.find() && heading.start() < place) {
            section = heading.group(1);
        }
        return section;
    }

    /** What the page quotes from the log in a section, after the endpoint. */
    private static String line(String page, String section) {
        Matcher line = LINE.matcher(page);
        assertThat(line.find(page.indexOf("\n### " + section + "\n")))
                .as(section)
                .isTrue();
        return line.group(2);
    }

    /** What the log says of what the command says. */
    private static String line(List<String> printed) {
        Refusal refusal = Refusal.valueOf(value(printed, "refused"));
        return "(" + refusal.status() + " " + refusal + "): " + value(printed, "finding") + ". "
                + value(printed, "fix");
    }

    private static String value(List<String> printed, String name) {
        return printed.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** A shell whose command {@code camel}, the last one of what is pasted, runs in this process. */
    private static final class Shell implements AutoCloseable {

        private static final String END = "end of output";

        private final Path folder;
        private final Process process;
        private final PrintStream in;
        private final BufferedReader out;

        Shell(Path folder) throws IOException {
            this.folder = folder;
            this.process = new ProcessBuilder("bash")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            this.in = new PrintStream(process.getOutputStream(), true, UTF_8);
            this.out = process.inputReader(UTF_8);
            in.println("camel() { printf '%s\\0' \"$@\" > camel-arguments; }");
        }

        /** What the commands print, each in its turn. */
        List<String> paste(String commands) throws IOException {
            in.println(commands + "\necho '" + END + "'");
            List<String> printed = new ArrayList<>();
            for (String line = out.readLine(); !line.equals(END); line = out.readLine()) {
                printed.add(line);
            }
            String[] arguments = Arrays.stream(
                            Files.readString(folder.resolve("camel-arguments")).split("\0"))
                    .map(this::inFolder)
                    .toArray(String[]::new);
            printed.addAll(new Cli()
                    .with("VENDORHOOK_SECRET", "glossi-demo")
                    .run(arguments)
                    .lines());
            return printed;
        }

        private String inFolder(String argument) {
            return argument.endsWith(".json") || argument.endsWith(".txt")
                    ? folder.resolve(argument).toString()
                    : argument;
        }

        @Override
        public void close() {
            in.close();
        }
    }
}
