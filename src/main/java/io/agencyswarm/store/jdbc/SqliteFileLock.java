package io.agencyswarm.store.jdbc;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prevents a second process, or a second application in this one, from using a file. The lock is on a file beside it;
 * the operating system releases it when the process ends. SQLite's own locks would admit two processes, each of which
 * would end the other's runs.
 */
final class SqliteFileLock {

    private final FileChannel channel;

    private SqliteFileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, and creates the file if it does not exist, readable only by its owner.
     *
     * @param configured as configured; the directory of a relative path is created
     * @throws ConfigurationException if another process or application has the lock, or the file can't be created
     */
    static SqliteFileLock acquire(Path configured) {
        Path file = configured.toAbsolutePath();
        Path directory = Objects.requireNonNullElse(file.getParent(), file);
        try {
            if (!configured.isAbsolute()) {
                Files.createDirectories(directory);
            }
            create(file);
        } catch (IOException e) {
            throw unusableException(file, directory, e);
        }
        return lock(file, directory);
    }

    private static SqliteFileLock lock(Path file, Path directory) {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            create(lockFile);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            @Nullable FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException _) {
                // This process has the lock; reported below.
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            if (lock == null) {
                throw new ConfigurationException("agency-swarm.store.path: the file " + file
                        + " is in use by another process, and only one can use it. Stop that one, give this one another"
                        + " path, or use agency-swarm.store.kind=postgresql for several processes.");
            }
            return new SqliteFileLock(channel);
        } catch (IOException e) {
            throw unusableException(file, directory, e);
        }
    }

    /** Releases the lock. */
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void create(Path file) throws IOException {
        FileAttribute<?>[] owners =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(file, owners);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
                throw e;
            }
        }
    }

    private static ConfigurationException unusableException(Path file, Path directory, IOException e) {
        String reason;
        if (!Files.isDirectory(directory)) {
            reason = "the directory " + directory + " does not exist. Create it, or mount the volume that holds it";
        } else if (!Files.isWritable(directory)) {
            reason = "the service has no permission to write to the directory " + directory + ". Grant it to its user";
        } else if (Files.isDirectory(file)) {
            reason = file + " is a directory. Name a file in it";
        } else {
            reason = "the file " + file + " can't be created or written ("
                    + e.getClass().getSimpleName() + "). Check its owner and permissions";
        }
        return new ConfigurationException("agency-swarm.store.path: " + reason + ".");
    }
}
