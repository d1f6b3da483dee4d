package io.agencyswarm.store;

import java.util.List;

/** What a store says to a run that is about to begin. */
public sealed interface AdmissionResult {

    /**
     * It begins.
     *
     * @param attempt the number that the owner's writes name
     */
    record Begun(long attempt) implements AdmissionResult {}

    /**
     * It waits for its thread.
     *
     * @param interrupted the runs that it interrupts, mostly none: first the live one, which its owner has to cancel, then
     *     those that waited, which are over now
     */
    record Queued(long attempt, List<String> interrupted) implements AdmissionResult {

        /** Copies the list. */
        public Queued {
            interrupted = List.copyOf(interrupted);
        }
    }

    /** Its thread has a live run, or this is the next one that waits for it; no row was written. */
    record Busy(String liveRunId) implements AdmissionResult {}

    /** As {@link Busy}, and as many wait as may; no row was written. */
    record QueueFull(String liveRunId, int waiting) implements AdmissionResult {}

    /** The key has begun a run before, by the same body; no row was written. */
    record Repeated(StoredRun run) implements AdmissionResult {}

    /** The key has begun that run before and the run was deleted since; no row was written. */
    record RepeatedDeleted(String runId) implements AdmissionResult {}

    /** The key has begun a run before, by another body; no row was written. */
    record KeyReused() implements AdmissionResult {}

    /** The thread would hold more bytes than it may; nothing was appended. */
    record ThreadFull(long mostBytes) implements AdmissionResult {

        /** What the client is told. */
        public String message() {
            return "The thread would hold more than " + mostBytes + " bytes, the limit of"
                    + " agency-swarm.threads.max-bytes. Send a shorter message, or begin a new thread.";
        }
    }

    /** The caller's threads and runs would hold more bytes than they may; nothing was appended. */
    record CallerFull(long mostBytes) implements AdmissionResult {

        /** What the client is told. */
        public String message() {
            return "Your threads and runs would hold more than " + mostBytes + " bytes, the limit of"
                    + " agency-swarm.threads.max-caller-bytes. Delete threads or runs that you no longer need.";
        }
    }

    /** The row is over: cancelled while it waited, or given up. */
    record AlreadyEnded(RunStatus status) implements AdmissionResult {}
}
