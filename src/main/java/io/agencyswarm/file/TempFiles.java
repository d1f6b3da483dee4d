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
    private final List<Path> paths = new ArrayList<>();

    private TempFiles(Path dir) {
        this.dir = dir;
    }

    /** Makes {@code count} empty files in a new directory in {@code parent}, or where the system wants them. */
    static TempFiles create(Optional<Path> parent, int count) throws IOException {
        TempFiles files = new TempFiles(
                parent.isPresent()
                        ? Files.createTempDirectory(parent.get(), PREFIX)
                        : Files.createTempDirectory(PREFIX));
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

    @Override
    public void close() {
        paths.forEach(TempFiles::delete);
        delete(dir);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException undeletable) {
            LOG.warnf(undeletable, "The temporary file %s could not be deleted; delete it by hand.", path);
        }
    }
}
