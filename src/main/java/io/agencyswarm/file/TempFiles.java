package io.agencyswarm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Files of one message on their way, in a directory that only this process's user can enter. All are made at once and
 * gone at once: a fetch that is given up may still hang somewhere, and must not leave a new one behind.
 */
final class TempFiles implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TempFiles.class);
    private static final String PREFIX = "agency-swarm-files";

    private final Path dir;
    private final Room room;
    private final List<Path> paths = new ArrayList<>();

    private long taken;
    private boolean closed;

    private TempFiles(Path dir, Room room) {
        this.dir = dir;
        this.room = room;
    }

    /** Makes {@code count} empty files in a new directory in {@code parent}, or where the system wants them. */
    static TempFiles create(Optional<Path> parent, Room room, int count) throws IOException {
        TempFiles files = new TempFiles(
                parent.isPresent()
                        ? Files.createTempDirectory(parent.get(), PREFIX)
                        : Files.createTempDirectory(PREFIX),
                room);
        try {
            for (int i = 0; i < count; i++) {
                Path path = files.dir.resolve(Integer.toString(i));
                files.paths.add(path);
                Files.createFile(path);
            }
            return files;
        } catch (IOException full) {
            files.close();
            throw full;
        }
    }

    /** The file of a number from zero on. */
    Path get(int index) {
        return paths.get(index);
    }

    /** Takes room for more of the files; false where there is none, or nobody wants the files any more. */
    synchronized boolean take(long bytes) {
        if (closed || !room.take(bytes)) {
            return false;
        }
        taken += bytes;
        return true;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        paths.forEach(TempFiles::delete);
        delete(dir);
        room.giveBack(taken);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException undeletable) {
            LOG.warnf(undeletable, "The temporary file %s could not be deleted; delete it by hand.", path);
        }
    }
}
