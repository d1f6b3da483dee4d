package io.agencyswarm.file;

/** The room on disk that the files of all messages on their way share. Safe for several threads. */
final class ByteBudget {

    private final long bytes;
    private long taken;

    ByteBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Takes as many bytes, or none where there are not that many left. */
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
