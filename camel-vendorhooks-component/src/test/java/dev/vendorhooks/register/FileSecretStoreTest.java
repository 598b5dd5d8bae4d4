package dev.vendorhooks.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileSecretStoreTest {

    private static final String NAME = "glossi.1-x_Y";
    private static final String TEXT = "s3cret \u20ac";

    @TempDir
    private Path temporary;

    @Test
    void keepsTextsForTheNextApplication() {
        assertThat(store().read(NAME)).isEmpty();

        assertThat(store().update(NAME, text -> text.orElse(TEXT))).isEqualTo(TEXT);
        assertThat(store().update(NAME, text -> text.orElseThrow() + "!")).isEqualTo(TEXT + "!");

        assertThat(store().read(NAME)).contains(TEXT + "!");
        assertThat(store().read("another")).isEmpty();
    }

    @Test
    void replacesALongerText() {
        store().update(NAME, text -> TEXT);
        store().update(NAME, text -> "");

        assertThat(store().read(NAME)).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "a/b", "../a", "/etc/passwd", "a b", "a\n", "\u00e4", "a~lock", "a\0"})
    void refusesNamesThatCouldBeOtherFiles(String name) {
        assertRefused(name);
    }

    @Test
    void takesNamesUpTo200Characters() throws IOException {
        String longest = ".".repeat(199) + "a";

        assertThat(store().update(longest, text -> TEXT)).isEqualTo(TEXT);
        assertRefused(longest + "a");
        assertThat(files()).containsExactlyInAnyOrder(longest, longest + "~lock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw---x---", "rw----r--", "rw-----w-", "rw------x"})
    void refusesAFileThatIsOpenToOthers(String permissions) throws IOException {
        store().update(NAME, text -> TEXT);
        Path file = directory().resolve(NAME);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatIllegalStateException()
                .isThrownBy(() -> store().read(NAME))
                .withMessage(
                        file.toRealPath() + " is open to others than its owner. Close it with chmod 600, and give the"
                                + " webhook a new secret if somebody may have read it.");
        assertThatIllegalStateException()
                .isThrownBy(() -> store().update(NAME, text -> "another"))
                .withMessageContaining("chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(store().read(NAME)).contains(TEXT);
    }

    @Test
    void changesNothingWhereTheChangeFails() throws IOException {
        store().update(NAME, text -> TEXT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().update(NAME, text -> {
                    throw new IllegalArgumentException("no");
                }))
                .withMessage("no");

        assertThat(store().read(NAME)).contains(TEXT);
        assertThat(files()).containsExactlyInAnyOrder(NAME, NAME + "~lock");
        assertThat(store().update(NAME, text -> text + "!")).isEqualTo("Optional[" + TEXT + "]!");
    }

    @Test
    void leavesNothingBehindWhereItCannotWrite() throws IOException {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> store().update(NAME, text -> {
                    occupy(directory().resolve(NAME));
                    return TEXT;
                }))
                .withMessageStartingWith("The secret store cannot write ")
                .withMessageEndingWith(NAME)
                .satisfies(failure -> assertThat(failure.getCause().toString()).doesNotContain(TEXT));
        assertThat(files()).containsExactlyInAnyOrder(NAME, NAME + "~lock");
    }

    @Test
    void namesTheFileThatItCannotRead() throws IOException {
        store();
        Files.write(directory().resolve(NAME), new byte[] {'a', (byte) 0xff}, StandardOpenOption.CREATE_NEW);
        Files.setPosixFilePermissions(directory().resolve(NAME), PosixFilePermissions.fromString("rw-------"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> store().read(NAME))
                .withMessage("The secret store cannot read "
                        + directory().toRealPath().resolve(NAME));
    }

    @Test
    void replacesWhatACrashLeftHalfWritten() throws IOException {
        store();
        Path left = Files.writeString(directory().resolve(NAME + "~new"), "half of a much longer text than that");
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-rw-rw-"));

        store().update(NAME, text -> TEXT);

        assertThat(store().read(NAME)).contains(TEXT);
        assertThat(files()).containsExactlyInAnyOrder(NAME, NAME + "~lock");
    }

    @Test
    void keepsASecretWhoseThreadIsInterrupted() {
        store().update(NAME, text -> {
            Thread.currentThread().interrupt();
            return TEXT;
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store().read(NAME)).contains(TEXT);
    }

    @Test
    void updatesOneTextAtATimeInOneProcess() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Files.createDirectory(directory()));
        List<FileSecretStore> stores = List.of(store(), new FileSecretStore(link));

        CompletableFuture<?>[] threads = Stream.iterate(0, i -> i + 1)
                .limit(6)
                .map(i -> CompletableFuture.runAsync(
                        () -> count(stores.get(i % 2), 20), task -> new Thread(task).start()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(threads).join();

        assertThat(store().read(NAME)).contains("120");
    }

    @Test
    void updatesOneTextAtATimeInAllProcesses() throws Exception {
        FileSecretStore store = store();
        Process other = process(directory(), "200");
        int updates = 0;
        while (other.isAlive()) {
            count(store, 1);
            updates++;
        }

        assertThat(other.waitFor()).isZero();
        assertThat(store.read(NAME)).contains(String.valueOf(200 + updates));
    }

    @Test
    void updatesTextsOfOtherNamesMeanwhile() {
        FileSecretStore store = store();

        String text =
                store.update("one", none -> CompletableFuture.supplyAsync(() -> store.update("other", nothing -> TEXT))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join());

        assertThat(text).isEqualTo(TEXT);
    }

    @Test
    void namesTheFileThatAnotherProcessHolds() throws Exception {
        Path held = temporary.resolve("held");
        Process other = process(directory(), held.toString());
        try {
            await().until(() -> Files.exists(held));

            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> new FileSecretStore(directory(), Duration.ofMillis(50)).update(NAME, text -> TEXT))
                    .withMessage("another process has held "
                            + directory().toRealPath().resolve(NAME + "~lock") + " for 50 ms");
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(store().update(NAME, text -> TEXT)).as("once that has ended").isEqualTo(TEXT);
    }

    @Test
    void opensNothingToOthersWhateverTheUmask() throws Exception {
        Path nested = directory().resolve("of/the/application");

        assertThat(process(nested, "1").waitFor()).isZero();

        assertThat(permissions(directory())).isEqualTo("rwx------");
        assertThat(permissions(nested)).isEqualTo("rwx------");
        assertThat(permissions(nested.resolve(NAME))).isEqualTo("rw-------");
        assertThat(permissions(nested.resolve(NAME + "~lock"))).isEqualTo("rw-------");
    }

    @Test
    void leavesTheDirectoryOfTheOperatorAsItIs() throws IOException {
        Files.createDirectory(directory());
        Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwxr-x---"));

        store().update(NAME, text -> TEXT);

        assertThat(permissions(directory())).isEqualTo("rwxr-x---");
    }

    @Test
    void namesADirectoryThatCannotBeMade() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileSecretStore(file.resolve("secrets")))
                .withMessageStartingWith("the directory " + file.resolve("secrets") + " cannot be made: ");
    }

    @Test
    void refusesAFileSystemWithoutPermissions() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(temporary.resolve("a.zip"), Map.of("create", "true"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new FileSecretStore(zip.getPath("/secrets")))
                    .withMessage(
                            "/secrets is on a file system without permissions, which cannot keep secrets from other"
                                    + " users. Choose a directory on another one, or another SecretStore.");
        }
    }

    /**
     * Another process, with a umask that takes nothing away. It counts up to a number, or makes a file and holds the lock
     * until it is ended.
     */
    static final class Counting {

        public static void main(String[] args) {
            FileSecretStore store = new FileSecretStore(Path.of(args[0]));
            if (args[1].matches("\\d+")) {
                count(store, Integer.parseInt(args[1]));
            } else {
                store.update(NAME, text -> hold(Path.of(args[1])));
            }
        }

        private static String hold(Path sign) {
            try {
                Files.createFile(sign);
                return String.valueOf(System.in.read());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Process process(Path directory, String task) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 0 && exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Counting.class.getName()));
        command.addAll(List.of(directory.toString(), task));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void count(FileSecretStore store, int updates) {
        for (int i = 0; i < updates; i++) {
            store.update(
                    NAME, text -> String.valueOf(text.map(Integer::parseInt).orElse(0) + 1));
        }
    }

    private void assertRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().read(name))
                .withMessage(
                        "A name in the secret store has 1 to 200 letters, digits and .-_, and is not of dots alone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().update(name, text -> TEXT))
                .withMessageStartingWith("A name in the secret store");
    }

    private static void occupy(Path path) {
        try {
            Files.createDirectories(path.resolve("full"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Path directory() {
        return temporary.resolve("secrets");
    }

    private FileSecretStore store() {
        return new FileSecretStore(directory());
    }
}
