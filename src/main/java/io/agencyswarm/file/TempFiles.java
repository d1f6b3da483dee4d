package io.agencyswarm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The temporary files of one message. All are created at once and deleted at once: an abandoned fetch may still be
 * blocked, and must not create a file afterwards.
 */
final class TempFiles implements AutoCloseable {

    private final TempDirectory directory;
    private final ByteBudget diskBudget;
    private final List<Path> paths = new ArrayList<>();

    private long usedBytes;
    private boolean closed;

    private TempFiles(TempDirectory directory, ByteBudget diskBudget) {
        this.directory = directory;
        this.diskBudget = diskBudget;
    }

    /**
     * Creates {@code count} empty files in a new directory, in {@code parent} or the system's directory for temporary
     * files.
     */
    static TempFiles create(Optional<Path> parent, ByteBudget diskBudget, int count) throws IOException {
        TempFiles files = new TempFiles(TempDirectory.create(parent), diskBudget);
        try {
            for (int i = 0; i < count; i++) {
                files.paths.add(Files.createFile(files.directory.path().resolve(Integer.toString(i))));
            }
            return files;
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    /** Returns the file with this number, counted from zero. */
    Path get(int index) {
        return paths.get(index);
    }

    /** Reserves disk space for more of the files. Returns false if there is not enough, or the files are closed. */
    synchronized boolean reserve(long bytes) {
        if (closed || !diskBudget.reserve(bytes)) {
            return false;
        }
        usedBytes += bytes;
        return true;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        directory.close();
        diskBudget.release(usedBytes);
    }
}
