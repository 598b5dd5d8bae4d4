package dev.vendorhooks.examples.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The documents of this repository and the blocks of code in them. */
final class Documents {

    /** The root of the repository. */
    static final Path ROOT = root();

    private static final String FENCE = "```";
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

    private Documents() {}

    /**
     * A fenced block.
     *
     * @param language what stands after the opening fence
     * @param text the lines between the fences
     * @param before the last line of text above the block
     */
    record Block(Path file, int line, String language, String text, String before) {

        @Override
        public String toString() {
            return ROOT.relativize(file) + ":" + line + " " + language;
        }
    }

    /** All Markdown files. */
    static List<Path> all() {
        return files(ROOT, ".md");
    }

    /** The files under {@code directory} with a name that ends so, without those that a build makes. */
    static List<Path> files(Path directory, String ending) {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(ending))
                    .filter(Documents::isOurs)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of all documents in one of {@code languages}. */
    static List<Block> blocks(Set<String> languages) {
        return all().stream()
                .flatMap(file -> blocks(file).stream())
                .filter(block -> languages.contains(block.language()))
                .toList();
    }

    /** All blocks of {@code file}, in their order. */
    static List<Block> blocks(Path file) {
        List<Block> blocks = new ArrayList<>();
        List<String> text = null;
        String before = "";
        String language = "";
        int start = 0;
        List<String> lines = read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().startsWith(FENCE)) {
                if (text == null) {
                    text = new ArrayList<>();
                    language = line.strip().substring(FENCE.length());
                    start = i + 1;
                } else {
                    blocks.add(new Block(file, start, language, String.join("\n", text), before));
                    text = null;
                    before = "";
                }
            } else if (text != null) {
                text.add(line);
            } else if (!line.isBlank()) {
                before = line;
            }
        }
        if (text != null) {
            throw new IllegalStateException("The block at " + file + ":" + start + " has no end");
        }
        return blocks;
    }

    /** The text of {@code file} outside of blocks. */
    static String prose(Path file) {
        StringBuilder prose = new StringBuilder();
        boolean inBlock = false;
        for (String line : read(file).lines().toList()) {
            if (line.strip().startsWith(FENCE)) {
                inBlock = !inBlock;
            } else if (!inBlock) {
                prose.append(line).append('\n');
            }
        }
        return prose.toString();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path path) {
        for (Path part : ROOT.relativize(path)) {
            if (NOT_OURS.contains(part.toString()) || part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("camel-vendorhooks-component"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
