package io.agencyswarm.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the bytes of an attachment go: a file on disk, which takes no more than it may. */
final class Sink implements AutoCloseable {

    private final Attachment attachment;
    private final long maxBytes;
    private final FileChannel file;
    private long written;

    /** Writes to an existing file. */
    Sink(Attachment attachment, Path path, long maxBytes) throws IOException {
        this.attachment = attachment;
        this.maxBytes = maxBytes;
        this.file = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    /** A fault if a file of this size would be too large, so that nothing of it is fetched. */
    void expect(long bytes) {
        if (bytes > maxBytes) {
            throw attachment.fault(
                    "it is larger than " + maxBytes + " bytes (agency-swarm.files.max-bytes); attach a smaller one.");
        }
    }

    void write(ByteBuffer bytes) throws IOException {
        written += bytes.remaining();
        expect(written);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
