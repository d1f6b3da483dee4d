package io.agencyswarm.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongPredicate;

/** Where the bytes of an attachment go: a file on disk, which takes no more than it may, and than there is room for. */
final class Sink implements AutoCloseable {

    private final Attachment attachment;
    private final SizeLimit limit;
    private final LongPredicate room;
    private final FileChannel file;
    private long written;

    /** How many bytes a file may have, and the setting that says so. */
    record SizeLimit(long bytes, String setting) {

        /** The limit of a file of its own, or that of all together where it is smaller. */
        static SizeLimit of(FileConfig config) {
            return config.maxBytes() <= config.maxTotalBytes()
                    ? new SizeLimit(config.maxBytes(), "max-bytes")
                    : new SizeLimit(config.maxTotalBytes(), "max-total-bytes");
        }
    }

    /**
     * Writes to an existing file.
     *
     * @param limit the largest file
     * @param room takes room for as many bytes more, and says whether there was any
     */
    Sink(Attachment attachment, Path path, SizeLimit limit, LongPredicate room) throws IOException {
        this.attachment = attachment;
        this.limit = limit;
        this.room = room;
        this.file = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    /** A fault if a file of this size would be too large, so that nothing of it is fetched. */
    void expect(long bytes) {
        if (bytes > limit.bytes()) {
            throw attachment.fault("it is larger than " + limit.bytes() + " bytes (agency-swarm.files."
                    + limit.setting() + "); attach a smaller one.");
        }
    }

    void write(ByteBuffer bytes) throws IOException {
        written += bytes.remaining();
        expect(written);
        if (!room.test(bytes.remaining())) {
            throw attachment.fault("the service is busy with as many files as it has room for"
                    + " (agency-swarm.files.max-total-bytes); try again later.");
        }
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // Not the source's fault, which would be blamed further up.
            throw attachment.fault(
                    "the service has no room for it on its disk; try again later, or tell its operator"
                            + " (agency-swarm.files.temp-dir).",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
