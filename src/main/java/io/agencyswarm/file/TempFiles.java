package io.agencyswarm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of one message on their way. All are made at once and gone at once: a fetch that is given up may still hang
 * somewhere, and must not leave a new one behind.
 */
final class TempFiles implements AutoCloseable {

    private final TempDirectory directory;
    private final ByteBudget room;
    private final List<Path> paths = new ArrayList<>();

    private long taken;
    private boolean closed;

    private TempFiles(TempDirectory directory, ByteBudget room) {
        this.directory = directory;
        this.room = room;
    }

    /** Makes {@code count} empty files in a new directory in {@code parent}, or where the system wants them. */
    static TempFiles create(Optional<Path> parent, ByteBudget room, int count) throws IOException {
        TempFiles files = new TempFiles(TempDirectory.create(parent), room);
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
        directory.close();
        room.giveBack(taken);
    }
}
