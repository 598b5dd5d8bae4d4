package dev.vendorhooks.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local Maven repository that has this build's artifacts, and for all else leads to the one of the surrounding build. So
 * nothing is downloaded twice, this build's artifacts stay out of the user's repository, and none that lie there from
 * before are taken for them.
 */
final class LocalRepository {

    private static final Path SURROUNDING = Path.of(System.getProperty("cli.maven.repository"));
    /** Has {@code dev/vendorhooks}, which the build copied there. */
    private static final Path PATH = Path.of("target/repository").toAbsolutePath();

    static {
        try {
            link(SURROUNDING, PATH);
            link(SURROUNDING.resolve("dev"), PATH.resolve("dev"));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private LocalRepository() {}

    /** As an argument of a JVM and of {@code mvn}. */
    static String argument() {
        return "-Dmaven.repo.local=" + PATH;
    }

    private static void link(Path from, Path into) throws IOException {
        for (Path folder : folders(from)) {
            Path link = into.resolve(folder.getFileName());
            if (!Files.exists(link)) {
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, folder);
            }
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).toList();
        }
    }
}
