package io.agencyswarm.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongPredicate;

/** Writes an attachment to a file, within the limits of a file's size and of the disk space for files. */
final class AttachmentWriter implements AutoCloseable {

    private final Attachment attachment;
    private final SizeLimit limit;
    private final LongPredicate reservation;
    private final FileChannel file;
    private long written;

    /** The maximum size of a file in bytes, and the setting that limits it. */
    record SizeLimit(long bytes, String setting) {

        /** Returns the limit of one file, or that of all files if it is smaller. */
        static SizeLimit of(FileConfig config) {
            return config.maxBytes() <= config.maxTotalBytes()
                    ? new SizeLimit(config.maxBytes(), "max-bytes")
                    : new SizeLimit(config.maxTotalBytes(), "max-total-bytes");
        }
    }

    /**
     * Opens an existing file.
     *
     * @param limit the maximum size of the file
     * @param reservation reserves disk space for this many more bytes; returns false if there is not enough
     */
    AttachmentWriter(Attachment attachment, Path path, SizeLimit limit, LongPredicate reservation) throws IOException {
        this.attachment = attachment;
        this.limit = limit;
        this.reservation = reservation;
        this.file = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    /**
     * Checks the size of the file: the expected one before anything is fetched, and then what has been written.
     *
     * @throws io.agencyswarm.error.AgencyException if a file of this size would be too large
     */
    void requireSize(long bytes) {
        if (bytes > limit.bytes()) {
            throw attachment.failure("it is larger than " + limit.bytes() + " bytes (agency-swarm.files."
                    + limit.setting() + "); attach a smaller one.");
        }
    }

    void write(ByteBuffer bytes) throws IOException {
        written += bytes.remaining();
        requireSize(written);
        if (!reservation.test(bytes.remaining())) {
            throw attachment.failure("other files that the service processes now use up its limit"
                    + " (agency-swarm.files.max-total-bytes); try again later.");
        }
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // Reported here, because the code above would blame the source for it.
            throw attachment.failure(
                    "the service could not write it to its disk; try again later, or tell its operator"
                            + " (agency-swarm.files.temp-dir).",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
