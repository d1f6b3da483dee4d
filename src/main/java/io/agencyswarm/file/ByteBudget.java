package io.agencyswarm.file;

/** The disk space that the files of all current messages share. Thread-safe. */
final class ByteBudget {

    private final long bytes;
    private long usedBytes;

    ByteBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Reserves bytes. Returns false, and reserves nothing, if fewer are left. */
    synchronized boolean reserve(long some) {
        if (some > bytes - usedBytes) {
            return false;
        }
        usedBytes += some;
        return true;
    }

    synchronized void release(long some) {
        usedBytes -= some;
    }
}
