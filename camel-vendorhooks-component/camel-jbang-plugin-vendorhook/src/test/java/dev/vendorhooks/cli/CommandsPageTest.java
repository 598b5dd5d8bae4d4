package dev.vendorhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.cli.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the page's examples in their order, and compares what it shows with what comes out. */
class CommandsPageTest {

    static final Path PAGE = Path.of("../../docs/commands.md");

    private static final Pattern EXAMPLE =
            Pattern.compile("```bash\\n(camel vendorhook [^\\n]*)\\n```\\n\\n```text\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final String URL = "http://localhost:8080/webhooks/glossi";

    @TempDir
    private Path folder;

    @Test
    void everyExamplePrintsWhatThePageShows() throws Exception {
        Cli cli = new Cli().with("VENDORHOOK_SECRET", "glossi-demo");
        int examples = 0;
        try (Receiver receiver = new Receiver("glossi", "glossi-demo")) {
            Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
            while (example.find()) {
                examples++;
                if (!example.group(1).equals(VendorhookPluginIT.VENDORS)) {
                    String[] commandAndFile = example.group(1).split(" > ");
                    Result result = cli.run(words(commandAndFile[0].replace(URL, receiver.url("/webhooks/glossi"))));
                    assertThat(result.lines())
                            .as(example.group(1))
                            .isEqualTo(example.group(2).lines().toList());
                    if (commandAndFile.length == 2) {
                        Files.writeString(folder.resolve(commandAndFile[1]), result.out() + "\n");
                    }
                }
            }
        }
        assertThat(examples).isEqualTo(9);
    }

    private String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.substring("camel ".length()));
        while (word.find()) {
            String text = word.group(1) != null ? word.group(1) : word.group(2);
            words.add(text.endsWith(".json") ? folder.resolve(text).toString() : text);
        }
        return words.toArray(String[]::new);
    }
}
