package io.agencyswarm.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A directory for the files of one message, which only this process's user can enter. The process holds a lock on a
 * file in it, which the operating system releases when the process ends, even if it is killed. So another process can
 * detect abandoned directories, even if several containers share a file system and process ids are not comparable.
 *
 * @param lock closing it releases the lock
 */
record TempDirectory(Path path, FileChannel lock) implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TempDirectory.class);
    private static final String PREFIX = "agency-swarm-files";
    private static final String LOCK = "lock";

    /**
     * Directories that a sweep must not open: closing a second channel to the lock file would release this process's
     * lock.
     */
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    /**
     * Creates a directory.
     *
     * @param parent the parent directory; if empty, the system's directory for temporary files
     */
    static TempDirectory create(Optional<Path> parent) throws IOException {
        Path path = parent.isPresent()
                ? Files.createTempDirectory(parent.get(), PREFIX)
                : Files.createTempDirectory(PREFIX);
        OF_THIS_PROCESS.add(path);
        Path file = path.resolve(LOCK);
        FileChannel lock;
        try {
            lock = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            OF_THIS_PROCESS.remove(path);
            Files.delete(path);
            throw e;
        }
        TempDirectory created = new TempDirectory(path, lock);
        try {
            if (lock.tryLock() != null && Files.exists(file)) {
                return created;
            }
        } catch (IOException e) {
            created.close();
            throw e;
        }
        created.close();
        throw new IOException("Another process deleted " + path + ", because it was not locked yet.");
    }

    /** Deletes the directories of processes that have ended. A failure is logged, and costs only disk space. */
    static void sweep(Optional<Path> parent) {
        Path directory = parent.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(directory, PREFIX + "*")) {
            directories.forEach(TempDirectory::sweep);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("Files that earlier processes left in %s can't be searched for: %s", directory, e.getMessage());
        }
    }

    private static void sweep(Path directory) {
        Path file = directory.resolve(LOCK);
        // A directory without a lock file is not ours, or is just being created.
        if (OF_THIS_PROCESS.contains(directory)
                || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                delete(directory);
                LOG.infof("Deleted %s, left behind by a process that has ended.", directory);
            }
        } catch (IOException e) {
            LOG.warnf("%s can't be deleted, although no process uses it: %s", directory, e.getMessage());
        }
    }

    /** Deletes the directory with its content. */
    @Override
    public void close() {
        try (lock) {
            delete(path);
        } catch (IOException e) {
            LOG.warnf(e, "The temporary directory %s could not be deleted; delete it by hand.", path);
        } finally {
            OF_THIS_PROCESS.remove(path);
        }
    }

    private static void delete(Path directory) throws IOException {
        // Links are deleted, not followed.
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(emptied);
                return super.postVisitDirectory(emptied, failure);
            }
        });
    }
}
