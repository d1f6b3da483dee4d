package io.agencyswarm.store;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.List;

/** The store's answer to a run that is about to start. */
public sealed interface AdmissionResult {

    /** The store's answer to a run that has waited for its thread. */
    sealed interface ClaimResult extends AdmissionResult {}

    /**
     * The run starts.
     *
     * @param attempt the number that the owner's writes must carry
     */
    record Admitted(long attempt) implements ClaimResult {}

    /**
     * The run waits for its thread.
     *
     * @param interrupted ids of the runs that it interrupts, usually none: first the live one, which its owner has to
     *     cancel, then those that waited, which have been ended
     */
    record Queued(long attempt, List<String> interrupted) implements ClaimResult {

        /** Copies the list. */
        public Queued {
            interrupted = List.copyOf(interrupted);
        }
    }

    /** The thread has a live run, or a run that waits for it; no row was written. */
    record Busy(String liveRunId) implements AdmissionResult {}

    /** The thread has a live run, and the maximum number of runs waits for it already; no row was written. */
    record QueueFull(String liveRunId, int waiting) implements AdmissionResult {}

    /** The key started a run before, with the same body; no row was written. */
    record Repeated(StoredRun run) implements AdmissionResult {}

    /** The key started this run before, which has been deleted; no row was written. */
    record RepeatedDeleted(String runId) implements AdmissionResult {}

    /** The key started a run before, with another body; no row was written. */
    record KeyReused() implements AdmissionResult {}

    /** A limit of bytes would be exceeded; nothing was appended. */
    sealed interface Full extends ClaimResult {

        /** Returns the code of the error for the client. */
        ErrorCode code();

        /** Returns the message for the client. */
        String message();

        /** Returns the error for the client. */
        default AgencyException exception() {
            return new AgencyException(code(), message());
        }
    }

    /** The thread would exceed its limit of bytes. */
    record ThreadFull(long maxBytes) implements Full {

        @Override
        public ErrorCode code() {
            return ErrorCode.TOO_LARGE;
        }

        @Override
        public String message() {
            return "The thread would hold more than " + maxBytes + " bytes, the limit of"
                    + " agency-swarm.threads.max-bytes. Send a shorter message, or begin a new thread.";
        }
    }

    /** The caller's threads and runs would exceed their limit of bytes. */
    record CallerFull(long maxBytes) implements Full {

        @Override
        public ErrorCode code() {
            return ErrorCode.TOO_MANY;
        }

        @Override
        public String message() {
            return "Your threads and runs would hold more than " + maxBytes + " bytes, the limit of"
                    + " agency-swarm.threads.max-caller-bytes. Delete threads or runs that you no longer need.";
        }
    }

    /** The row has ended: its run was cancelled while it waited, or taken over by another process. */
    record AlreadyEnded(RunStatus status) implements ClaimResult {}
}
