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
 * A directory for the files of one message, which only this process's user can enter. The process holds a lock on a file
 * in it, which the operating system releases when the process ends, however it ends. So another process can tell what is
 * left over, also where several containers share a file system and a process id means nothing.
 *
 * @param lock closing it releases the lock
 */
record TempDirectory(Path path, FileChannel lock) implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TempDirectory.class);
    private static final String PREFIX = "agency-swarm-files";
    private static final String LOCK = "lock";

    /** Never opened by a sweep: the process would lose its lock on a file as soon as it closes it once. */
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    /**
     * A new directory.
     *
     * @param parent where it is to be; the system's directory for temporary files where empty
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
        throw new IOException("Another process took " + path + " for one that was left over.");
    }

    /** Deletes the directories of processes that have ended. What fails is logged, and costs only room. */
    static void sweep(Optional<Path> parent) {
        Path place = parent.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(place, PREFIX + "*")) {
            directories.forEach(TempDirectory::sweep);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warnf("Files that earlier processes left in %s can't be looked for: %s", place, e.getMessage());
        }
    }

    private static void sweep(Path directory) {
        Path file = directory.resolve(LOCK);
        // Without a lock it is of something else, or only just being made.
        if (OF_THIS_PROCESS.contains(directory)
                || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                delete(directory);
                LOG.infof("Deleted %s, which a process left behind that has ended.", directory);
            }
        } catch (IOException e) {
            LOG.warnf("%s can't be deleted, although nobody seems to use it: %s", directory, e.getMessage());
        }
    }

    /** Deletes the directory with all that is in it. */
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
