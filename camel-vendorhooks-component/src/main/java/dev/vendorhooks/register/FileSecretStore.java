package dev.vendorhooks.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Keeps each text in a file of its own, which only its owner may read. Replicas of an application share the store by
 * sharing the directory, on a file system where a lock on a file holds for all of them.
 */
public final class FileSecretStore implements SecretStore {

    /** Files with other characters are the store's own. */
    private static final Pattern NAME = Pattern.compile("(?!\\.+$)[\\w.-]{1,200}");

    private static final Set<PosixFilePermission> OWNERS_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> NEW_DIRECTORY = PosixFilePermissions.asFileAttribute(OWNERS_ALONE);
    private static final FileAttribute<?> NEW_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<OpenOption> LOCKABLE = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    /** Longer than one registration takes, as long as the vendor answers. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    private final Path directory;
    private final Duration longestWait;

    /**
     * A store in {@code directory}, which is made if it is not there.
     *
     * @throws IllegalArgumentException if files there cannot be kept from other users, or if the directory is not there and
     *     cannot be made
     */
    public FileSecretStore(Path directory) {
        this(directory, LONGEST_WAIT);
    }

    /** @param longestWait how long to wait while another process changes the same text */
    FileSecretStore(Path directory, Duration longestWait) {
        this.longestWait = longestWait;
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw new IllegalArgumentException(unprotected(directory));
        }
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, NEW_DIRECTORY);
            }
            this.directory = directory.toRealPath();
        } catch (IOException e) {
            throw new IllegalArgumentException("the directory " + directory + " cannot be made: " + e);
        }
    }

    @Override
    public Optional<String> read(String name) {
        Path file = file(name);
        try {
            if (!isOwnersAlone(file)) {
                throw new IllegalStateException(file + " is open to others than its owner. Close it with chmod 600, and"
                        + " give the webhook a new secret if somebody may have read it.");
            }
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The secret store cannot read " + file, e);
        }
    }

    @Override
    public String update(String name, Function<Optional<String>, String> change) {
        Path file = file(name);
        Path lock = directory.resolve(name + "~lock");
        // A lock on a file is its process's, which loses it when any thread closes that file: one thread at a time. An
        // interned text is one object for all instances and class loaders, and is forgotten when nobody uses it.
        synchronized (lock.toString().intern()) {
            try (FileChannel channel = FileChannel.open(lock, LOCKABLE, NEW_FILE)) {
                lock(channel, lock);
                Optional<String> kept = read(name);
                String text = change.apply(kept);
                if (!kept.equals(Optional.of(text))) {
                    write(file, text);
                }
                return text;
            } catch (IOException e) {
                throw new UncheckedIOException("The secret store cannot write " + file, e);
            }
        }
    }

    private void lock(FileChannel channel, Path lock) throws IOException {
        long end = System.nanoTime() + longestWait.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "another process has held " + lock + " for " + longestWait.toMillis() + " ms");
            }
            try {
                Thread.sleep(BETWEEN_TRIES.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while another process holds " + lock);
            }
        }
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A name in the secret store has 1 to 200 letters, digits and .-_, and is not of dots alone");
        }
        return directory.resolve(name);
    }

    private void write(Path file, String text) throws IOException {
        Path replacement = directory.resolve(file.getFileName() + "~new");
        Files.deleteIfExists(replacement);
        try {
            Files.createFile(replacement, NEW_FILE);
            if (!isOwnersAlone(replacement)) {
                throw new IllegalStateException(unprotected(directory));
            }
            // no channel: an interrupt must not lose a secret that is shown once
            try (FileOutputStream out = new FileOutputStream(replacement.toFile())) {
                out.write(text.getBytes(UTF_8));
                out.getFD().sync();
            }
            Files.move(replacement, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(replacement);
        }
        try (FileChannel entries = FileChannel.open(directory)) {
            entries.force(true);
        } catch (ClosedByInterruptException e) {
            // the text is kept, if not beyond a power cut
        }
    }

    private static boolean isOwnersAlone(Path file) throws IOException {
        return OWNERS_ALONE.containsAll(Files.getPosixFilePermissions(file));
    }

    private static String unprotected(Path directory) {
        return directory
                + " is on a file system without permissions, which cannot keep secrets from other users. Choose a"
                + " directory on another one, or another SecretStore.";
    }
}
