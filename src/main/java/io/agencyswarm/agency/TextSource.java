package io.agencyswarm.agency;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.text.LogThrottle;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Instructions from a resource of the class path, or otherwise a file. A file that has changed is read again; in dev
 * mode resources are files. Thread-safe.
 */
final class TextSource implements Supplier<String> {

    private static final Logger LOG = Logger.getLogger(TextSource.class);

    private final Path file;
    private final LogThrottle warnings = new LogThrottle();
    private volatile FileSnapshot last;

    /** The text of a file, with the attributes that show whether it has changed since. */
    private record FileSnapshot(String text, FileTime modified, long size) {

        static FileSnapshot of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileSnapshot(Files.readString(file), attributes.lastModifiedTime(), attributes.size());
        }

        boolean isOf(BasicFileAttributes attributes) {
            return modified.equals(attributes.lastModifiedTime()) && size == attributes.size();
        }
    }

    private TextSource(Path file) throws IOException {
        this.file = file;
        this.last = FileSnapshot.of(file);
    }

    /**
     * Returns the text at a place.
     *
     * @param location a resource's name, such as {@code prompts/scout.md}, or a file's path
     * @throws AgencyException if there is neither, or it can't be read as UTF-8
     */
    static Supplier<String> at(String location) {
        @Nullable URL resource = Thread.currentThread().getContextClassLoader().getResource(location);
        try {
            if (resource == null) {
                Path file = Path.of(location);
                if (!Files.isRegularFile(file)) {
                    throw new AgencyException(
                            ErrorCode.CONFIGURATION,
                            "There are no instructions at \"" + location
                                    + "\": neither a resource of the class path nor the file " + file.toAbsolutePath()
                                    + ".");
                }
                return new TextSource(file);
            }
            if (resource.getProtocol().equals("file")) {
                return new TextSource(Path.of(resource.toURI()));
            }
            try (InputStream in = resource.openStream()) {
                // Throws if the bytes are not UTF-8, as reading a file does.
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(in.readAllBytes()))
                        .toString();
                return () -> text;
            }
        } catch (IOException | URISyntaxException e) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "The instructions at \"" + location + "\" could not be read as UTF-8: " + AgencyException.reason(e),
                    e);
        }
    }

    @Override
    public String get() {
        FileSnapshot snapshot = last;
        try {
            if (!snapshot.isOf(Files.readAttributes(file, BasicFileAttributes.class))) {
                snapshot = FileSnapshot.of(file);
                last = snapshot;
            }
        } catch (IOException e) {
            if (warnings.allows()) {
                LOG.warnf(
                        "The instructions in %s could not be read, so their last text is used: %s",
                        file, AgencyException.reason(e));
            }
        }
        return snapshot.text();
    }
}
