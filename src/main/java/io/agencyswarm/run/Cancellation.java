package io.agencyswarm.run;

import io.agencyswarm.error.AgencyException;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a run has been cancelled. {@link Mode#IMMEDIATE} interrupts the run's thread, which interrupts those
 * of its tools and closes the model's stream; {@link Mode#AFTER_TURN} is asked for between turns. Safe for several
 * threads.
 */
public final class Cancellation {

    /** How a run is to end. */
    public enum Mode {
        /** At once: the message in progress and the tools that run are given up. */
        IMMEDIATE,
        /** After the turn in progress, its tools included. */
        AFTER_TURN
    }

    private @Nullable Mode mode;
    private @Nullable AgencyException cause;
    private @Nullable Thread thread;
    private boolean over;

    Cancellation() {}

    /** Asks the run to end; what was asked for first stays, but that an immediate end wins. */
    synchronized void request(Mode wanted) {
        if (over || mode == Mode.IMMEDIATE) {
            return;
        }
        mode = wanted;
        if (wanted == Mode.IMMEDIATE && thread != null) {
            thread.interrupt();
        }
    }

    /** Ends the run at once, as failed with {@code why}; too late for one that is to end at once anyway. */
    synchronized void abort(AgencyException why) {
        if (!stopped()) {
            cause = why;
            request(Mode.IMMEDIATE);
        }
    }

    /** From now on the calling thread is the one to interrupt. */
    synchronized void begin() throws InterruptedException {
        if (mode == Mode.IMMEDIATE) {
            throw new InterruptedException();
        }
        thread = Thread.currentThread();
    }

    /** The calling thread is interrupted no more; whatever interrupted it is forgotten. */
    synchronized void end() {
        over = true;
        thread = null;
        Thread.interrupted();
    }

    /** What the run is to fail with, null where it was cancelled or goes on. */
    synchronized @Nullable AgencyException cause() {
        return cause;
    }

    /** Whether a cancel was asked for, in any mode, before the run was over. */
    public synchronized boolean requested() {
        return mode != null;
    }

    /** Whether the run is over, or is to be at once: whatever still works for it can stop. */
    public synchronized boolean stopped() {
        return over || mode == Mode.IMMEDIATE;
    }

    /** Whether the run is to end at once. */
    public synchronized boolean immediate() {
        return mode == Mode.IMMEDIATE;
    }
}
