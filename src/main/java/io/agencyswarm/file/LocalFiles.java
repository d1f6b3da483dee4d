package io.agencyswarm.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/**
 * Copies files of this machine in an allowed directory. Links are resolved once; the resolved path is then opened step
 * by step from the allowed directory's handle, without following links, so that swapping a part of the path meanwhile
 * can't lead out of the directory.
 */
final class LocalFiles {

    private static final int BUFFER_BYTES = 65_536;

    /** Directories of virtual system files, which are never allowed. */
    private static final List<Path> OF_THE_SYSTEM = List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

    private final AllowedDirectories directories;

    LocalFiles(AllowedDirectories directories) {
        this.directories = directories;
    }

    /** Copies the file; may block in the operating system. */
    void copy(Attachment attachment, Path path, AttachmentWriter writer) throws IOException {
        List<Path> allowed = directories.resolved(attachment);
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            throw attachment.failure(notFoundMessage(path), e);
        }
        Path top = allowed.stream()
                .filter(dir -> real.startsWith(dir) && OF_THE_SYSTEM.stream().noneMatch(real::startsWith))
                .findFirst()
                .orElseThrow(() -> attachment.failure(notFoundMessage(path)));
        if (real.equals(top)) {
            throw attachment.failure(notRegularFileMessage(path));
        }
        try (DirectoryStream<Path> dir = Files.newDirectoryStream(top)) {
            if (!(dir instanceof SecureDirectoryStream<Path> secure)) {
                throw attachment.failure("this service's file system can't open local files safely; give a URL.");
            }
            new Walk(attachment, path, writer).descend(secure, top.relativize(real));
        } catch (AccessDeniedException e) {
            throw attachment.failure(
                    "the service has no permission to read " + quoted(path) + "; change the file's permissions.", e);
        } catch (FileSystemException e) {
            throw attachment.failure(notFoundMessage(path), e);
        }
    }

    // The same message for both cases, so that clients can't find out which files exist elsewhere.
    private static String notFoundMessage(Path path) {
        return "there is no file " + quoted(path)
                + " in the service's allowed directories (agency-swarm.files.allowed-local-dirs); name one that"
                + " exists.";
    }

    private static String notRegularFileMessage(Path path) {
        return quoted(path) + " is not a regular file; name a file, not a directory, a pipe or a device.";
    }

    private static String quoted(Path path) {
        return "\"" + Attachment.forMessage(path.toString()) + "\"";
    }

    /** The steps from an allowed directory to a file in it. */
    private record Walk(Attachment attachment, Path named, AttachmentWriter writer) {

        private void descend(SecureDirectoryStream<Path> dir, Path remaining) throws IOException {
            Path name = remaining.getName(0);
            BasicFileAttributes attributes = dir.getFileAttributeView(
                            name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                    .readAttributes();
            if (remaining.getNameCount() > 1) {
                if (!attributes.isDirectory()) {
                    throw attachment.failure(notFoundMessage(named));
                }
                try (SecureDirectoryStream<Path> inner = dir.newDirectoryStream(name, NOFOLLOW_LINKS)) {
                    descend(inner, remaining.subpath(1, remaining.getNameCount()));
                }
                return;
            }
            // Checked before it is opened: opening a pipe would wait for a writer.
            if (!attributes.isRegularFile()) {
                throw attachment.failure(notRegularFileMessage(named));
            }
            writer.requireSize(attributes.size());
            copy(dir, name);
        }

        private void copy(SecureDirectoryStream<Path> dir, Path name) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            try (SeekableByteChannel file = dir.newByteChannel(name, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))) {
                while (file.read(buffer) >= 0) {
                    writer.write(buffer.flip());
                    buffer.clear();
                }
            }
        }
    }
}
