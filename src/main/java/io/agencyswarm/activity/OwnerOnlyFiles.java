package io.agencyswarm.activity;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Opens files that only the user of this process may read and write, if the file system supports such permissions. */
final class OwnerOnlyFiles {

    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private static final FileAttribute<?>[] RIGHTS =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    private OwnerOnlyFiles() {}

    /**
     * Opens a file for appending, and creates it if it does not exist.
     *
     * @throws IOException if it can't be opened or is a link, which could point to a file of another user
     */
    static SeekableByteChannel append(Path file) throws IOException {
        return Files.newByteChannel(file, APPEND, RIGHTS);
    }
}
