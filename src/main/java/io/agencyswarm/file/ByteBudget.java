package io.agencyswarm.file;

/** The disk space that the files of all current messages share. Thread-safe. */
final class ByteBudget {

    private final long bytes;
    private long taken;

    ByteBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Reserves bytes. Returns false, and reserves nothing, if fewer are left. */
    synchronized boolean take(long some) {
        if (some > bytes - taken) {
            return false;
        }
        taken += some;
        return true;
    }

    synchronized void giveBack(long some) {
        taken -= some;
    }
}
