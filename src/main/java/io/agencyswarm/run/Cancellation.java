package io.agencyswarm.run;

import io.agencyswarm.error.AgencyException;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a run has been cancelled. {@link Mode#IMMEDIATE} interrupts the run's thread, which interrupts its
 * tools and closes the model's stream; {@link Mode#AFTER_TURN} is checked between turns. Thread-safe.
 */
public final class Cancellation {

    /** How a run is to end. */
    public enum Mode {
        /** At once: the message in progress is dropped, and running tools are abandoned. */
        IMMEDIATE,
        /** After the current turn, with its tools. */
        AFTER_TURN
    }

    private @Nullable Mode mode;
    private @Nullable AgencyException cause;
    private @Nullable Thread thread;
    private boolean ended;

    /** Creates a run's state: not cancelled, not ended, with no thread. */
    public Cancellation() {}

    /** Asks the run to end. A later request changes the mode only from after the turn to immediate. */
    public synchronized void cancel(Mode newMode) {
        if (ended || mode == Mode.IMMEDIATE) {
            return;
        }
        mode = newMode;
        if (newMode == Mode.IMMEDIATE && thread != null) {
            thread.interrupt();
        }
    }

    /**
     * Ends the run at once. Has no effect if it has ended, or is to end at once already.
     *
     * @param reason the error that the run fails with
     */
    public synchronized void abort(AgencyException reason) {
        if (!mustStop()) {
            cause = reason;
            cancel(Mode.IMMEDIATE);
        }
    }

    /** Makes the calling thread the one to interrupt. */
    public synchronized void attachThread() throws InterruptedException {
        if (mode == Mode.IMMEDIATE) {
            throw new InterruptedException();
        }
        thread = Thread.currentThread();
    }

    /** Ends the run: nothing interrupts the calling thread any more, and its interrupt status is cleared. */
    public synchronized void endRun() {
        ended = true;
        thread = null;
        Thread.interrupted();
    }

    /** Returns the error that the run is to fail with; null if it was cancelled or continues. */
    public synchronized @Nullable AgencyException cause() {
        return cause;
    }

    /** Returns whether a cancel was requested, in any mode, before the run ended. */
    public synchronized boolean isRequested() {
        return mode != null;
    }

    /** Returns whether the run has ended or is to end at once, so that work for it can stop. */
    public synchronized boolean mustStop() {
        return ended || mode == Mode.IMMEDIATE;
    }

    /** Returns whether an immediate end was requested before the run ended. */
    public synchronized boolean isImmediateRequested() {
        return mode == Mode.IMMEDIATE;
    }
}
